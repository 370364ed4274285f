"""The policy as it is published: the rules by wing. docs/POLICY.md and the page "who sees what" are made from it."""

from __future__ import annotations

from importlib import import_module
from itertools import groupby
from pkgutil import walk_packages

import policy
from policy.confidential.sayings import SAYINGS
from policy.rules import Rule, rules

WINGS = ("people", "commerce", "process", "confidential", "privacy")


def published() -> list[tuple[str, list[Rule]]]:
    """Every rule, wing by wing, in the order of their actions."""
    for module in walk_packages(policy.__path__, f"{policy.__name__}."):
        import_module(module.name)
    ordered = sorted(rules.values(), key=lambda rule: (WINGS.index(rule.wing), rule.action))
    return [(wing, list(found)) for wing, found in groupby(ordered, key=lambda rule: rule.wing)]


def sentences() -> list[str]:
    """Everything that is published, for the catalogues."""
    return [*SAYINGS, *(rule.says for _, found in published() for rule in found)]
