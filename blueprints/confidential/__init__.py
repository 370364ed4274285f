"""Pages of the confidential wing."""
