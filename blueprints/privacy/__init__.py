"""Pages of the privacy wing."""
