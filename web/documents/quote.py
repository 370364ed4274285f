"""A quote as the client reads it, whole and in the quote's own language, whoever composes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.base.money import vat_of
from models.commerce.catalogue import in_language
from models.commerce.document import Document, Row, Section
from models.commerce.pricing import gross_by_line
from models.commerce.terms import Terms
from models.people import Content, Publication, Supervisor
from models.process.participation import PayerKind
from web import formats, presentations
from web.documents import terms as sentences
from web.extensions import db
from web.i18n import language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from models.commerce.pricing import VatShare
    from models.commerce.quote import Quote, QuoteLine

WEEK = 7


def quote_document(quote: Quote, *, on: date) -> Document:
    """The quote as it would be sent that day. Raises PolicyMissing."""
    with force_locale(quote.language):
        return Document(
            kind="quote",
            number=quote.label,
            language=quote.language,
            title=_("Quote %(number)s", number=quote.label),
            lead=quote.introduction,
            sections=tuple(_sections(quote, on)),
        )


def _sections(quote: Quote, on: date) -> Iterator[Section]:
    yield _parties(quote, on)
    for place, line in enumerate(quote.lines, start=1):
        yield _included(quote, line, f"included-{place}")
    yield Section("price", _("Price"), rows=tuple(_price(quote)))
    for place, line in enumerate(quote.lines, start=1):
        yield from _terms(quote, line, on, place)
    yield from _supervisors(quote)
    yield Section("invoicing", _("Invoicing"), (_invoicing(quote),))
    yield Section("accepting", _("Accepting the quote"), tuple(_accepting(quote)))


def _parties(quote: Quote, on: date) -> Section:
    manager = quote.account_manager
    rows = [Row(_("For"), quote.recipient_name)]
    if quote.organisation is not None:
        rows.append(Row(_("Commissioned by"), quote.organisation.name))
    rows += [
        Row(_("Date"), formats.plain_date(on, quote.language)),
        Row(_("Valid until"), formats.plain_date(quote.valid_until, quote.language)),
        Row(_("Account manager"), f"{manager.name}, {manager.email}"),
    ]
    return Section("parties", _("Quote"), rows=tuple(rows))


def name_of(quote: Quote, line: QuoteLine) -> str:
    """What the line is called on paper. A product of the crisis lane is called supervision, like any other (N27)."""
    return str(_("Professional supervision")) if quote.is_neutral else in_language(line.product_version.name, quote.language)


def _included(quote: Quote, line: QuoteLine, code: str) -> Section:
    product = line.product_version
    about = "" if quote.is_neutral else in_language(product.description, quote.language)
    rows = [Row(_("Meetings"), _size(line)), Row(_("Rhythm"), _rhythm(product.interval_days))]
    if quote.people:
        rows.append(Row(_("Participants"), str(quote.people)))
    if quote.supervisors:
        rows.append(Row(_("Supervisors"), ", ".join(offered.person.name for offered in quote.supervisors)))
    if evaluation := ". ".join(_evaluations(line)):
        rows.append(Row(_("Evaluation"), evaluation))
    return Section(code, name_of(quote, line), (about,) if about else (), tuple(rows))


def _size(line: QuoteLine) -> str:
    return f"{line.meetings} × {line.minutes} min".replace(" ", formats.HARD_SPACE)


def _rhythm(days: int) -> str:
    if days % WEEK == 0:
        return str(ngettext("about every week", "about every %(num)d weeks", days // WEEK))
    return str(ngettext("about every day", "about every %(num)d days", days))


def _evaluations(line: QuoteLine) -> Iterator[str]:
    product = line.product_version
    if product.mid_evaluation_after and product.mid_evaluation_after < line.meetings:
        yield str(_("Mid evaluation after meeting %(number)s", number=product.mid_evaluation_after))
    if product.final_evaluation:
        yield str(_("Final evaluation at the last meeting"))


def _price(quote: Quote) -> Iterator[Row]:
    """Net and tax for an organisation, everything with tax for a person (A19)."""
    if quote.payer_kind is PayerKind.ORGANISATION:
        amounts = [line.net_cents for line in quote.lines]
        yield from (_line(quote, line, cents) for line, cents in zip(quote.lines, amounts, strict=True))
        yield Row(_("Without VAT"), amount=_money(quote.totals.net_cents))
        for share in quote.totals.shares:
            yield Row(_vat(share), amount=_money(share.vat_cents))
        yield Row(_("Altogether"), amount=_money(quote.totals.gross_cents))
        return
    yield from (_line(quote, line, cents) for line, cents in zip(quote.lines, gross_by_line(quote.lines), strict=True))
    shares = ", ".join(f"{_vat(share)} {_money(share.vat_cents)}" for share in quote.totals.shares)
    yield Row(_("Altogether"), _("Includes %(vat)s", vat=shares), _money(quote.totals.gross_cents))


def _line(quote: Quote, line: QuoteLine, cents: int) -> Row:
    size = _size(line)
    return Row(name_of(quote, line), size if line.quantity == 1 else f"{line.quantity} × ({size})", _money(cents))


def _vat(share: VatShare) -> str:
    return str(_("VAT %(rate)s", rate=formats.percent(share.percent, language())))


def _money(cents: int) -> str:
    return formats.money(cents, language())


def _terms(quote: Quote, line: QuoteLine, on: date, place: int) -> Iterator[Section]:
    terms = Terms.offered(db.session(), line.product_version, quote.payer_kind, on=on)
    which = f": {name_of(quote, line)}" if len(quote.lines) > 1 else ""
    price = terms.option_price_cents
    if quote.payer_kind is PayerKind.SELF:
        price += vat_of(price, line.vat_basis_points)
    if more := sentences.option(terms, price):
        yield Section(f"option-{place}", _("Additional meetings") + which, (more,))
    swap = _("A participant may be changed for another free of charge until the meeting begins.")
    said = (swap, sentences.single_meetings(terms), sentences.interruption(terms), sentences.consumer_withdrawal(terms))
    rows = sentences.cancellation_rows(terms.policy)
    yield Section(f"cancellation-{place}", _("Cancellation terms") + which, tuple(filter(None, said)), rows)


def _supervisors(quote: Quote) -> Iterator[Section]:
    """Who would supervise, as they present themselves to everybody (N22)."""
    ids = [offered.person_id for offered in quote.supervisors]
    query = select(Supervisor).where(Supervisor.person_id.in_(ids))
    loaded = query.options(selectinload(Supervisor.publications).options(joinedload(Publication.revision)))
    shown = {supervisor.person_id: supervisor for supervisor in db.session.scalars(loaded)}
    for place, offered in enumerate(quote.supervisors, start=1):
        supervisor = shown.get(offered.person_id)
        content = supervisor.publication.revision.content if supervisor and supervisor.publication else Content()
        verified = [Row(_("Verified"), credential.title) for credential in presentations.credentials_of(offered.person)]
        facts = [Row(label, text) for label, text in _facts(content, neutral=quote.is_neutral) if text]
        words = () if quote.is_neutral else _own_words(content, quote.language)
        yield Section(f"supervisor-{place}", offered.person.name, words, (*facts, *verified))


def _own_words(content: Content, code: str) -> tuple[str, ...]:
    said = (content.presentation.said("lead", code, content.original), content.approach.said("frame", code, content.original))
    return tuple(text for text, _code in said if text)


def _facts(content: Content, *, neutral: bool) -> Iterator[tuple[str, str]]:
    """Labels and what stands beside them. A neutral quote leaves out what a supervisor has specialised in."""
    yield _("Title"), presentations.titles(content)[0]
    yield _("Education"), "\n".join(map(presentations.degree_line, content.education.degrees))
    if not neutral:
        yield _("Training"), "\n".join(map(presentations.course_line, content.training.courses))
        yield _("Experience"), presentations.forms_of(content)
    yield _("Languages"), presentations.languages_of(content)


def _invoicing(quote: Quote) -> str:
    if quote.payer_kind is PayerKind.SELF:
        return str(_("We send the invoice by e-mail after the first meeting has begun."))
    return str(_("We send the invoice after the first meeting has begun, primarily as an e-invoice."))


def _accepting(quote: Quote) -> Iterator[str]:
    until = formats.date(quote.valid_until, quote.language)
    yield str(_("You can accept this quote until %(date)s. Nothing is due before the agreement is signed.", date=until))
    yield str(_("The agreement is made on the basis of the accepted quote and binds when everybody it names has signed it."))
