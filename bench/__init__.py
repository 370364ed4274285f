"""How quick the product is: run ``make bench``, or ``python -m bench --help``."""
