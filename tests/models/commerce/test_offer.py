"""What is offered on a day, and how it changes without changing what was."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli.seeds import plant
from cli.seeds.policies import SINCE
from models.base.forms import Form
from models.commerce.catalogue import (
    CancellationPolicy,
    GoalTheme,
    PricedPer,
    Product,
    ProductVersion,
    Sector,
    StandardText,
)
from models.commerce.changes import (
    EffectiveInPast,
    EffectiveTaken,
    FewestAboveMost,
    MidEvaluationTooLate,
    keep_in_use,
    place,
    say_from,
    sell_from,
)
from models.commerce.offer import (
    policies_in_force,
    products_in_force,
    settings_of,
    text_in_force,
    texts_in_force,
    version_in_force,
)
from models.commerce.terms import Policy, PolicyMissing, check_no_show, check_tiers
from tests.world import NOW, memory

TODAY = date(2026, 11, 23)
NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture
def session() -> Iterator[Session]:
    """A database that holds what a new installation offers."""
    with memory() as session:
        yield session


def product(session: Session, form: Form = Form.GROUP) -> Product:
    return session.scalars(select(Product).where(Product.form == form).order_by(Product.position)).first()  # type: ignore[return-value]


def like(version: ProductVersion, **changes: object) -> ProductVersion:
    """A version with the same facts but these."""
    same = {column.key: getattr(version, column.key) for column in ProductVersion.__table__.columns if column.key != "id"}
    return ProductVersion(**same | changes)


def test_five_products_are_planted_with_their_numbers(session: Session) -> None:
    offered = session.scalars(products_in_force(TODAY)).all()
    facts = [(v.product.form, v.priced_per, v.price_cents, v.meetings, v.minutes, v.supervisors, v.vat_basis_points) for v in offered]
    assert facts == [
        (Form.INDIVIDUAL, PricedPer.ENGAGEMENT, 55000, 5, 60, 1, 2550),
        (Form.GROUP, PricedPer.ENGAGEMENT, 105000, 5, 90, 1, 2550),
        (Form.COMMUNITY, PricedPer.ENGAGEMENT, 130000, 5, 90, 1, 2550),
        (Form.CRISIS, PricedPer.ENGAGEMENT, 108000, 3, 90, 2, 2550),
        (Form.GROUP, PricedPer.SEAT, 17500, 5, 90, 1, 2550),
    ]


def test_planting_again_changes_nothing(session: Session) -> None:
    plant(session, NOW + timedelta(days=1))
    assert len(session.scalars(select(Product)).all()) == 5
    assert len(session.scalars(select(CancellationPolicy)).all()) == 3


def test_every_planted_text_is_written_in_three_languages(session: Session) -> None:
    texts = [
        body for kind in (StandardText.body, Sector.name, GoalTheme.name, CancellationPolicy.name) for body in session.scalars(select(kind))
    ]
    texts += [text for version in session.scalars(select(ProductVersion)) for text in (version.name, version.description)]
    assert len(texts) > 50
    assert [text for text in texts if not all(text.get(code, "").strip() for code in ("fi", "sv", "en"))] == []


def test_planted_policies_leave_no_day_undefined(session: Session) -> None:
    for row in session.scalars(policies_in_force(TODAY)):
        policy = Policy.of(row)
        check_tiers(policy.tiers)
        check_no_show(policy.tiers, policy.no_show_percent)


@pytest.mark.parametrize(
    ("code", "percents"),
    [("standard", (50, 50, 50, 50, 100)), ("week_window", (0, 50, 50, 50, 100)), ("strict_week", (50, 50, 100, 100, 100))],
)
def test_planted_policies_say_what_they_are_called(session: Session, code: str, percents: tuple[int, ...]) -> None:
    rows = {row.code: row for row in session.scalars(policies_in_force(TODAY))}
    assert tuple(Policy.of(rows[code]).percent(days) for days in (8, 7, 6, 1, 0)) == percents


def test_settings_are_planted_once(session: Session) -> None:
    settings = settings_of(session)
    assert (settings.emergency_number, settings.crisis_answer_hours, settings.withdrawal_days) == ("112", 24, 14)


@pytest.mark.parametrize(
    ("on", "price"),
    [
        (SINCE - timedelta(days=1), None),
        (SINCE, 105000),
        (TODAY, 105000),
        (date(2026, 12, 31), 105000),
        (date(2027, 1, 1), 110000),
        (date(2027, 6, 30), 110000),
        (date(2027, 7, 1), 115000),
        (date(2031, 2, 28), 115000),
    ],
)
def test_the_version_in_force_is_the_latest_that_has_begun(session: Session, on: date, price: int | None) -> None:
    group = product(session)
    first = group.versions[0]
    for since, cents in ((date(2027, 7, 1), 115000), (NEXT_YEAR, 110000)):  # the later one announced first
        sell_from(session, like(first, effective_from=since, price_cents=cents), today=TODAY)
    found = version_in_force(session, group, on)
    assert (found.price_cents if found else None) == price
    assert [v.price_cents for v in session.scalars(products_in_force(on)) if v.product is group] == ([price] if price else [])


def test_a_retired_product_is_not_sold_from_that_day_on(session: Session) -> None:
    group = product(session)
    keep_in_use(group, used=False, now=datetime(2026, 11, 23, 22, 30, tzinfo=UTC))  # in Helsinki it is the 24th already
    session.flush()
    sold = [[v.product.id for v in session.scalars(products_in_force(day))] for day in (date(2026, 11, 23), date(2026, 11, 24))]
    assert [group.id in ids for ids in sold] == [True, False]
    keep_in_use(group, used=True, now=NOW)
    session.flush()
    assert group.id in [v.product.id for v in session.scalars(products_in_force(date(2026, 11, 24)))]


def test_retiring_twice_keeps_the_first_day(session: Session) -> None:
    group = product(session)
    keep_in_use(group, used=False, now=NOW)
    keep_in_use(group, used=False, now=NOW + timedelta(days=9))
    assert group.retired_at == NOW


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"effective_from": TODAY - timedelta(days=1)}, EffectiveInPast),
        ({"effective_from": SINCE}, EffectiveInPast),
        ({"fewest": 7, "most": 6}, FewestAboveMost),
        ({"mid_evaluation_after": 5}, MidEvaluationTooLate),
        ({"organisation_policy": "nothing_like_it"}, PolicyMissing),
        ({"self_policy": "nothing_like_it"}, PolicyMissing),
    ],
)
def test_a_version_that_makes_no_sense_is_refused(session: Session, changes: dict[str, object], refusal: type[Exception]) -> None:
    group = product(session)
    with pytest.raises(refusal):
        sell_from(session, like(group.versions[0], **{"effective_from": NEXT_YEAR} | changes), today=TODAY)
    session.rollback()
    assert len(session.scalars(select(ProductVersion).where(ProductVersion.product_id == group.id)).all()) == 1


def test_a_missing_policy_is_named_at_its_field(session: Session) -> None:
    with pytest.raises(PolicyMissing) as refused:
        sell_from(session, like(product(session).versions[0], effective_from=NEXT_YEAR, self_policy="none"), today=TODAY)
    assert (refused.value.field, refused.value.params) == ("self_policy", {"code": "none"})


def test_two_versions_cannot_count_from_the_same_day(session: Session) -> None:
    first = product(session).versions[0]
    sell_from(session, like(first, effective_from=NEXT_YEAR), today=TODAY)
    with pytest.raises(EffectiveTaken):
        sell_from(session, like(first, effective_from=NEXT_YEAR, price_cents=1), today=TODAY)
    assert version_in_force(session, first.product, NEXT_YEAR).price_cents == 105000  # type: ignore[union-attr]


def test_a_text_counts_from_its_day(session: Session) -> None:
    body = {"fi": "Uusi", "sv": "Ny", "en": "New"}
    say_from(session, StandardText(slot="terms.swap", effective_from=NEXT_YEAR, body=body, created_at=NOW), today=TODAY)
    before = text_in_force(session, "terms.swap", date(2026, 12, 31), "sv")
    assert "Bytet" in before
    assert text_in_force(session, "terms.swap", NEXT_YEAR, "sv") == "Ny"
    assert texts_in_force(session, ["terms.swap", "no.such"], NEXT_YEAR) == {"terms.swap": body}
    with pytest.raises(EffectiveTaken):
        say_from(session, StandardText(slot="terms.swap", effective_from=NEXT_YEAR, body=body, created_at=NOW), today=TODAY)


def test_a_text_in_the_past_is_refused(session: Session) -> None:
    with pytest.raises(EffectiveInPast):
        say_from(session, StandardText(slot="terms.swap", effective_from=date(2026, 1, 1), body={}, created_at=NOW), today=TODAY)


def test_a_text_missing_in_a_language_is_given_in_another(session: Session) -> None:
    say_from(session, StandardText(slot="x", effective_from=TODAY, body={"fi": "Vain suomeksi", "sv": ""}, created_at=NOW), today=TODAY)
    assert text_in_force(session, "x", TODAY, "en") == "Vain suomeksi"
    assert text_in_force(session, "never.written", TODAY, "en") == ""


@pytest.mark.parametrize(("number", "order"), [(1, "cab"), (2, "acb"), (3, "abc"), (99, "abc"), (0, "cab"), (-5, "cab")])
def test_a_row_is_put_at_its_place(number: int, order: str) -> None:
    rows = {name: Sector(name={"fi": name}, position=position) for position, name in enumerate("abc", start=1)}
    place(rows.values(), rows["c"], number)
    assert "".join(sorted(rows, key=lambda name: rows[name].position)) == order
    assert sorted(row.position for row in rows.values()) == [1, 2, 3]


def test_the_newest_version_of_a_policy_counts_from_its_day(session: Session) -> None:
    row = session.scalars(select(CancellationPolicy).where(CancellationPolicy.code == "standard")).one()
    stricter = [{"most": None, "least": 1, "percent": 60}, {"most": 0, "least": 0, "percent": 100}]
    session.add(
        CancellationPolicy(
            code="standard", version=2, name=row.name, tiers=stricter, no_show_percent=100, effective_from=NEXT_YEAR, created_at=NOW
        )
    )
    session.flush()
    for on, percent in ((date(2026, 12, 31), 50), (NEXT_YEAR, 60)):
        found = {each.code: Policy.of(each) for each in session.scalars(policies_in_force(on))}
        assert (sorted(found), found["standard"].percent(3)) == (["standard", "strict_week", "week_window"], percent)
