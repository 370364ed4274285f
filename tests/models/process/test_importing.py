"""Rows of a file: which columns they come from, and what is wrong with them."""

from __future__ import annotations

import pytest

from models.process import RowState
from models.process.import_columns import ColumnsUnknown, columns_of
from models.process.importing import Known, draft_of, judge

PRETIX = [
    *("Event slug", "Order code", "Position ID", "Status", "Email", "Phone number", "Order date", "Order time", "Product", "Variation"),
    *("Price", "Tax rate", "Tax rule", "Tax value", "Attendee name", "Attendee name: Given name", "Attendee name: Family name"),
    *("Attendee email", "Company", "Address", "ZIP code", "City", "Country", "State", "Company", "Invoice address name", "Order locale"),
]
INDICO = [
    "ID",
    "Name",
    "First Name",
    "Last Name",
    "Email Address",
    "Affiliation",
    "Phone Number",
    "Registration date",
    "Registration state",
]


def name_of(heading: str) -> str:
    return heading.casefold().translate({ord(" "): "_", ord("-"): "_", ord(":"): None})


@pytest.mark.parametrize(
    ("headings", "said", "source", "name", "email", "fault"),
    [
        (["Nimi", "Sähköposti"], {"nimi": "Kim Ström", "sähköposti": "kim@a.example"}, "peili", "Kim Ström", "kim@a.example", ""),
        (["E-POST:", "Namn *"], {"e_post": "kim@a.example", "namn_*": "Kim"}, "peili", "Kim", "kim@a.example", ""),
        (
            ["Etunimi", "Sukunimi", "Sähköpostiosoite"],
            {"etunimi": "Kim", "sukunimi": "Ström"},
            "peili",
            "Kim Ström",
            "",
            "import.email_missing",
        ),
        (["Name", "E-mail"], {"name": "Kim", "e_mail": "kim@"}, "peili", "Kim", "kim@", "email_malformed"),
        (
            PRETIX,
            {"email": "buyer@a.example", "attendee_name": "Kim Ström", "attendee_email": "kim@a.example", "status": "paid"},
            *("pretix", "Kim Ström", "kim@a.example", ""),
        ),
        (
            PRETIX,
            {"email": "kim@a.example", "attendee_name_given_name": "Kim", "attendee_name_family_name": "Ström"},
            *("pretix", "Kim Ström", "kim@a.example", ""),
        ),
        (PRETIX, {"email": "kim@a.example", "status": "Canceled"}, "pretix", "", "kim@a.example", "import.cancelled"),
        (INDICO, {"id": "7", "name": "Kim Ström", "email_address": "kim@a.example"}, "indico", "Kim Ström", "kim@a.example", ""),
        (INDICO, {"email_address": "kim@a.example", "registration_state": "Withdrawn"}, "indico", "", "kim@a.example", "import.cancelled"),
        (
            ["Name", "E-mail", "Part"],
            {"name": "Kim", "e_mail": "kim@a.example", "part": "kokki"},
            "peili",
            "Kim",
            "kim@a.example",
            "import.standing_unknown",
        ),
        (["Name", "E-mail"], {"name": "K\x07m", "e_mail": "kim@a.example"}, "peili", "", "kim@a.example", "import.name.text_forbidden"),
        (["Name", "E-mail"], {"name": "K" * 121, "e_mail": "kim@a.example"}, "peili", "", "kim@a.example", "import.name.text_too_long"),
    ],
)
def test_rows_of_every_source(*, headings: list[str], said: dict[str, str], source: str, name: str, email: str, fault: str) -> None:
    cells = [name_of(heading) for heading in headings]
    assert said.keys() <= set(cells)
    values = [said.get(cell, "") for cell in cells]
    columns = columns_of([headings, values])
    draft = draft_of(2, values, frozenset(), columns)
    assert (columns.source, draft.name, draft.email, draft.fault) == (source, name, email, fault)


def test_headings_may_stand_lower_and_must_name_an_address() -> None:
    assert columns_of([["Ryhmän lista"], ["Nimi", "Sähköposti"], ["Kim", "kim@a.example"]]).row == 1
    with pytest.raises(ColumnsUnknown) as refused:
        columns_of([["Kim Ström", "kim@a.example"]])
    assert refused.value.params["seen"] == "Kim Ström, kim@a.example"


def test_a_formula_is_refused_where_it_matters() -> None:
    columns = columns_of([["Nimi", "Sähköposti", "Muuta"]])
    faults = [draft_of(2, ["Kim", "kim@a.example", ""], frozenset({place}), columns).fault for place in (0, 1, 2)]
    assert faults == ["import.formula", "import.formula", ""]


@pytest.mark.parametrize(("said", "code"), [("sv", "sv"), ("Ruotsi", "sv"), ("en-GB", "en"), ("de-informal", ""), ("", "")])
def test_languages(said: str, code: str) -> None:
    columns = columns_of([["Nimi", "Sähköposti", "Kieli"]])
    assert draft_of(2, ["Kim", "kim@a.example", said], frozenset(), columns).language == code


def test_what_becomes_of_the_rows() -> None:
    columns = columns_of([["Nimi", "Sähköposti"]])
    emails = [
        "new@a.example",
        "NEW@a.example",
        "member@a.example",
        "lead@a.example",
        "shut@a.example",
        "known@a.example",
        "nameless@a.example",
    ]
    names = ["Kim"] * 5 + ["", ""]
    drafts = [draft_of(line, cells, frozenset(), columns) for line, cells in enumerate(zip(names, emails, strict=True), 2)]
    known = Known(
        members=frozenset({"member@a.example"}),
        supervisors=frozenset({"lead@a.example"}),
        closed=frozenset({"shut@a.example"}),
        people=frozenset({"member@a.example", "lead@a.example", "shut@a.example", "known@a.example"}),
    )
    states = [(row.state, row.fault) for row in judge(drafts, known)]
    assert states == [
        (RowState.NEW, ""),
        (RowState.REPEATED, ""),
        (RowState.ALREADY, ""),
        (RowState.FAULTY, "participation.supervises"),
        (RowState.FAULTY, "person.closed"),
        (RowState.NEW, ""),
        (RowState.FAULTY, "import.name_missing"),
    ]
