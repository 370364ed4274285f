"""Pages of the people wing."""
