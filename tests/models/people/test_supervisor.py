"""Drafts, approval, publication and history of a presentation."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import (
    AlreadyAnswered,
    Answer,
    Content,
    EditedMeanwhile,
    NothingToPublish,
    NoTitle,
    Publication,
    Revision,
    ShownExperience,
    ShownLanguage,
    State,
    Supervisor,
)
from models.people.supervisor_parts import Contact, Portrait, Practice
from models.people.supervisor_words import Presentation, Words
from tests.presentations import FI, PARTS, presentation, written
from tests.world import NOW, Story, World

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def supervisor(session: Session, story: Story) -> Supervisor:
    supervisor = written(story.aino, now=NOW)
    session.add(supervisor)
    session.commit()
    return supervisor


def numbers(session: Session, supervisor: Supervisor) -> list[int]:
    query = select(Revision.number).where(Revision.supervisor_id == supervisor.id).order_by(Revision.number)
    return list(session.scalars(query))


def test_a_presentation_begins_hidden_and_empty_in_the_persons_language(story: Story) -> None:
    supervisor = Supervisor.begin(story.mikael, by=story.jaana, now=NOW)
    assert supervisor.state is State.HIDDEN
    assert supervisor.draft.content == Content(original="sv", contact=Contact(email=story.mikael.email))


def test_content_survives_the_database(session: Session, supervisor: Supervisor) -> None:
    session.expire_all()
    content = supervisor.draft.content
    assert content.education == PARTS["education"]
    assert content.training == PARTS["training"]
    assert content.experience == PARTS["experience"]
    assert Content.from_storage(content.stored()) == content


def test_content_written_before_a_part_existed_is_read_with_its_default() -> None:
    raw = Content().stored()
    del raw["portrait"], raw["contact"]["office_public"]
    assert Content.from_storage(raw) == Content()


def test_each_save_is_a_revision_and_none_is_lost(session: Session, supervisor: Supervisor, story: Story) -> None:
    before = supervisor.draft
    saved = supervisor.edit("practice", Practice(("fi",)), base=before, by=story.jaana, now=LATER)
    session.commit()
    assert (saved.number, saved.author, saved.part, saved.at) == (before.number + 1, story.jaana, "practice", LATER)
    assert numbers(session, supervisor) == list(range(1, saved.number + 1))
    assert before.content.practice == PARTS["practice"]
    session.expire_all()
    assert supervisor.draft.id == saved.id


def test_saving_the_same_again_changes_nothing(supervisor: Supervisor, story: Story) -> None:
    draft = supervisor.draft
    assert supervisor.edit("practice", PARTS["practice"], base=draft, by=story.aino, now=LATER) is draft


def test_texts_are_cleaned_and_a_refusal_names_the_field(supervisor: Supervisor, story: Story) -> None:
    draft = supervisor.draft
    messy = presentation(draft.content, fi=Words("  Lehtori\t ", "", "", "rivi\r\ntoinen"))
    saved = supervisor.edit("presentation", messy, base=draft, by=story.aino, now=LATER)
    assert (saved.content.presentation.fi.title, saved.content.presentation.fi.bio) == ("Lehtori", "rivi\ntoinen")
    with pytest.raises(Exception, match="text_forbidden") as refused:
        supervisor.edit("presentation", presentation(draft.content, sv=Words(title="a\x00b")), base=saved, by=story.aino, now=LATER)
    assert refused.value.field == "sv-title"  # type: ignore[attr-defined]
    assert supervisor.draft is saved


def test_two_people_saving_different_parts_both_keep_theirs(supervisor: Supervisor, story: Story) -> None:
    base = supervisor.draft
    supervisor.edit("practice", Practice(("en",)), base=base, by=story.jaana, now=NOW)
    supervisor.edit("contact", Contact("a@b.example"), base=base, by=story.aino, now=LATER)
    assert supervisor.draft.content.practice == Practice(("en",))
    assert supervisor.draft.content.contact == Contact("a@b.example")


def test_two_people_saving_the_same_part_is_a_refusal_that_carries_the_other_text(supervisor: Supervisor, story: Story) -> None:
    base = supervisor.draft
    theirs = supervisor.edit("practice", Practice(("en",)), base=base, by=story.jaana, now=NOW)
    with pytest.raises(EditedMeanwhile) as refused:
        supervisor.edit("practice", Practice(("de",)), base=base, by=story.aino, now=LATER)
    assert refused.value.theirs is theirs
    assert supervisor.draft is theirs
    mine = supervisor.edit("practice", Practice(("de",)), base=theirs, by=story.aino, now=LATER)
    assert mine.content.practice.languages == ("de",)


def test_publishing_shows_the_draft_and_writes_what_filters_read(session: Session, supervisor: Supervisor, story: Story) -> None:
    publication = supervisor.publish(by=story.jaana, now=LATER)
    session.commit()
    assert supervisor.state is State.PUBLISHED
    assert publication.revision is supervisor.draft
    cells = session.execute(select(ShownExperience.sector, ShownExperience.form)).all()
    assert {tuple(cell) for cell in cells} == {("social", "group"), ("health", "crisis")}
    assert set(session.scalars(select(ShownLanguage.language))) == {"fi", "sv"}
    assert "tiimivalmennus" in supervisor.search_key
    assert "umeå" in supervisor.search_key
    assert "merituuli" not in supervisor.search_key, "contact details are no search words"


def test_a_new_publication_ends_the_former_and_rewrites_the_filters(session: Session, supervisor: Supervisor, story: Story) -> None:
    supervisor.publish(by=story.jaana, now=NOW)
    session.commit()
    supervisor.edit("practice", Practice(("sv", "en")), base=supervisor.draft, by=story.aino, now=LATER)
    assert supervisor.state is State.CHANGED
    session.commit()
    assert set(session.scalars(select(ShownLanguage.language))) == {"fi", "sv"}, "readers see the old one still"
    supervisor.publish(by=story.jaana, now=LATER)
    session.commit()
    session.expire_all()
    assert set(session.scalars(select(ShownLanguage.language))) == {"sv", "en"}
    history = session.scalars(select(Publication).order_by(Publication.id)).all()
    assert [row.ended_at for row in history] == [LATER, None]
    assert len(supervisor.publications) == 1


def test_what_is_published_already_is_not_published_again(supervisor: Supervisor, story: Story) -> None:
    supervisor.publish(by=story.jaana, now=NOW)
    with pytest.raises(NothingToPublish):
        supervisor.publish(by=story.jaana, now=LATER)
    with pytest.raises(NothingToPublish):
        supervisor.ask_approval(by=story.aino, now=LATER)


@pytest.mark.parametrize("words", [Words(), Words(title="Lehtori"), Words(bio="Olen työnohjaaja.")])
def test_a_presentation_without_title_and_bio_is_not_published(story: Story, words: Words) -> None:
    supervisor = written(story.aino, now=NOW, presentation=Presentation(fi=words))
    with pytest.raises(NoTitle):
        supervisor.publish(by=story.jaana, now=NOW)


def test_hiding_leaves_the_draft_and_empties_the_filters(session: Session, supervisor: Supervisor, story: Story) -> None:
    supervisor.publish(by=story.jaana, now=NOW)
    session.commit()
    supervisor.hide(by=story.jaana, now=LATER)
    session.commit()
    assert (supervisor.state, supervisor.search_key, supervisor.portrait) == (State.HIDDEN, "", "")
    assert not session.scalars(select(ShownLanguage.language)).all()
    assert supervisor.draft.content.practice == PARTS["practice"]
    supervisor.publish(by=story.jaana, now=LATER)
    assert supervisor.state is State.PUBLISHED


def test_asking_twice_is_one_request_that_publishing_answers(supervisor: Supervisor, story: Story) -> None:
    approval = supervisor.ask_approval(by=story.aino, now=NOW)
    assert supervisor.ask_approval(by=story.aino, now=LATER) is approval
    assert supervisor.state is State.SUBMITTED
    supervisor.publish(by=story.jaana, now=LATER)
    assert (approval.answer, approval.answered_by) == (Answer.PUBLISHED, story.jaana)
    with pytest.raises(AlreadyAnswered):
        approval.answer_with(Answer.RETURNED, by=story.jaana, now=LATER)


def test_editing_takes_ones_own_request_back_but_an_administrators_edit_does_not(supervisor: Supervisor, story: Story) -> None:
    approval = supervisor.ask_approval(by=story.aino, now=NOW)
    supervisor.edit("practice", Practice(("en",)), base=supervisor.draft, by=story.jaana, now=LATER)
    assert supervisor.state is State.SUBMITTED
    supervisor.edit("practice", Practice(("de",)), base=supervisor.draft, by=story.aino, now=LATER)
    assert approval.answer is Answer.TAKEN_BACK
    assert supervisor.approval is None


def test_restoring_brings_an_old_text_back_as_a_new_draft(session: Session, supervisor: Supervisor, story: Story) -> None:
    old = supervisor.draft
    supervisor.edit("presentation", presentation(old.content, fi=Words("Johtaja", bio="Muu")), base=old, by=story.jaana, now=NOW)
    restored = supervisor.restore(old, by=story.aino, now=LATER)
    session.commit()
    assert restored.content == old.content
    assert (restored.number, restored.restores, restored.author) == (old.number + 2, old.number, story.aino)
    assert numbers(session, supervisor)[-1] == restored.number


def test_the_published_portrait_is_known_by_its_name(supervisor: Supervisor, story: Story) -> None:
    supervisor.edit("portrait", Portrait("a" * 32), base=supervisor.draft, by=story.aino, now=NOW)
    assert supervisor.portrait == ""
    supervisor.publish(by=story.jaana, now=NOW)
    assert supervisor.portrait == "a" * 32


def test_two_sessions_saving_at_once_do_not_both_win(session: Session, world: World, supervisor: Supervisor) -> None:
    """The unique number and the version of the root keep the second from being lost unseen."""
    session.expire_all()
    first = supervisor.draft
    session.execute(select(Supervisor))
    session.add(Revision(supervisor=supervisor, number=first.number, raw=Content().stored(), author=supervisor.person, at=world.now))
    with pytest.raises(Exception, match="UNIQUE"):
        session.flush()
    session.rollback()


def test_freshness_of_translations(supervisor: Supervisor, story: Story) -> None:
    def state(code: str) -> str:
        content = supervisor.draft.content
        return content.presentation.translation(code, content.original)

    assert [state(code) for code in ("fi", "sv", "en")] == ["ready", "ready", "missing"]
    draft = supervisor.draft
    changed = presentation(draft.content, fi=Words(FI.title, FI.unit, FI.lead, "Uusi teksti."))
    supervisor.edit("presentation", changed, base=draft, by=story.aino, now=NOW)
    assert state("sv") == "outdated"
    same = supervisor.draft.content.presentation
    supervisor.edit("presentation", same, base=supervisor.draft, by=story.aino, now=LATER, looked_at=("sv",))
    assert state("sv") == "ready"
    supervisor.edit(
        "presentation", presentation(supervisor.draft.content, en=Words(title="Lecturer")), base=supervisor.draft, by=story.aino, now=LATER
    )
    assert state("en") == "partial"


def test_a_reader_gets_another_language_where_theirs_is_missing(supervisor: Supervisor) -> None:
    said = supervisor.draft.content.presentation.said
    assert said("title", "sv", "fi") == ("Lektor", "sv")
    assert said("title", "en", "fi") == ("Lehtori", "fi")
    assert Presentation(sv=Words(bio="Bara svenska")).said("bio", "en", "fi") == ("Bara svenska", "sv")
    assert Presentation().said("bio", "en") == ("", "en")
