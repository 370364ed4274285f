"""Every page of the wing opens for whom it is meant."""

import pytest

from tests.blueprints.process.conftest import As
from tests.world import Story


@pytest.mark.parametrize("who", ["jaana", "outi", "riikka", "esko", "aino", "mikael", "noora", "saana", "joonas", "marja_liisa"])
def test_everybody_has_a_day(as_: As, story: Story, who: str) -> None:
    answer = as_(getattr(story, who)).get("/")
    assert answer.status_code == 200
    assert "23. marraskuuta" in answer.text or "23" in answer.text


def test_pages(as_: As, story: Story) -> None:
    for url in (
        "/organisations",
        "/organisations/new",
        "/organisations/1",
        "/organisations/1/edit",
        "/organisations/1/contacts/new",
        "/engagements",
        "/engagements?state=ended",
        "/engagements/new",
        "/engagements/1",
        "/engagements/1/edit",
        "/engagements/1/participations",
        "/engagements/1/participations/new",
        "/participations/1/deletion",
        "/engagements/1/assignments/new",
        "/engagements/1/completions/new",
        "/engagements/1/activations/new",
        "/engagements/1/meetings/new",
        "/meetings/4",
        "/meetings/3",
        "/meetings/4/edit",
    ):
        assert as_(story.outi).get(url).status_code == 200, url
