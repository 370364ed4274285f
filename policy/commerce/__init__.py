"""Who sees and does what on the commercial side. Knows nothing confidential."""
