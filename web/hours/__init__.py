"""Hours of supervision given and received: the log's page, its exports and its certificate say the same."""
