"""The outside world: databases, keys, mail, files."""
