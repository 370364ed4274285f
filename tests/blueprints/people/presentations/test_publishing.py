"""Approval, publication, history and restoring."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.people import Approval, Person, Publication, Revision, State
from models.people.supervisor_words import Words
from tests.blueprints.people.presentations.conftest import Gallery
from tests.presentations import presentation
from tests.visitor import Visitor
from tests.world import NOW

Sign = Callable[[Person], Visitor]


def goes_to(answer: object) -> str:
    headers = answer.headers  # type: ignore[attr-defined]
    return str(headers.get("Location") or headers["HX-Redirect"])


def changed_by(gallery: Gallery, person: Person, title: str) -> None:
    gallery.fresh()
    draft = gallery.aino.draft
    words = presentation(draft.content, fi=Words(title, bio="Olen **tehnyt** sosiaalityötä."))
    gallery.aino.edit("presentation", words, base=draft, by=person, now=NOW - timedelta(hours=1))
    gallery.session.commit()


def ask(visitor: Visitor, gallery: Gallery) -> object:
    return visitor.post(f"/supervisors/{gallery.aino.id}/approvals", page=f"/supervisors/{gallery.aino.id}/edit")


def test_from_sending_to_approval(visit: Sign, visitor: Visitor, gallery: Gallery) -> None:
    changed_by(gallery, gallery.story.aino, "Yliopettaja")
    aino, jaana = visit(gallery.story.aino), visit(gallery.story.jaana)
    assert goes_to(ask(aino, gallery)) == f"/supervisors/{gallery.aino.id}/edit"
    assert gallery.fresh().aino.state is State.SUBMITTED
    (to, text), *others = gallery.mails()
    assert (to, others) == (gallery.story.jaana.email, [])
    approval = gallery.aino.approval
    assert approval is not None
    assert f"/approvals/{approval.id}" in text
    assert f'href="/approvals/{approval.id}"' in jaana.get("/approvals").text
    page = jaana.get(f"/approvals/{approval.id}").text
    if not jaana.htmx:
        assert "Lehtori" in page.partition("<del>")[2].partition("</del>")[0]
        assert "Yliopettaja" in page
    number = str(gallery.aino.draft.number)
    answer = jaana.post(f"/supervisors/{gallery.aino.id}/publications", page=f"/supervisors/{gallery.aino.id}/edit", number=number)
    assert goes_to(answer) == f"/supervisors/{gallery.aino.id}"
    assert "Yliopettaja" in visitor.get(f"/supervisors/{gallery.aino.id}").text
    assert gallery.acts()[-2:] == ["approval.asked", "supervisor.published"]
    told = gallery.mails()[-1]
    assert told[0] == gallery.story.aino.email
    assert "[-" not in told[1], "the supervisor's own text was published as it was"


def test_sending_twice_is_one_request_and_one_mail(visit: Sign, gallery: Gallery) -> None:
    changed_by(gallery, gallery.story.aino, "Yliopettaja")
    aino = visit(gallery.story.aino)
    ask(aino, gallery)
    ask(aino, gallery)
    assert len(gallery.fresh().session.scalars(select(Approval)).all()) == 1
    assert len(gallery.mails()) == 1


def test_a_return_carries_a_reason_to_the_supervisor(visit: Sign, gallery: Gallery) -> None:
    changed_by(gallery, gallery.story.aino, "Yliopettaja")
    aino, jaana = visit(gallery.story.aino), visit(gallery.story.jaana)
    ask(aino, gallery)
    approval = gallery.fresh().aino.approval
    assert approval is not None
    url = f"/approvals/{approval.id}"
    empty = jaana.post(url, page=url, reason="  ")
    assert empty.status_code == 422
    assert '<a href="#reason">' in empty.text
    assert goes_to(jaana.post(url, page=url, reason="Kerro koulutuksestasi.")) == "/approvals"
    assert jaana.post(url, page="/approvals", reason="Uudelleen.").status_code == 409
    assert gallery.fresh().aino.state is State.CHANGED
    assert "Kerro koulutuksestasi." in gallery.mails()[-1][1]
    page = aino.get(f"/supervisors/{gallery.aino.id}/edit").text
    assert "Kerro koulutuksestasi." in page
    ask(aino, gallery)
    assert gallery.fresh().aino.state is State.SUBMITTED


def test_a_supervisor_takes_a_request_back(visit: Sign, gallery: Gallery) -> None:
    changed_by(gallery, gallery.story.aino, "Yliopettaja")
    aino = visit(gallery.story.aino)
    ask(aino, gallery)
    approval = gallery.fresh().aino.approval
    assert approval is not None
    page = f"/supervisors/{gallery.aino.id}/edit"
    for _again in range(2):
        assert goes_to(aino.post(f"/approvals/{approval.id}/deletion", page=page)) == page
    assert gallery.fresh().aino.state is State.CHANGED
    assert gallery.acts().count("approval.taken_back") == 1


def test_nothing_new_is_neither_sent_nor_published(visit: Sign, gallery: Gallery) -> None:
    page = f"/supervisors/{gallery.aino.id}/edit"
    sent = visit(gallery.story.aino).post(f"/supervisors/{gallery.aino.id}/approvals", page=page)
    number = str(gallery.aino.draft.number)
    published = visit(gallery.story.jaana).post(f"/supervisors/{gallery.aino.id}/publications", page=page, number=number)
    for answer in (sent, published):
        assert answer.status_code == 422
        assert "lukijat näkevät jo tämän tekstin" in answer.text
    assert not gallery.mails()


def test_a_draft_that_changed_after_it_was_read_is_not_published(visit: Sign, gallery: Gallery) -> None:
    changed_by(gallery, gallery.story.aino, "Yliopettaja")
    seen = str(gallery.aino.draft.number)
    changed_by(gallery, gallery.story.aino, "Jotakin aivan muuta")
    jaana = visit(gallery.story.jaana)
    answer = jaana.post(f"/supervisors/{gallery.aino.id}/publications", page=f"/supervisors/{gallery.aino.id}/edit", number=seen)
    assert answer.status_code == 422
    assert "Lue se uudelleen" in answer.text
    assert gallery.fresh().aino.state is State.CHANGED


def test_an_administrators_changes_are_mailed_word_by_word(plain: Sign, gallery: Gallery) -> None:
    changed_by(gallery, gallery.story.jaana, "Vanhempi lehtori")
    number = str(gallery.aino.draft.number)
    page = f"/supervisors/{gallery.aino.id}/edit"
    plain(gallery.story.jaana).post(f"/supervisors/{gallery.aino.id}/publications", page=page, number=number)
    to, text = gallery.mails()[-1]
    assert to == gallery.story.aino.email
    assert "Nimike (Suomi):" in text
    assert "[-Lehtori-]{+Vanhempi lehtori+}" in text
    assert f"/supervisors/{gallery.aino.id}/revisions" in text


def test_hiding_takes_the_presentation_from_readers_at_once(visit: Sign, visitor: Visitor, gallery: Gallery) -> None:
    publication = gallery.session.scalars(select(Publication)).one()
    jaana, page = visit(gallery.story.jaana), f"/supervisors/{gallery.aino.id}/edit"
    for _again in range(2):
        assert goes_to(jaana.post(f"/publications/{publication.id}/deletion", page=page)) == page
    assert visitor.get(f"/supervisors/{gallery.aino.id}").status_code == 404
    assert gallery.acts().count("supervisor.hidden") == 1
    assert [to for to, _text in gallery.mails()] == [gallery.story.aino.email]


def test_the_history_shows_every_save_and_an_old_text_comes_back(visit: Sign, gallery: Gallery) -> None:
    old = gallery.aino.draft.id
    changed_by(gallery, gallery.story.jaana, "Johtaja")
    aino = visit(gallery.story.aino)
    listed = aino.get(f"/supervisors/{gallery.aino.id}/revisions")
    assert listed.status_code == 200
    newest = gallery.fresh().aino.draft.id
    for revision in (old, newest):
        assert f'href="/revisions/{revision}"' in listed.text
    shown = aino.get(f"/revisions/{newest}").text
    if not aino.htmx:
        assert "Johtaja" in shown
        assert "Jaana Kivelä tallensi tämän" in shown
    answer = aino.post(f"/revisions/{old}/restorations", page=f"/revisions/{old}")
    assert goes_to(answer) == f"/supervisors/{gallery.aino.id}/edit"
    draft = gallery.fresh().aino.draft
    assert draft.content.presentation.fi.title == "Lehtori"
    assert draft.author.name == "Aino Rautaharju"
    assert gallery.acts()[-1] == "supervisor.restored"


@pytest.mark.parametrize("who", ["mikael", "outi", "riikka", "esko", "noora", "marja_liisa"])
def test_history_and_approvals_are_nobody_elses(plain: Sign, gallery: Gallery, who: str) -> None:
    approval = gallery.mikael.ask_approval(by=gallery.story.mikael, now=NOW)
    gallery.session.commit()
    approval_id = approval.id
    changed_by(gallery, gallery.story.aino, "Yliopettaja")
    revision = gallery.session.scalars(select(Revision).where(Revision.supervisor_id == gallery.aino.id)).first()
    assert revision is not None
    somebody = plain(getattr(gallery.story, who))
    gallery.session.commit()
    for url in (f"/revisions/{revision.id}", f"/supervisors/{gallery.aino.id}/revisions", f"/supervisors/{gallery.aino.id}/credentials"):
        assert somebody.get(url).status_code == 404
    assert somebody.get("/approvals").status_code == 403
    own = who == "mikael"
    assert somebody.get(f"/approvals/{approval_id}").status_code == (200 if own else 404)
    for url in (
        f"/revisions/{revision.id}/restorations",
        f"/supervisors/{gallery.aino.id}/publications",
        f"/supervisors/{gallery.aino.id}/approvals",
    ):
        assert somebody.post(url, page="/sessions").status_code == 404
    assert somebody.post(f"/approvals/{approval_id}", page="/sessions", reason="x").status_code == (403 if own else 404)


def test_a_supervisor_publishes_nothing(plain: Sign, gallery: Gallery) -> None:
    aino = plain(gallery.story.aino)
    publication = gallery.session.scalars(select(Publication)).one()
    page = f"/supervisors/{gallery.aino.id}/edit"
    assert aino.post(f"/supervisors/{gallery.aino.id}/publications", page=page).status_code == 403
    assert aino.post(f"/publications/{publication.id}/deletion", page=page).status_code == 403
