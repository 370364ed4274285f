"""Refusals: what the domain says when it does not do something."""


class DomainError(Exception):
    """A refusal with a stable code.

    The sentence a person reads is looked up by ``code`` in ``web.refusals`` and filled with ``params``,
    so the rule and its wording in three languages never drift into each other.
    """

    code = "refused"
    field: str | None = None  # the form field that the sentence belongs to, when there is one

    def __init__(self, **params: object) -> None:
        super().__init__(self.code)
        self.params = params
