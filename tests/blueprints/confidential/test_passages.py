"""Writing the shared note: add, type, save, ask, remove."""

import re
from collections.abc import Callable

from models.people import Person
from tests.blueprints.confidential.conftest import Circle
from tests.visitor import Visitor

Sign = Callable[[Person], Visitor]


def begun(visitor: Visitor, circle: Circle) -> str:
    """Press "Add a passage" on the third meeting's note; gives the editor's address."""
    note = f"/meetings/{circle.story.held.id}/note"
    answer = visitor.post(f"/meetings/{circle.story.held.id}/passages", page=note)
    return answer.headers.get("Location") or answer.headers["HX-Redirect"]


def test_a_passage_is_added_and_saved(visit: Sign, circle: Circle) -> None:
    aino = visit(circle.story.aino)
    editor = begun(aino, circle)
    url = editor.removesuffix("/edit")
    answer = aino.post(url, page=editor, text="Ryhmä kokosi kolme tapaa lopettaa puhelu.")
    assert answer.status_code in (303, 204)
    note = aino.get(f"/meetings/{circle.story.held.id}/note").text
    assert "Ryhmä kokosi kolme tapaa lopettaa puhelu." in note
    assert "3" in re.findall(r'class="line tight">(.*?)</p>', note, re.DOTALL)[-1]
