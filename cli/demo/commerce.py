"""The demo's commercial side: what waits on the board, an agreement to sign, one that was cancelled, a crisis case, an open group."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cli.demo import deals
from models.base.forms import Form
from models.base.local_time import to_local
from models.commerce import seating
from models.commerce.agreement import Factor
from models.commerce.billing import Billing
from models.commerce.cancelling import Notice, cancel
from models.commerce.catalogue import PricedPer, ProductVersion
from models.commerce.commitment import Commitment
from models.commerce.crisis import CrisisCase
from models.commerce.offer import products_in_force, settings_of
from models.commerce.open_group import Application, ApplicationState, GroupState, OpenGroup
from models.commerce.request import Answers, Background, CrisisTarget
from models.process import Engagement, PayerKind
from web.commerce import launching

if TYPE_CHECKING:
    from cli.demo import Story

GROUP_NAMES = {
    "fi": "Kuntoutuksen ammattilaisten avoin ryhmä",
    "sv": "Öppen grupp för rehabiliteringens yrkesfolk",
    "en": "Open group for rehabilitation professionals",
}
GROUP_TEXTS = {
    "fi": "Kuusi paikkaa, yksi kultakin työpaikalta. Tuot tapauksen omasta työstäsi, muut kysyvät.",
    "sv": "Sex platser, en från varje arbetsplats. Du tar med ett fall ur ditt arbete, de andra frågar.",
    "en": "Six seats, one from each workplace. You bring a case of your own work, the others ask.",
}
SEATS = 6
SEATED = ("participant", "participant2", "participant3", "participant5", "participant6")


def fill(story: Story) -> None:
    """E4, E6 to E8 and E10, and an agreement that waits for its client."""
    _urgent(story)
    _cancelled(story)
    _awaiting(story)
    _expiring(story)
    _unrouted(story)
    _open_group(story)
    story.session.flush()


def _urgent(story: Story) -> None:
    """E4: reported two days ago, taken on within hours; the series begins tomorrow."""
    engagement, reported = story.things["crisis"], story.now - timedelta(days=2)
    assert isinstance(engagement, Engagement)  # noqa: S101
    night_team = deals.client(story, "lokkiranta")
    answers = Answers(
        contact_name="Sari Ketola",
        contact_email="sari.ketola@demo.example",
        contact_phone="+358 50 000 0011",
        billing=Billing(PayerKind.ORGANISATION, organisation_name=night_team.name, business_id=night_team.business_id),
        form=Form.CRISIS,
    )
    asked = deals.request(story, answers, at=reported)
    case = CrisisCase.report(asked, Background.CLIENT_WORK, CrisisTarget.TEAM, settings_of(story.session), now=reported)
    story.session.add(case)
    case.triage(now=reported + timedelta(hours=1))
    pair = engagement.supervisors_at(story.now)
    case.assign(pair, [person.id for person in pair], None, now=reported + timedelta(hours=3))
    case.offer(story.now + timedelta(days=1), now=reported + timedelta(hours=4))
    case.run(engagement, now=story.now - timedelta(days=1))


def _cancelled(story: Story) -> None:
    """E6: Kuusikko cancelled a group five days before it would have begun: half of the price is due."""
    signed, start = story.now - timedelta(days=30), deals.morning(story, days=3)
    quote = deals.accepted(story, "kuusikko", Form.GROUP, sent=signed - timedelta(days=6))
    version = deals.agreement(story, "kuusikko", quote, start, at=signed)
    for signatory in version.signatories:
        version.sign(signatory, digest=version.digest or "", factor=Factor.SIGNED_IN, language=version.language, now=signed)
    launching.bring_about(version, now=signed)
    story.session.flush()
    notice = Notice(received_at=start - timedelta(days=5))
    cancel(Commitment.load(story.session, version.agreement.id), notice, by=story.people["client3"], now=notice.received_at)


def _awaiting(story: Story) -> None:
    """Lokkiranta accepted a quote; Outi has signed the agreement, Marja-Liisa has not yet."""
    sent = story.now - timedelta(days=2)
    quote = deals.accepted(story, "lokkiranta", Form.COMMUNITY, sent=sent - timedelta(days=4))
    version = deals.agreement(story, "lokkiranta", quote, deals.morning(story, days=21), at=sent)
    outi = next(signatory for signatory in version.signatories if signatory.person is story.people["manager"])
    version.sign(outi, digest=version.digest or "", factor=Factor.SIGNED_IN, language=version.language, now=sent + timedelta(hours=1))


def _expiring(story: Story) -> None:
    """E7: a quote in Swedish for Tuulenpesä, with three days left."""
    sent = story.now - timedelta(days=27)
    quote = deals.draft(story, "tuulenpesa", Form.GROUP, at=sent)
    quote.valid_until = to_local(story.now).date() + timedelta(days=3)
    deals.send(story, quote, "tuulenpesa", at=sent)


def _unrouted(story: Story) -> None:
    """E8: of a field that nobody looks after, so it went to whoever takes the rest."""
    answers = Answers(
        contact_name="Ilmari Hongisto",
        contact_email="ilmari.hongisto@demo.example",
        billing=Billing(PayerKind.ORGANISATION, organisation_name="Hongiston Metsäpalvelu Oy"),
        form=Form.GROUP,
        people=5,
        sector_other="metsäala",
        meeting_language="fi",
        wishes="Mieluiten iltapäivisin.",
    )
    deals.request(story, answers, at=story.now - timedelta(hours=2))


def _open_group(story: Story) -> None:
    """E10: five of six seats taken, and one person waits."""
    query = products_in_force(to_local(story.now).date()).where(ProductVersion.priced_per == PricedPer.SEAT)
    product, published = story.session.scalars(query).unique().one(), story.now - timedelta(days=20)
    group = OpenGroup(
        state=GroupState.DRAFT,
        product_version=product,
        name=GROUP_NAMES,
        description=GROUP_TEXTS,
        account_manager=story.people["manager"],
        supervisor=story.people["supervisor3"],
        first_meeting_at=deals.morning(story, days=35),
        place=deals.PLACE,
        seat_price_cents=product.price_cents,
        created_at=published,
        seats=[],
    )
    group.seat(SEATS)
    story.session.add(group)
    group.publish(now=published)
    story.session.flush()
    for account in (*SEATED, "participant7"):
        application = Application(
            group=group,
            person=story.people[account],
            state=ApplicationState.APPLIED,
            state_since=published,
            payer_kind=PayerKind.SELF,
            language=story.people[account].language,
            applied_at=published,
        )
        story.session.add(application)
        story.session.flush()
        if account in SEATED:
            seating.accept(story.session, application, now=published)
