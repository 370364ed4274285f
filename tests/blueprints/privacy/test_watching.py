"""The log of acts, the outbox and the feedback: who sees them and what they do not tell."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from gateways.letters import Parcel
from gateways.mailbox import MailFolder
from models.base.house import OutboxMessage
from models.people import Person
from models.privacy import AuditEvent, Feedback
from tests import clock
from tests.blueprints.privacy.conftest import Watch
from tests.visitor import Visitor
from tests.world import NOW
from vault import mail
from vault.mail import Letter
from web import acts

Visit = Callable[[Person | None], Visitor]
SECRET = "kaisla"


def note(watch: Watch, act: str, *, times: int = 1) -> None:
    noora, ville = watch.story.noora.id, watch.story.ville.id
    for _ in range(times):
        watch.session.add(AuditEvent(at=NOW, actor_id=noora, act=act, object_type="x", object_id=1, subject_id=ville, detail={"a": SECRET}))
    watch.session.commit()


def post(watch: Watch, template: str = "people/mail/invitation") -> OutboxMessage:
    message = mail.post(
        watch.session,
        Letter(template, "fi", f"Otsikko\n{SECRET}\nhttp://127.0.0.1/invitations/abc\n"),
        to="n@x.example",
        recipient=None,
        now=NOW,
    )
    assert message is not None
    watch.session.commit()
    return message


@pytest.mark.parametrize(("name", "status"), [("esko", 200), ("riikka", 200), ("jaana", 403), ("outi", 403), ("aino", 403), ("noora", 403)])
def test_the_log_is_for_the_auditor_and_the_data_protection_officer(watch: Watch, visit: Visit, name: str, status: int) -> None:
    assert visit(getattr(watch.story, name)).get("/audit-events").status_code == status


def test_the_log_names_people_and_acts_and_no_detail(watch: Watch, visit: Visit) -> None:
    note(watch, "role.granted")
    page = visit(watch.story.esko).get("/audit-events").text
    for words in ("Rooli: annettiin", "Noora Heikura", "Ville Anttonen"):
        assert words in page
    assert SECRET not in page


@pytest.mark.parametrize(
    "act",
    [
        "consent.answered",
        "consent.withdrawn",
        "consent.recording_withdrawn",
        "consent.suggested",
        "passage.expired",
        "passage.claimed",
        "something.new",
        "odd",
    ],
)
def test_the_log_does_not_tell_what_anybody_answered(watch: Watch, visit: Visit, act: str) -> None:
    note(watch, act)
    page = visit(watch.story.riikka).get("/audit-events").text.partition('id="acts"')[2].partition("<footer")[0]
    assert "Luottamuksellinen tapahtuma" in page
    for words in ("Noora Heikura", "Ville Anttonen", act, act.partition(".")[2] or act):
        assert words not in page


def test_the_log_cannot_be_asked_about_hidden_acts(watch: Watch) -> None:
    note(watch, "consent.answered")
    note(watch, "role.granted")
    visitor = watch.visitor(watch.story.esko)
    assert "Luottamuksellinen" not in visitor.get("/audit-events", about="role").text.split('id="acts"')[1]
    everything = visitor.get("/audit-events", about="consent").text
    assert "Rooli: annettiin" in everything, "an unknown kind is no kind"
    assert "consent" not in acts.NOUNS
    assert "passage" not in acts.NOUNS


def test_the_log_goes_page_by_page_without_repeating(watch: Watch) -> None:
    note(watch, "role.granted", times=60)
    visitor, url, seen = watch.visitor(watch.story.esko), "/audit-events", []
    while url:
        page = visitor.client.get(url).text
        seen += [part.split('"')[0] for part in page.split('id="act-')[1:]]
        url = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&") if 'rel="next"' in page else ""
        note(watch, "role.revoked")
    assert len(seen) == len(set(seen))
    assert len(seen) >= 60
    assert [int(number) for number in seen] == sorted((int(number) for number in seen), reverse=True)


@pytest.mark.parametrize(("name", "status"), [("jaana", 200), ("esko", 403), ("riikka", 403), ("aino", 403), ("noora", 403)])
def test_the_outbox_is_for_administrators_and_shows_no_body(watch: Watch, visit: Visit, name: str, status: int) -> None:
    post(watch)
    answer = visit(getattr(watch.story, name)).get("/outbox")
    assert answer.status_code == status
    assert SECRET not in answer.text
    assert "Otsikko" not in answer.text
    assert ("n@x.example" in answer.text) is (status == 200)


def test_the_outbox_tells_states_in_words(watch: Watch, visit: Visit) -> None:
    waiting, sent, cancelled, failed = (post(watch) for _ in range(4))
    sent.delivered_at, cancelled.cancelled_at, failed.attempts = NOW, NOW, 2
    watch.session.commit()
    page = visit(watch.story.jaana).get("/outbox").text
    for words in ("Odottaa", "Lähetetty", "Peruttu", "2 epäonnistunutta yritystä"):
        assert words in page
    assert waiting.delivered_at is None


@pytest.mark.parametrize("template", ["confidential/mail/consent_request", "confidential/mail/consent_given"])
def test_letters_about_consents_are_not_told_apart(watch: Watch, visit: Visit, template: str) -> None:
    post(watch, template)
    page = visit(watch.story.jaana).get("/outbox").text
    assert "Muistiinpanosta tai suostumuksesta" in page
    assert "consent_" not in page


def test_a_body_is_shown_in_a_demonstration_only(watch: Watch, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    message = post(watch)
    visitor = visit(watch.story.jaana)
    assert visitor.get(f"/outbox/{message.id}").status_code == 404
    monkeypatch.setitem(watch.app.config, "PEILI", dataclasses.replace(watch.app.config["PEILI"], demo=True))
    page = visitor.get(f"/outbox/{message.id}").text
    assert SECRET in page
    assert 'href="http://127.0.0.1/invitations/abc"' in page
    assert "esittelykäyttöä" in page
    assert watch.visitor(watch.story.noora).get(f"/outbox/{message.id}").status_code == 404


def test_a_delivered_mail_is_read_from_its_file_in_a_demonstration(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    message = post(watch)
    settings = dataclasses.replace(watch.app.config["PEILI"], demo=True)
    text = "Ääkkösiä ja linkki."
    with MailFolder(Path(settings.mail_dir), "a@b.example").open() as folder:
        folder.deliver(Parcel(message.id, "n@x.example", "fi", NOW, "Tervetuloa työnohjaukseen", text, "<p>", None))
    mail.delivered(watch.session, message, now=NOW)
    watch.session.commit()
    monkeypatch.setitem(watch.app.config, "PEILI", settings)
    assert "Ääkkösiä ja linkki." in watch.visitor(watch.story.jaana).get(f"/outbox/{message.id}").text


def test_feedback_is_kept_with_the_day_its_answer_is_due(watch: Watch, visit: Visit) -> None:
    answer = visit(None).post("/feedback", page="/feedback/new", text="En löydä <b>painiketta</b>.\nSivu 3.", reply_to="matti@example.com")
    assert answer.status_code in {303, 204}
    kept = watch.session.scalars(select(Feedback)).one()
    watch.session.commit()
    assert (kept.received_at, kept.due_at, kept.reply_to) == (NOW, NOW + timedelta(days=14), "matti@example.com")
    page = watch.visitor(watch.story.jaana).get("/feedback").text
    assert "En löydä &lt;b&gt;painiketta&lt;/b&gt;.<br>Sivu 3." in page
    assert "Vastaa viimeistään" in page


def test_feedback_grows_late_and_is_marked_as_answered(watch: Watch, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    watch.session.add(Feedback.receive("Kontrasti ei riitä.", None, "fi", now=NOW - timedelta(days=15)))
    watch.session.commit()
    kept = watch.session.scalars(select(Feedback)).one()
    watch.session.commit()
    clock.stop(monkeypatch, NOW)
    visitor = visit(watch.story.jaana)
    assert "Myöhässä" in visitor.get("/feedback").text
    visitor.post(f"/feedback/{kept.id}", page="/feedback")
    page = visitor.get("/feedback").text
    assert "Vastattu" in page
    assert "Jaana Kivelä" in page
    assert "Merkitse vastatuksi" not in page


@pytest.mark.parametrize("fields", [{"text": ""}, {"text": "x" * 4001}, {"text": "a\x00b"}, {"text": "hei", "reply_to": "nobody"}])
def test_feedback_that_cannot_be_kept_is_told(watch: Watch, visit: Visit, fields: dict[str, str]) -> None:
    answer = visit(None).post("/feedback", page="/feedback/new", **fields)
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert watch.session.scalars(select(Feedback)).all() == []
    watch.session.commit()


@pytest.mark.parametrize("name", ["outi", "aino", "noora", "riikka"])
def test_feedback_is_read_by_administrators_only(watch: Watch, visit: Visit, name: str) -> None:
    assert visit(getattr(watch.story, name)).get("/feedback").status_code == 403


@pytest.mark.parametrize("statement", ["accessibility", "privacy"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_statements_are_read_by_anybody_in_three_languages(watch: Watch, statement: str, language: str) -> None:
    client = watch.app.test_client()
    page = client.get(f"/statements/{statement}", headers={"Accept-Language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert ("The aim is" in page.text or "Somebody who" in page.text) is (language == "en")
    assert client.get("/statements/other").status_code == 404


def test_the_privacy_statement_prints_the_figures_that_hold(watch: Watch) -> None:
    page = watch.visitor().get("/statements/privacy").text
    for words in (
        "30 minuuttiin",
        "10 tunnin",
        "180 päivää työnohjauksen päättymisestä",
        "vielä 30 päivää",
        "7 päivää, vain kirjoittajallaan",
    ):
        assert words in page, words


@pytest.mark.parametrize("url", ["/people", "/audit-events", "/outbox", "/feedback"])
def test_lists_cost_the_same_however_long_they_are(watch: Watch, url: str) -> None:
    from sqlalchemy import event

    statements: list[str] = []
    reader = watch.story.esko if url == "/audit-events" else watch.story.jaana
    visitor = watch.visitor(reader)
    engine = watch.session.get_bind()
    few = many = 0
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    for round_, rows in enumerate((2, 20)):
        for n in range(rows):
            watch.world.person(f"Aatu Numero {round_}{n}", email=f"a{round_}.{n}@demo.example")
            watch.session.add(Feedback.receive("x", None, "fi", now=NOW))
            post(watch)
        note(watch, "role.granted", times=rows)
        statements.clear()
        assert visitor.get(url).status_code == 200
        few, many = many, len([s for s in statements if s.lstrip().upper().startswith("SELECT")])
    assert few == many
    assert many <= 8
