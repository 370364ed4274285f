"""Editing a presentation part by part, in place and on pages of their own."""

import html
from collections.abc import Callable

import pytest

from models.people import Person
from models.people.supervisor_parts import Contact
from tests.blueprints.people.presentations.conftest import Gallery
from tests.presentations import PARTS
from tests.visitor import Visitor
from tests.world import NOW

Sign = Callable[[Person], Visitor]
FULL = {"fi-title": "Yliopettaja", "fi-bio": "Uusi **teksti**.", "sv-title": "Lektor", "sv-bio": "Jag har arbetat som socialarbetare."}


def page_of(gallery: Gallery, part: str) -> str:
    return f"/supervisors/{gallery.aino.id}/parts/{part}/edit"


def save(visitor: Visitor, gallery: Gallery, part: str, **fields: str) -> tuple[int, str]:
    answer = visitor.post(f"/supervisors/{gallery.aino.id}/parts/{part}", page=page_of(gallery, part), do="save", **fields)
    return answer.status_code, html.unescape(answer.text)


@pytest.mark.parametrize("part", list(PARTS))
def test_each_part_is_shown_and_saved_as_it_is_without_a_change(visit: Sign, gallery: Gallery, part: str) -> None:
    jaana = visit(gallery.story.jaana)
    before = gallery.aino.draft.number
    for url in (page_of(gallery, part), f"/supervisors/{gallery.aino.id}/parts/{part}", f"/supervisors/{gallery.aino.id}/edit"):
        answer = jaana.get(url)
        assert answer.status_code == 200
        assert f'id="part-{part}"' in answer.text
    fields = {
        "presentation": {
            f"{code}-{name}": getattr(words, name)
            for code, words in gallery.aino.draft.content.presentation.each()
            for name in ("title", "unit", "lead", "bio")
        },
        "approach": {
            "fi-frame": "Ratkaisukeskeinen.",
            "fi-frame_tags": "ratkaisukeskeisyys",
            "fi-expertise": "lastensuojelu; tiimivalmennus,",
        },
        "education": {
            "degrees-0-title": "Socionom",
            "degrees-0-institution": "Umeå universitet",
            "degrees-0-year": "1999",
            "degrees-1-title": "Kauppatieteiden maisteri",
            "degrees-2-title": " ",
        },
        "training": {
            "courses-0-title": "Työnohjaajakoulutus",
            "courses-0-provider": "Opisto",
            "courses-0-emphasis": "systeeminen",
            "courses-0-completed": "marraskuu 2021",
            "courses-1-title": "Kriisityö",
            "courses-1-completed": "keväällä 2017",
        },
    }.get(part)
    if fields is not None:
        save(jaana, gallery, part, **fields)
        assert gallery.fresh().aino.draft.number == before


def test_a_part_is_saved_into_the_draft_and_readers_see_the_published_one(visit: Sign, gallery: Gallery) -> None:
    jaana = visit(gallery.story.jaana)
    status, text = save(jaana, gallery, "presentation", **FULL)
    assert status == (200 if jaana.htmx else 303)
    if jaana.htmx:
        assert 'id="edit-presentation"' in text
        assert "data-focus" in text
        assert '<hx-partial hx-target="#standing"' in text
        assert "Muutoksia julkaisematta" in text
    saved = gallery.fresh().aino.draft
    assert saved.content.presentation.fi.bio == "Uusi **teksti**."
    assert saved.author.name == "Jaana Kivelä"
    assert gallery.acts()[-1] == "supervisor.edited"
    assert "Yliopettaja" not in jaana.get(f"/supervisors/{gallery.aino.id}").text
    assert "Yliopettaja" in jaana.get(f"/supervisors/{gallery.aino.id}/draft").text


