"""Who may do what, and what exists for whom. Knows models only.

A *scope* answers "may you know it exists?" with a SELECT; what it leaves out is a 404. A *rule* answers
"may you do this to it?"; a no is a 403. Silence means no.
"""

from policy.rules import Rule, allowed, rule, rules

__all__ = ["Rule", "allowed", "rule", "rules"]
