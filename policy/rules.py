"""The registry of rules: one named question each, answered from the actor, the object and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.people import Person

Predicate = Callable[["Person", Any], bool]


@dataclass(frozen=True)
class Rule:
    """An action, the sentence that says who may do it (docs/POLICY.md prints it), and the predicate."""

    action: str
    says: str
    predicate: Predicate

    @property
    def wing(self) -> str:
        """The folder of the policy that the rule stands in."""
        return self.predicate.__module__.split(".")[1]


rules: dict[str, Rule] = {}


def rule(action: str) -> Callable[[Predicate], Predicate]:
    """Register a predicate ``(actor, object) -> bool`` under an action; its docstring is the published sentence."""

    def register(predicate: Predicate) -> Predicate:
        if action in rules or not predicate.__doc__:
            message = f"rule {action!r} needs a docstring and a name of its own"
            raise ValueError(message)
        rules[action] = Rule(action, " ".join(predicate.__doc__.split()), predicate)
        return predicate

    return register


def allowed(actor: Person | None, action: str, thing: object = None) -> bool:
    """Whether the actor may do the action to the thing. Nobody signed in, or an inactive person, may do nothing."""
    return actor is not None and actor.is_active and rules[action].predicate(actor, thing)
