"""Who reaches the board."""

from tests.web.access.outcomes import LOGIN, NO, OK

# fmt: off
ACCESS = {
    #               nobody  outsider particip leaver  substit superv  other   manager client  admin   dpo     auditor
    "boards.show": (LOGIN , NO    , NO    , NO    , NO    , NO    , NO    , OK    , NO    , NO    , NO    , NO),
}
# fmt: on
