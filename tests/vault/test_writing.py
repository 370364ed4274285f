"""Writing: drafts are the author's alone, versions are what consents are about, nobody overwrites anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from models.base.text import TextForbidden, TextMissing, TextTooLong
from models.confidential import Answer, Audience, NoteKind, Passage
from models.process import AssignmentKind
from tests.vault.circle import TEXT, Circle
from vault import consents, guard, held, notes, questions, reader, retention, writer
from vault.drafts import Draft
from vault.views import AnswerState, DeskPassage
from vault.writer import NotYours, StaleText, SubjectOutside


def test_a_draft_is_nobody_elses(circle: Circle) -> None:
    """Half-written words about V are not shown to V."""
    passage = _begin(circle)
    _save(circle, "Ville sanoi", "V")
    assert circle.readers() == set()
    assert _desk(circle).draft == "Ville sanoi"
    assert _desk(circle).draft_subjects == (circle.people["V"].id,)
    assert passage.draft_saved_at == circle.now


def test_saving_a_version_ends_the_draft(circle: Circle) -> None:
    """The editor starts from the version next time."""
    _begin(circle)
    _save(circle, "Luonnos", "V")
    circle.write("V")
    shown = _desk(circle)
    assert (shown.draft, shown.text, shown.number) == (None, TEXT, 1)


def test_saving_the_same_again_makes_no_version(circle: Circle) -> None:
    """Consents survive a save that changes nothing."""
    version = circle.write("V")
    circle.grants("V", version)
    assert circle.write("V").id == version.id
    assert circle.write("V", "N").id != version.id, "another subject is another version"


def test_a_stale_save_gets_both_texts(circle: Circle) -> None:
    """What is kept comes back with the refusal; nothing is overwritten."""
    passage = _begin(circle)
    stale = passage.version
    _save(circle, "Ensimmäinen", "V")
    with pytest.raises(StaleText) as refusal:
        writer.save_draft(circle.world.session, circle.people["S"], passage, Draft("Toinen"), version=stale, now=circle.now)
    assert refusal.value.theirs.text == "Ensimmäinen"
    assert refusal.value.version == passage.version
    assert _desk(circle).draft == "Ensimmäinen"


@pytest.mark.parametrize("key", ["V", "M", "CC", "AM", "ADM", "DPO", "AUD"])
def test_only_its_supervisors_write(circle: Circle, key: str) -> None:
    """Neither a participant nor anybody of the provider."""
    circle.write("V")
    assert circle.passage is not None
    session, person = circle.world.session, circle.people[key]
    for act in (
        lambda p: writer.open_draft(session, person, p, now=circle.now),
        lambda p: writer.save_draft(session, person, p, Draft("x"), version=p.version, now=circle.now),
        lambda p: writer.publish(session, person, p, Draft("x"), version=p.version, now=circle.now),
        lambda p: writer.ask(session, person, p, now=circle.now),
        lambda p: writer.discard(session, person, p, version=p.version, now=circle.now),
    ):
        with pytest.raises(NotYours):
            act(circle.passage)


def test_the_other_supervisor_reads_what_may_be_recorded(circle: Circle) -> None:
    """A pair: the text about V opens to the other half when V lets it be recorded, and not before."""
    pair = circle.world.supervisor("Tuuli Kesäniemi")
    circle.world.assign(circle.engagement, pair, AssignmentKind.PAIR)
    circle.lets_record("V", answer=False)
    circle.write("V")
    assert [p.readable for p in reader.desk(circle.world.session, pair, circle.meeting, now=circle.now)] == [False]
    circle.lets_record("V")
    assert [p.readable for p in reader.desk(circle.world.session, pair, circle.meeting, now=circle.now)] == [True]
    circle.engagement.assignments[-1].until = circle.now
    circle.world.session.flush()
    assert [p.readable for p in reader.desk(circle.world.session, pair, circle.meeting, now=circle.now)] == [False]


@pytest.mark.parametrize("key", ["K", "X", "CC", "S"])
def test_subjects_are_people_of_the_meeting(circle: Circle, key: str) -> None:
    """Not somebody who joined later, nor an outsider, nor the supervisor."""
    with pytest.raises(SubjectOutside):
        circle.write(key)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", TextMissing),
        ("  \n\u200b ", TextMissing),
        ("a" * 20_001, TextTooLong),
        ("a\0b", TextForbidden),
        ("a\u202eb", TextForbidden),
        ("\ud800", TextForbidden),
    ],
)
def test_bad_text_is_refused_and_nothing_changes(circle: Circle, text: str, refusal: type[Exception]) -> None:
    """Refuse first, then change."""
    circle.write("V")
    with pytest.raises(refusal):
        circle.write("V", text=text)
    assert circle.texts()["S"] == TEXT


def test_asking_reaches_each_subject_once(circle: Circle) -> None:
    """Asking twice asks nobody twice; a new version asks again."""
    circle.write("V", "N")
    assert circle.passage is not None
    assert [_asked(circle), _asked(circle)] == [2, 0]
    circle.write("V", "N", text="Uusi.")
    assert _asked(circle) == 2


def test_the_supervisor_sees_every_state(circle: Circle) -> None:
    """Because the supervisor must handle the text."""
    version = circle.write("V", "N", "M")
    assert {a.state for a in _desk(circle).answers} == {AnswerState.NOT_ASKED}
    circle.ask()
    circle.grants("V", version, Audience.GROUP)
    circle.declines("N", version)
    states = {a.name: (a.state, a.audience) for a in _desk(circle).answers}
    assert states == {
        "Ville Anttonen": (AnswerState.GRANTED, Audience.GROUP),
        "Noora Heikura": (AnswerState.DECLINED, None),
        "Sari Ketola": (AnswerState.PENDING, None),
    }


def test_the_question_names_its_readers(circle: Circle) -> None:
    """By name, the manager marked, and the former text when the person had granted it."""
    first = circle.write("V")
    circle.grants("V", first)
    circle.write("V", text="Uusi sanamuoto.")
    circle.ask()
    assert circle.passage is not None
    asked = questions.question(circle.world.session, circle.people["V"], circle.passage.id, now=circle.now)
    assert asked.readers == ("Noora Heikura", "Sari Ketola")
    assert asked.managers == ("Sari Ketola",)
    assert asked.group == ("Eero Mustaoja", "Kim Ström")
    assert (asked.text, asked.previous_text, asked.asked_by) == ("Uusi sanamuoto.", TEXT, "Aino Rautaharju")


@pytest.mark.parametrize("key", ["N", "M", "K", "CC", "AM", "ADM"])
def test_nobody_answers_for_another(circle: Circle, key: str) -> None:
    """I12: the question does not exist for anybody else, and no answer is taken from them."""
    version = circle.write("V")
    assert circle.passage is not None
    with pytest.raises(NotYours):
        questions.question(circle.world.session, circle.people[key], circle.passage.id, now=circle.now)
    for act in (circle.grants, circle.declines):
        with pytest.raises(NotYours):
            act(key, version)
    with pytest.raises(NotYours):
        circle.withdraws(key)


def test_an_old_question_cannot_be_answered(circle: Circle) -> None:
    """The text has changed: the person must see it first."""
    first = circle.write("V")
    circle.write("V", text="Uusi.")
    with pytest.raises(consents.TextChanged):
        circle.grants("V", first)


def test_withdrawing_works_when_deactivated_and_gone(circle: Circle) -> None:
    """I20 and I14: leaving, the end of the engagement and a closed account do not take the right away."""
    version = circle.write("V")
    circle.grants("V", version)
    circle.people["V"].deactivated_at = circle.now
    circle.engagement.state, circle.engagement.ended_at = circle.engagement.state.INTERRUPTED, circle.now
    circle.world.session.flush()
    assert "N" in circle.readers()
    circle.withdraws("V")
    assert circle.readers() == set()


def test_a_suggestion_reaches_the_author_alone(circle: Circle) -> None:
    """And is done with when the next version is saved."""
    version = circle.write("V", "N")
    consents.suggest(circle.world.session, circle.voice("V"), version.id, "Omin sanoin.", now=circle.now)
    assert [(s.name, s.text) for s in _desk(circle).suggestions] == [("Ville Anttonen", "Omin sanoin.")]
    assert all("Omin" not in words for words in circle.texts().values())
    circle.write("V", "N", text="Omin sanoin.")
    assert _desk(circle).suggestions == ()


def test_participants_see_placeholders_alike_whatever_the_reason(circle: Circle) -> None:
    """Not asked, pending, declined, withdrawn: the same one thing, so nobody learns who refused or how many."""
    version = circle.write("V", "N")
    shown = []
    acts: list[Callable[[], None]] = [lambda: None, circle.ask, lambda: circle.declines("V", version), lambda: circle.withdraws("N")]
    for act in acts:
        act()
        shown.append(reader.shared_note(circle.world.session, circle.people["M"], circle.meeting, now=circle.now))
    assert all(view == shown[0] for view in shown)
    assert shown[0][0].text is None
    assert shown[0][0].about == ()


def test_discarding_leaves_a_tombstone(circle: Circle, session: Session) -> None:
    """Ids and times only: no text, no digest."""
    version = circle.write("V")
    assert circle.passage is not None
    writer.discard(session, circle.people["S"], circle.passage, version=circle.passage.version, now=circle.now)
    with guard.inside():
        row = session.execute(sql("SELECT text_id, digest FROM passage_versions WHERE id = :i"), {"i": version.id}).one()
        assert tuple(row) == (None, None)
        assert session.execute(sql("SELECT count(*) FROM sealed_texts WHERE key_id = :k"), {"k": circle.passage.key_id}).scalar_one() == 0
    assert circle.texts() == {}


def test_working_notes_are_the_authors_and_the_pairs(circle: Circle) -> None:
    """The own note opens to its author only; the pair note to both halves, while there is a pair."""
    session, aino = circle.world.session, circle.people["S"]
    saved = notes.save_note(session, aino, circle.meeting, NoteKind.OWN, "Kysy ensi kerralla.", version=0, now=circle.now)
    assert notes.open_note(session, aino, circle.meeting, NoteKind.OWN, now=circle.now).text == "Kysy ensi kerralla."
    with pytest.raises(notes.NoteNotYours):
        notes.open_note(session, aino, circle.meeting, NoteKind.PAIR, now=circle.now)
    tuuli = circle.world.supervisor("Tuuli Kesäniemi")
    circle.world.assign(circle.engagement, tuuli, AssignmentKind.PAIR)
    assert notes.open_note(session, tuuli, circle.meeting, NoteKind.OWN, now=circle.now).text == ""
    notes.save_note(session, tuuli, circle.meeting, NoteKind.PAIR, "Yhdessä.", version=0, now=circle.now)
    assert notes.open_note(session, aino, circle.meeting, NoteKind.PAIR, now=circle.now).text == "Yhdessä."
    with pytest.raises(notes.StaleNote) as refusal:
        notes.save_note(session, aino, circle.meeting, NoteKind.OWN, "Toisesta ikkunasta.", version=0, now=circle.now)
    assert (refusal.value.theirs, refusal.value.version) == ("Kysy ensi kerralla.", saved.version)
    for key in ("V", "CC", "AM", "ADM", "DPO", "AUD"):
        for kind in NoteKind:
            with pytest.raises(notes.NoteNotYours):
                notes.open_note(session, circle.people[key], circle.meeting, kind, now=circle.now)


def test_working_notes_end_thirty_days_after_the_engagement(circle: Circle) -> None:
    """By rule at once, by key when the chore runs."""
    session, aino = circle.world.session, circle.people["S"]
    notes.save_note(session, aino, circle.meeting, NoteKind.OWN, "Oma.", version=0, now=circle.now)
    circle.engagement.state, circle.engagement.ended_at = circle.engagement.state.INTERRUPTED, circle.now
    session.flush()
    with pytest.raises(notes.NoteNotYours):
        notes.open_note(session, aino, circle.meeting, NoteKind.OWN, now=circle.now + timedelta(days=30))
    assert retention.run(session, now=circle.now + timedelta(days=29)) == 0
    assert retention.run(session, now=circle.now + timedelta(days=30)) == 1
    assert notes.open_note(session, aino, circle.meeting, NoteKind.OWN, now=circle.now).text == ""


def test_held_text_is_its_writers(circle: Circle) -> None:
    """What was typed after a sign-in lapsed opens for that person only, and goes when dropped."""
    session, ville = circle.world.session, circle.people["V"]
    held.hold(session, ville, "/passages/1/edit", '{"text": ["Kesken."]}', now=circle.now)
    (kept,) = held.mine(session, ville)
    assert (kept.path, kept.body) == ("/passages/1/edit", '{"text": ["Kesken."]}')
    assert held.mine(session, circle.people["N"]) == []
    assert not held.drop(session, circle.people["N"], kept.id, now=circle.now)
    assert held.is_waiting(session, ville)
    assert held.drop(session, ville, kept.id, now=circle.now)
    assert not held.is_waiting(session, ville)


def test_waiting_and_about_me(circle: Circle) -> None:
    """What waits for an answer is listed until it has one; everything about the person stays listed."""
    session, ville = circle.world.session, circle.people["V"]
    version = circle.write("V", "N")
    assert circle.passage is not None
    assert questions.waiting(session, ville, now=circle.now) == []
    circle.ask()
    assert [passage_id for passage_id, _ in questions.waiting(session, ville, now=circle.now)] == [circle.passage.id]
    circle.grants("V", version)
    assert questions.waiting(session, ville, now=circle.now) == []
    mine = questions.about_me(session, ville, now=circle.now)
    assert [(a.text, a.answer, a.audience, a.shared) for a in mine] == [(TEXT, Answer.GRANTED, Audience.ATTENDEES, False)]
    circle.declines("N", version)
    assert questions.about_me(session, ville, now=circle.now)[0].text is None, "a co-subject's no ends V's review"


def _asked(circle: Circle) -> int:
    assert circle.passage is not None
    return len(writer.ask(circle.world.session, circle.people["S"], circle.passage, now=circle.now))


def _begin(circle: Circle) -> Passage:
    circle.passage = writer.begin(circle.world.session, circle.people["S"], circle.meeting, now=circle.now)
    return circle.passage


def _save(circle: Circle, text: str, *subjects: str) -> None:
    assert circle.passage is not None
    draft = Draft(text, tuple(circle.people[key].id for key in subjects))
    writer.save_draft(circle.world.session, circle.people["S"], circle.passage, draft, version=circle.passage.version, now=circle.now)


def _desk(circle: Circle) -> DeskPassage:
    return reader.desk(circle.world.session, circle.people["S"], circle.meeting, now=circle.now)[0]
