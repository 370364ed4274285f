"""Commerce: the service pages, requests, quotes, agreements, cancellations, open groups; prices and terms for the admin."""
