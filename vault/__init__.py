"""The one door to confidential text: what is readable, opening it with a trace, sealing it.

Only this package imports the key store and the tables behind ``vault.guard``.
"""