def test_an_administrators_edits_are_told_to_the_supervisor_once_and_shown(visit: Sign, gallery: Gallery) -> None:
    jaana = visit(gallery.story.jaana)
    save(jaana, gallery, "presentation", **FULL)
    save(jaana, gallery, "education", **{"degrees-0-title": "Socionom"})
    mails = gallery.mails()
    assert [address for address, _text in mails] == [gallery.story.aino.email]
    assert "Jaana Kivelä on alkanut muokata esittelyäsi" in mails[0][1]
    own = visit(gallery.story.aino).get(f"/supervisors/{gallery.aino.id}/edit").text
    if "<html" in own:
        assert "Esittelyäsi on muutettu" in own
    assert save(visit(gallery.story.aino), gallery, "education", **{"degrees-0-title": "Socionom", "degrees-0-year": "1999"})[0] in (
        200,
        303,
    )
    assert len(gallery.mails()) == 1, "one's own edits are no news"


@pytest.mark.parametrize(
    ("part", "fields", "field", "sentence"),
    [
        ("presentation", FULL | {"fi-bio": "x" * 4001}, "fi-bio", "4001 merkkiä"),
        ("presentation", FULL | {"sv-title": "a\x00b"}, "sv-title", "U+0000"),
        ("presentation", FULL | {"en-lead": "käänteinen \u202e"}, "en-lead", "U+202E"),
        ("approach", {"fi-expertise": ",".join(map(str, range(16)))}, "fi-expertise", "enintään 15"),
        ("approach", {"fi-frame_tags": "x" * 61}, "fi-frame_tags", "61 merkkiä"),
        ("education", {"degrees-0-title": "T" * 201}, "degrees-0-title", "201 merkkiä"),
        ("education", {"degrees-0-title": "T", "degrees-0-year": "vuonna 2004"}, "degrees-0-year", "11 merkkiä"),
        ("training", {"courses-0-title": "T", "courses-0-completed": "13/2021"}, "courses-0-completed", "Tarkista kuukausi ja vuosi"),
        ("training", {"courses-0-title": "T", "courses-0-completed": "joskus"}, "courses-0-completed", "11/2021"),
        ("training", {"courses-0-title": "T", "courses-0-completed": "2999"}, "courses-0-completed", "Tarkista kuukausi ja vuosi"),
        ("contact", {"email": "ei osoite"}, "email", "nimi@esimerkki.fi"),
        ("contact", {"email": "a@b.example", "phone": "1" * 61}, "phone", "61 merkkiä"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(  # noqa: PLR0917
    visit: Sign, gallery: Gallery, part: str, fields: dict[str, str], field: str, sentence: str
) -> None:
    before = gallery.aino.draft.number
    status, text = save(visit(gallery.story.aino), gallery, part, **fields)
    assert status == 422
    assert f'<a href="#{field}">' in text
    assert f'id="{field}-error"' in text
    assert sentence in text
    typed = fields[field].replace("\x00", "\ufffd") if "\x00" in fields[field] else fields[field]
    assert typed.strip() in text or "\x00" in fields[field]
    assert gallery.fresh().aino.draft.number == before


def test_more_rows_than_fit_are_refused_as_a_whole(plain: Sign, gallery: Gallery) -> None:
    rows = {f"degrees-{number}-title": f"Tutkinto {number}" for number in range(21)}
    status, text = save(plain(gallery.story.aino), gallery, "education", **rows)
    assert status == 422
    assert "Jätä enintään 20" in text
    assert "Tutkinto 20" in text


def test_more_rows_keeps_what_was_typed(visit: Sign, gallery: Gallery) -> None:
    aino = visit(gallery.story.aino)
    url = f"/supervisors/{gallery.aino.id}/parts/education"
    answer = aino.post(url, page=page_of(gallery, "education"), do="rows", **{"degrees-0-title": "Kesken"})
    assert answer.status_code == 200
    assert 'value="Kesken"' in answer.text
    assert 'id="degrees-2-title"' in answer.text
    assert gallery.fresh().aino.draft.content.education == PARTS["education"]


def test_a_preview_shows_safe_markdown_and_saves_nothing(visit: Sign, gallery: Gallery) -> None:
    aino, before = visit(gallery.story.aino), gallery.aino.draft.number
    url = f"/supervisors/{gallery.aino.id}/parts/presentation"
    answer = aino.post(url, page=page_of(gallery, "presentation"), do="preview", **FULL | {"fi-bio": "**Uusi** <b>x</b>"})
    assert answer.status_code == 200
    assert "<strong>Uusi</strong> &lt;b&gt;x&lt;/b&gt;" in answer.text
    assert "**Uusi** &lt;b&gt;x&lt;/b&gt;</textarea>" in answer.text
    assert gallery.fresh().aino.draft.number == before


@pytest.mark.parametrize("typed", ["+020 766 3348", "vaihde", "12", "+358 50 123 4567"])
def test_a_telephone_number_is_saved_however_it_is_written(visit: Sign, gallery: Gallery, typed: str) -> None:
    aino = visit(gallery.story.aino)
    assert save(aino, gallery, "contact", phone=typed, phone_public="y")[0] in (200, 303)
    assert gallery.fresh().aino.draft.content.contact == Contact(phone=typed, phone_public=True)
    shown = aino.get(f"/supervisors/{gallery.aino.id}/parts/contact").text
    assert ("Tarkista puhelinnumero" in shown) is (typed != "+358 50 123 4567")


def test_switches_decide_which_contact_details_readers_see(plain: Sign, visitor: Visitor, gallery: Gallery) -> None:
    save(
        plain(gallery.story.jaana),
        gallery,
        "contact",
        email="salainen@merituuli.example",
        phone="050 123 4567",
        phone_public="y",
        office="X9",
    )
    gallery.fresh().aino.publish(by=gallery.story.jaana, now=NOW)
    gallery.session.commit()
    page = visitor.get(f"/supervisors/{gallery.aino.id}").text.replace("<wbr>", "")
    assert 'href="tel:+358501234567"' in page
    assert "salainen@" not in page
    assert "X9" not in page


def test_a_stale_save_answers_with_both_texts(visit: Sign, gallery: Gallery) -> None:
    aino = visit(gallery.story.aino)
    url, page = f"/supervisors/{gallery.aino.id}/parts/presentation", page_of(gallery, "presentation")
    stale = str(gallery.aino.draft.number)
    save(visit(gallery.story.jaana), gallery, "presentation", **FULL | {"fi-title": "Johtaja"})
    answer = aino.post(url, page=page, base=stale, do="save", **FULL | {"fi-title": "Tutkijalehtori"})
    assert answer.status_code == 409
    assert "Jaana Kivelä muutti tätä kohtaa, kun kirjoitit" in answer.text
    assert "Johtaja" in answer.text
    assert 'value="Tutkijalehtori"' in answer.text
    assert gallery.fresh().aino.draft.content.presentation.fi.title == "Johtaja"
    again = aino.post(url, page=page, base=str(gallery.aino.draft.number), do="save", **FULL | {"fi-title": "Tutkijalehtori"})
    assert again.status_code in (200, 303)
    assert gallery.fresh().aino.draft.content.presentation.fi.title == "Tutkijalehtori"


@pytest.mark.parametrize("base", ["", "x", "-1", "99999999", "999999999999999999999"])
def test_a_form_of_an_unknown_age_overwrites_nothing(plain: Sign, gallery: Gallery, base: str) -> None:
    url, page = f"/supervisors/{gallery.aino.id}/parts/presentation", page_of(gallery, "presentation")
    assert plain(gallery.story.aino).post(url, page=page, base=base, do="save", **FULL).status_code == 409


def test_who_may_not_edit_finds_no_part(plain: Sign, gallery: Gallery) -> None:
    mikael = plain(gallery.story.mikael)
    for url in (page_of(gallery, "contact"), f"/supervisors/{gallery.aino.id}/edit", f"/supervisors/{gallery.aino.id}/draft"):
        assert mikael.get(url).status_code == 404
    assert mikael.post(f"/supervisors/{gallery.aino.id}/parts/contact", page="/sessions", phone="1").status_code == 404
    assert plain(gallery.story.jaana).get(f"/supervisors/{gallery.aino.id}/parts/secrets/edit").status_code == 404
