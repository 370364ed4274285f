"""Two people at the same moment: one chair is offered once and taken once, and the other gets a sentence or a page, never a fault."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from models.process import Stay, SubstitutionState
from tests.blueprints.process.substitutions.swapping import Swapping


def together(*acts: Callable[[], int]) -> list[int]:
    """The status codes of acts begun at the same moment."""
    start = Barrier(len(acts))

    def act(each: Callable[[], int]) -> int:
        start.wait()
        return each()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(act, acts))


def test_two_ask_for_the_same_place(swapping: Swapping) -> None:
    url = f"/participations/{swapping.story.seats['paivi'].id}/substitutions"
    rest, one = (f"{extent}-{swapping.story.today.id}" for extent in ("rest", "one_meeting"))

    def ready(who: str, meeting: str) -> Callable[[], int]:
        visitor = swapping.visitor(getattr(swapping.story, who))
        typed = {"meeting": meeting, "name": who, "email": f"{who}@uusi.example", "language": "fi", "source": "form"}
        data = swapping.tokens(visitor.get(f"{url}/new"), url) | typed
        return lambda: visitor.client.post(url, data=data).status_code

    answers = together(ready("paivi", rest), ready("outi", one), ready("antti", one))
    assert answers == [303, 422, 422]
    assert len(swapping.swaps()) == 1


def test_two_take_places_with_one_persons_two_offers(swapping: Swapping) -> None:
    offers = []
    for who in ("paivi", "noora"):
        swapping.asked(getattr(swapping.story, who), swapping.story.seats[who])
        offers.append(swapping.offer())

    def ready(offer: str) -> Callable[[], int]:
        visitor = swapping.visitor(None)
        data = swapping.tokens(visitor.get(offer), offer) | {"answer": "accept", "rules": "y"}
        return lambda: visitor.client.post(offer, data=data).status_code

    assert together(*(ready(offer) for offer in offers)) == [303, 422]
    assert len([p for p in swapping.participations() if p.stay is Stay.ONE_MEETING]) == 1


def test_the_answer_and_the_retraction_cross(swapping: Swapping) -> None:
    swap = swapping.asked()
    offer, url = swapping.offer(), f"/substitutions/{swap.id}"
    substitute, paivi = swapping.visitor(None), swapping.visitor(swapping.story.paivi)
    yes = swapping.tokens(substitute.get(offer), offer) | {"answer": "accept", "rules": "y"}
    back = swapping.tokens(paivi.get(url), f"{url}/retraction")
    answers = together(
        lambda: substitute.client.post(offer, data=yes).status_code,
        lambda: paivi.client.post(f"{url}/retraction", data=back).status_code,
    )
    assert answers[0] == 303
    assert answers[1] in {404, 409, 422}
    agreed = swapping.again(swap).state is SubstitutionState.EFFECTIVE
    assert swapping.seated(swapping.story.today)[3] == ("Joonas Rinne" if agreed else "Päivi Lahdes")
