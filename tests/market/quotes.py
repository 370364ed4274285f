"""Quotes, built row by row on the people of the story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.base.local_time import to_local
from models.commerce.document import Document, Section
from models.commerce.numbering import take_number
from models.commerce.offer import products_in_force
from models.commerce.quote import Quote, QuoteLine, QuoteState
from models.commerce.request import QuoteRequest, RequestState
from models.people import LinkPurpose, SingleUseLink
from models.process import AssignmentKind, Form, PayerKind

if TYPE_CHECKING:
    from models.commerce.catalogue import ProductVersion
    from tests.scene import Scene
    from tests.world import Story, World

VALID = timedelta(days=30)


@dataclass
class Quotes:
    """Builders beside the world's. Each adds its rows, flushes and gives the row."""

    world: World
    story: Story

    def fresh(self) -> None:
        """End what the test has read or written, and see what the product has done since."""
        self.world.session.commit()
        self.world.session.expire_all()

    def product(self, form: Form) -> ProductVersion:
        """The first product of that form, as it is sold today."""
        products = self.world.session.scalars(products_in_force(to_local(self.world.now).date()))
        return next(version for version in products if version.product.form is form)

    def request(self, form: Form | None = Form.GROUP, state: RequestState = RequestState.TRIAGED, **changes: Any) -> QuoteRequest:  # noqa: ANN401
        """Antti asks for a quote."""
        count = len(self.world.session.scalars(select(QuoteRequest.id)).all())
        facts: dict[str, Any] = {
            "number": f"P-{count + 1}",
            "state_since": self.world.before,
            "received_at": self.world.before,
            "language": "fi",
            "people": 5,
            "contact_name": self.story.antti.name,
            "contact_email": self.story.antti.email,
            "payer_kind": PayerKind.ORGANISATION,
            "organisation_id": self.story.kuusikko.id,
        }
        request = QuoteRequest(form=form, state=state, **(facts | changes))
        self.world.session.add(request)
        self.world.session.flush()
        return request

    def draft(self, form: Form = Form.GROUP, *, lines: int = 1, supervisors: bool = True, **changes: Any) -> Quote:  # noqa: ANN401
        """Outi's draft to Antti of Kuusikko: the form's product, Aino as the lead."""
        story, world = self.story, self.world
        facts: dict[str, Any] = {
            "number": take_number(world.session, "quote", world.now.year),
            "version_number": 1,
            "account_manager": story.outi,
            "organisation": story.kuusikko,
            "payer_kind": PayerKind.ORGANISATION,
            "recipient_name": story.antti.name,
            "recipient_email": story.antti.email,
            "language": "fi",
            "introduction": "",
            "people": 5,
            "people_reason": "",
            "valid_until": to_local(world.now).date() + VALID,
        }
        quote = Quote(state=QuoteState.DRAFT, state_since=world.now, created_at=world.now, **(facts | changes))
        quote.lines = [QuoteLine.of(self.product(form), position=place) for place in range(1, lines + 1)]
        quote.supervisors = []
        world.session.add(quote)
        if supervisors:
            quote.offer(story.aino, AssignmentKind.LEAD, qualified=True)
        world.session.flush()
        return quote

    def sent(self, form: Form = Form.GROUP, **changes: Any) -> Quote:  # noqa: ANN401
        """The same, sent to Antti with a short text."""
        quote = self.draft(form, **changes)
        quote.send(a_text(quote), to=self.story.antti, others=[], now=self.world.now)
        self.world.session.flush()
        return quote

    def link(self, quote: Quote) -> str:
        """The address that a mail about the quote holds."""
        assert quote.recipient is not None, "a sent quote has a recipient"
        link, token = SingleUseLink.issue(LinkPurpose.QUOTE, quote.recipient, now=self.world.now, object_id=quote.id)
        self.world.session.add(link)
        self.world.session.commit()
        return f"/quote-answers/{token}"


def a_text(quote: Quote) -> Document:
    """A text short enough to compare by eye."""
    return Document("quote", quote.label, quote.language, f"Tarjous {quote.label}", quote.introduction, (Section("price", "Hinta"),))


def tell(world: World, story: Story, scene: Scene) -> None:
    """For the scene: Marja-Liisa has a quote that offers Aino, and Outi is drafting another."""
    quotes = Quotes(world, story)
    mine: dict[str, Any] = {"recipient_name": story.marja_liisa.name, "recipient_email": story.marja_liisa.email}
    sent = quotes.draft(organisation=story.lokkiranta, **mine)
    sent.send(a_text(sent), to=story.marja_liisa, others=[], now=world.now)
    draft = quotes.draft(organisation=story.lokkiranta, **mine)
    scene.tokens["quote-answers"] = quotes.link(sent).rpartition("/")[2]
    scene.ids |= {"quotes": sent.id, "quote-lines": draft.lines[0].id, "quote-supervisors": draft.supervisors[0].id}
    drafted = ("quotes.edit", "quotes.update", "quotes.destroy", "quote_dispatches.new", "quote_dispatches.create")
    parts = ("quote_lines.new", "quote_lines.create", "quote_supervisors.new", "quote_supervisors.create")
    scene.special |= {endpoint: {"quotes": draft.id} for endpoint in (*drafted, *parts)}
