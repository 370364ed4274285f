"""The forms of supervision: what engagements are, and what supervisors have experience of."""

import enum


class Form(enum.StrEnum):
    """The four forms of supervision."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    COMMUNITY = "community"
    CRISIS = "crisis"
