"""Pages of the process wing."""
