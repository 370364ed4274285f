"""Mails over a real SMTP server: what leaves, what waits, what is given up; nothing is lost and nothing is burnt."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from threading import Barrier

import pytest

from gateways import smtp
from tests.post_office import TAKEN, PostOffice, certificate, free_port, opened
from tests.web.mails.conftest import Mailer
from tests.world import NOW
from vault import mail as outbox
from web import mailing
from web.extensions import db

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


def test_a_batch_leaves_over_one_connection(mailer: Mailer, office: PostOffice) -> None:
    people = (mailer.story.noora, mailer.story.ville, mailer.story.kim)
    mailer.invite(*people)
    mailer.work()
    assert office.receivers == [person.email for person in people]
    assert office.connections == 1
    assert mailer.state() == ["sent"] * 3
    assert [row.text_id for row in mailer.rows()] == [None] * 3


def test_an_idle_round_bothers_no_server(mailer: Mailer, office: PostOffice) -> None:
    mailer.work()
    assert office.connections == 0


def test_a_mail_says_who_made_it_and_is_text_and_html(mailer: Mailer, office: PostOffice) -> None:
    mailer.invite(mailer.story.kim)
    mailer.work()
    (mail,) = office.mails
    (row,) = mailer.rows()
    assert str(mail["From"]) == "Peili <peili@merituuli.example>"
    assert mail["Message-ID"] == f"<{row.id}.20261123074000@merituuli.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOW
    assert mail["Content-Language"] == "sv"
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    plain, html = (part.get_content() for part in mail.iter_parts())
    assert plain.startswith("Hej Kim Ström,")
    assert '<html lang="sv">' in html
    assert f"<title>{mail['Subject']}</title>" in html


def test_no_transaction_stands_open_while_the_server_talks(mailer: Mailer, office: PostOffice) -> None:
    mailer.invite(mailer.story.noora)
    with mailer.app.app_context():
        pool = db.engine.pool
    held: list[int] = []
    office.whenever = lambda _mail: held.append(pool.checkedout())  # type: ignore[attr-defined]  # of every pool that keeps connections
    mailer.session.commit()
    mailer.work()
    assert held == [0]


def test_a_mail_that_is_not_taken_now_is_taken_later(mailer: Mailer, office: PostOffice) -> None:
    mailer.invite(mailer.story.noora, mailer.story.ville)
    office.recipients[mailer.story.noora.email] = ["451 try again later", TAKEN]
    mailer.work()
    assert mailer.state() == ["waits", "sent"]
    row = mailer.rows()[0]
    assert (row.attempts, row.last_error, row.claimed_until) == (1, "recipient", None)
    assert NOW + 20 * SECOND <= row.not_before <= NOW + 24 * SECOND
    mailer.work(10 * SECOND)
    assert mailer.state() == ["waits", "sent"], "not before its time"
    mailer.work(MINUTE)
    assert mailer.state() == ["sent", "sent"]


def test_it_is_tried_ever_more_slowly_and_then_given_up(mailer: Mailer, office: PostOffice) -> None:
    mailer.invite(mailer.story.noora)
    office.recipients[mailer.story.noora.email] = ["450 no room"]
    tries = []
    after = timedelta(0)
    while mailer.state() == ["waits"]:
        row = mailer.rows()[0]
        tries.append(row.not_before)
        after = row.not_before - NOW
        mailer.work(after)
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert len(tries) == mailing.MOST_ATTEMPTS
    assert 2 * timedelta(days=1) <= after <= 4 * timedelta(days=1)
    assert max(pauses) <= 1.1 * mailing.LONGEST_RETRY
    assert mailer.state() == ["dead"]
    assert mailer.rows()[0].last_error == "recipient"


@pytest.mark.parametrize(("code", "reason"), [("550 no such mailbox", "recipient"), ("553 bad name", "recipient")])
def test_a_receiver_that_does_not_exist_is_given_up_at_once(mailer: Mailer, office: PostOffice, code: str, reason: str) -> None:
    mailer.invite(mailer.story.noora, mailer.story.ville)
    office.recipients[mailer.story.noora.email] = [code]
    mailer.work()
    assert mailer.state() == ["dead", "sent"]
    row = mailer.rows()[0]
    assert (row.last_error, row.dead_at is not None, row.text_id is not None) == (reason, True, True)
    assert code not in row.last_error, "a server's words may quote anything"


def test_a_text_that_is_refused_is_given_up_at_once(mailer: Mailer, office: PostOffice) -> None:
    mailer.invite(mailer.story.noora)
    office.texts = ["554 looks like spam"]
    mailer.work()
    assert (mailer.state(), mailer.rows()[0].last_error) == (["dead"], "content")


def test_an_hour_without_a_server_loses_nothing_and_burns_nothing(mailer: Mailer, monkeypatch: pytest.MonkeyPatch) -> None:
    people = (mailer.story.noora, mailer.story.ville, mailer.story.kim)
    port = free_port()
    mailer.use(f"smtp://127.0.0.1:{port}", monkeypatch)
    mailer.invite(*people)
    looks = []
    connect = smtp.SmtpWay._connect
    monkeypatch.setattr(smtp.SmtpWay, "_connect", lambda way: looks.append(1) or connect(way))  # type: ignore[func-returns-value]
    for second in range(0, 3600, 10):
        mailer.work(second * SECOND)
    assert 10 <= len(looks) <= 30, "one look at a time, ever more seldom"
    assert [(row.attempts, row.last_error, row.claimed_until) for row in mailer.rows()] == [(0, "unreachable", None)] * 3
    with opened(PostOffice(), port=port) as office:
        mailer.work(HOUR + 6 * MINUTE)
    assert office.receivers == [person.email for person in people]
    assert [(state, row.last_error) for state, row in zip(mailer.state(), mailer.rows(), strict=True)] == [("sent", "")] * 3


def test_a_server_that_closes_in_the_middle_costs_only_the_mail_in_doubt_an_attempt(mailer: Mailer, office: PostOffice) -> None:
    mailer.invite(mailer.story.noora, mailer.story.ville)
    office.texts = ["hang up"]
    mailer.work()
    assert mailer.state() == ["waits", "waits"]
    assert [(row.attempts, row.claimed_until) for row in mailer.rows()] == [(1, None), (0, None)]
    mailer.work(HOUR)
    assert sorted(office.receivers) == sorted([mailer.story.noora.email, mailer.story.ville.email])


def test_a_server_that_is_going_down_costs_no_attempt(mailer: Mailer, office: PostOffice) -> None:
    mailer.invite(mailer.story.noora, mailer.story.ville)
    office.recipients[mailer.story.noora.email] = ["421 shutting down", TAKEN]
    mailer.work()
    assert [(row.attempts, row.last_error) for row in mailer.rows()] == [(0, "closing")] * 2
    mailer.work(HOUR)
    assert mailer.state() == ["sent", "sent"]


def test_a_wrong_password_costs_no_attempt(mailer: Mailer, monkeypatch: pytest.MonkeyPatch) -> None:
    mailer.invite(mailer.story.noora)
    with opened(PostOffice(), password="meri") as office:
        mailer.use(f"smtp://peili:tuuli@127.0.0.1:{office.port}", monkeypatch)
        mailer.work()
        assert (mailer.state(), mailer.rows()[0].last_error, mailer.rows()[0].attempts) == (["waits"], "sign_in", 0)
        mailer.use(f"smtp://peili:meri@127.0.0.1:{office.port}", monkeypatch)
        mailer.work()
        assert mailer.state() == ["sent"]


def test_nothing_is_said_unencrypted_to_another_machine(mailer: Mailer, office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp.Server, "is_here", False)
    mailer.invite(mailer.story.noora)
    mailer.work()
    assert (office.mails, mailer.rows()[0].last_error) == ([], "unencrypted")


def test_starttls_and_a_certificate_that_is_believed(mailer: Mailer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(smtp.Server, "is_here", False)
    context, public = certificate(tmp_path)
    mailer.invite(mailer.story.noora)
    with opened(PostOffice(), tls=context) as office:
        mailer.use(f"smtp://127.0.0.1:{office.port}", monkeypatch)
        mailer.work()
        assert (office.mails, mailer.rows()[0].last_error) == ([], "certificate")
        monkeypatch.setenv("SSL_CERT_FILE", str(public))
        mailer.work(MINUTE)
    assert office.receivers == [mailer.story.noora.email]


def test_what_another_worker_delivers_is_left_to_it_until_its_claim_lapses(mailer: Mailer, office: PostOffice) -> None:
    mailer.invite(mailer.story.noora, mailer.story.ville)
    with mailer.app.app_context():
        claimed = outbox.claim(db.session(), now=NOW)
        assert claimed is not None
        db.session.commit()
    mailer.work()
    assert office.receivers == [mailer.story.ville.email]
    mailer.work(outbox.LEASE - SECOND)
    assert office.receivers == [mailer.story.ville.email]
    mailer.work(outbox.LEASE)
    assert office.receivers == [mailer.story.ville.email, mailer.story.noora.email]


def test_a_dead_letter_is_left_alone(mailer: Mailer, office: PostOffice) -> None:
    mailer.invite(mailer.story.noora)
    office.recipients[mailer.story.noora.email] = ["550 no", TAKEN]
    mailer.work()
    mailer.work(timedelta(days=30))
    assert (mailer.state(), office.mails) == (["dead"], [])


def test_two_workers_at_once_send_nothing_twice(mailer: Mailer, office: PostOffice) -> None:
    """And neither waits for the other: each claims what the other has not."""
    people = [mailer.story.noora, mailer.story.ville, mailer.story.kim, mailer.story.eero] * 8
    mailer.invite(*people)
    both = Barrier(2)

    def work(_worker: int) -> None:
        both.wait()
        mailer.work()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    assert set(office.counted.values()) == {1}
    assert len(office.mails) == len(people)
    assert office.connections == 2
    assert mailer.state() == ["sent"] * len(people)
