"""Who hears what of a swap: each their own mail, no participant's name but the newcomer's, and never why."""

import pytest

from tests.blueprints.process.substitutions.swapping import Swapping

REASON = "Kuumeessa, en pääse"
PARTICIPANTS = ("Noora Heikura", "Ville Anttonen", "Kim Ström", "Päivi Lahdes", "Eero Mustaoja")


def addresses(swapping: Swapping, *names: str) -> set[str]:
    return {getattr(swapping.story, name).email for name in names}


def told(swapping: Swapping) -> dict[str, set[str]]:
    """Who got each template."""
    found: dict[str, set[str]] = {}
    for address, templates in swapping.told().items():
        for template in templates:
            found.setdefault(template, set()).add(address)
    return found


def press(swapping: Swapping, act: str) -> None:
    """Let whoever may do it take the newest swap back, or refuse it."""
    url = f"/substitutions/{swapping.swaps()[-1].id}"
    person = swapping.story.paivi if act == "retraction" else swapping.story.aino
    assert swapping.press(person, f"{url}/{act}", page=url).status_code == 303


def test_when_somebody_is_asked_the_supervisor_knows(swapping: Swapping) -> None:
    swapping.asked(message=REASON)
    assert told(swapping) == {"swap_offer": addresses(swapping, "joonas"), "swap_asked": addresses(swapping, "aino")}


@pytest.mark.parametrize("extent", ["one_meeting", "rest"])
def test_when_it_is_agreed_everybody_concerned_knows_the_new_name(swapping: Swapping, extent: str) -> None:
    swapping.asked(message=REASON, meeting=f"{extent}-{swapping.story.today.id}")
    swapping.forget()
    swapping.answer(swapping.first_offer(), answer="accept", rules="y")
    assert told(swapping) == {
        "swap_done_leaver": addresses(swapping, "paivi"),
        "swap_done_newcomer": addresses(swapping, "joonas"),
        "swap_done": addresses(swapping, "aino", "antti"),
        "swap_done_group": addresses(swapping, "noora", "ville", "kim", "eero"),
    }
    group = [letter.text for letter in swapping.letters() if letter.template.endswith("group")]
    assert all("Joonas Rinne" in text for text in group)


def test_whoever_asked_for_another_is_told_too(swapping: Swapping) -> None:
    swapping.accepted(swapping.story.outi, source="form")
    assert addresses(swapping, "outi") <= told(swapping)["swap_done"]
    assert told(swapping)["swap_done_leaver"] == addresses(swapping, "paivi")


def test_who_pays_alone_has_no_contact_to_tell(swapping: Swapping) -> None:
    swapping.accepted(swapping.story.eero, swapping.story.seats["eero"])
    assert told(swapping)["swap_done"] == addresses(swapping, "aino")


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("retraction", {"swap_off": ("joonas",), "swap_taken_back": ("aino",)}),
        ("refusal", {"swap_off": ("joonas",), "swap_refused": ("paivi",)}),
    ],
)
def test_when_nothing_comes_of_it_those_who_knew_are_told(swapping: Swapping, act: str, expected: dict[str, tuple[str, ...]]) -> None:
    swapping.asked()
    swapping.forget()
    press(swapping, act)
    assert told(swapping) == {template: addresses(swapping, *names) for template, names in expected.items()}


def test_when_the_substitute_declines_who_asked_and_the_supervisor_know(swapping: Swapping) -> None:
    swapping.asked()
    swapping.forget()
    swapping.answer(swapping.first_offer(), answer="decline")
    assert told(swapping) == {"swap_came_to_nothing": addresses(swapping, "paivi", "aino")}


def test_when_an_agreed_swap_is_refused_the_group_hears_that_the_name_changes_back(swapping: Swapping) -> None:
    swapping.accepted()
    swapping.deliver()
    swapping.forget()
    press(swapping, "refusal")
    assert told(swapping) == {
        "swap_off": addresses(swapping, "joonas"),
        "swap_refused": addresses(swapping, "paivi", "aino", "antti"),
        "swap_off_group": addresses(swapping, "noora", "ville", "kim", "eero"),
    }


@pytest.mark.parametrize("end", ["retraction", "refusal", "decline", "accept", "accept-refusal"])
@pytest.mark.parametrize("extent", ["one_meeting", "rest"])
def test_no_mail_names_another_participant_or_says_why(swapping: Swapping, end: str, extent: str) -> None:
    swapping.asked(message=REASON, meeting=f"{extent}-{swapping.story.today.id}")
    for act in end.split("-"):
        if act in {"decline", "accept"}:
            assert swapping.answer(swapping.first_offer(), answer=act, rules="y").status_code == 303
        else:
            press(swapping, act)
    own = {getattr(swapping.story, name).email: getattr(swapping.story, name).name for name in ("noora", "ville", "kim", "paivi", "eero")}
    letters = [letter for letter in swapping.letters() if letter.text]
    assert letters
    for letter in letters:
        others = [name for name in PARTICIPANTS if name != own.get(letter.to)]
        assert not [name for name in others if name in letter.text or name.split()[0] in letter.text], letter
        assert REASON not in letter.text
        assert swapping.story.group.name not in letter.text


def test_each_reads_in_their_own_language(swapping: Swapping) -> None:
    swapping.accepted()
    first = {letter.to: letter.text.splitlines()[0] for letter in swapping.letters()}
    assert first[swapping.story.kim.email] == "Ett nytt namn i din grupp"
    assert first[swapping.story.noora.email] == "Uusi nimi ryhmässäsi"
    assert first[swapping.story.joonas.email] == "You are coming: thank you"
