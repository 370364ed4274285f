"""What the demo's supervisors say of themselves. All invented."""

from __future__ import annotations

from models.base.forms import Form
from models.people.supervisor_content import Part
from models.people.supervisor_parts import Cell, Contact, Course, Degree, Education, Experience, Place, Practice, Sector, Training
from models.people.supervisor_words import Approach, Presentation, Ways, Words

AINO: dict[str, Part] = {
    "presentation": Presentation(
        fi=Words(
            title="Lehtori",
            unit="sosiaali- ja terveysala",
            lead="Kysyn mieluummin kuin neuvon. Ohjaan yksilöitä, ryhmiä ja työyhteisöjä ratkaisukeskeisesti.",
            bio=(
                "Olen tehnyt sosiaalityötä lastensuojelussa ja aikuisten palveluissa ja opettanut Merituulen ammattikorkeakoulussa "
                "vuodesta 2014. Työnohjaajaksi valmistuin marraskuussa 2019.\n\n"
                "Työnohjauksessa **kysyn mieluummin kuin neuvon**. Uskon, että ihminen tietää työstään enemmän kuin ehtii ajatella. "
                "Minun tehtäväni on pitää tilaa, jossa ajatuksen ehtii ajatella loppuun.\n\n"
                "Minulta voi tilata työnohjausta, kun\n\n"
                "- asiakastyö kuormittaa ja omat rajat hämärtyvät\n"
                "- tiimin työnjako pitää sanoa ääneen\n"
                "- esihenkilön rooli on uusi."
            ),
        ),
        sv=Words(
            title="Lektor",
            unit="social- och hälsovård",
            lead="Jag frågar hellre än ger råd. Jag handleder enskilda, grupper och arbetsgemenskaper lösningsfokuserat.",
            bio=(
                "Jag har arbetat som socialarbetare inom barnskyddet och vuxensocialarbetet och undervisat vid yrkeshögskolan "
                "Merituuli sedan 2014. Jag blev färdig arbetshandledare i november 2019.\n\n"
                "I handledningen **frågar jag hellre än ger råd**. Jag tror att människan vet mer om sitt arbete än hon hinner tänka."
            ),
        ),
        en=Words(
            title="Senior lecturer",
            unit="social services and health care",
            lead="I would rather ask than advise. I work with individuals, groups and whole work communities.",
            bio=(
                "I was a social worker in child welfare and adult services before I began to teach at Merituuli in 2014. "
                "I qualified as a supervisor in November 2019.\n\n"
                "In supervision **I would rather ask than advise**. People know more about their work than they have time to think."
            ),
        ),
    ),
    "approach": Approach(
        fi=Ways(
            frame="Katson työtä ratkaisukeskeisesti: tutkimme tarkasti myös sitä, mikä jo toimii.",
            frame_tags=("ratkaisukeskeisyys", "dialogisuus"),
            expertise=("lastensuojelu", "eettinen kuormitus", "esihenkilötyö", "moniammatillinen työ"),
        ),
        sv=Ways(
            frame="Jag ser på arbetet lösningsfokuserat: vi undersöker noga också det som redan fungerar.",
            frame_tags=("lösningsfokus", "dialog"),
            expertise=("barnskydd", "etisk stress", "chefskap", "arbete över yrkesgränser"),
        ),
        en=Ways(
            frame="My frame is solution-focused: we look closely at what works already.",
            frame_tags=("solution focus", "dialogue"),
            expertise=("child welfare", "moral stress", "line management", "interprofessional work"),
        ),
    ),
    "education": Education(
        degrees=(
            Degree("Yhteiskuntatieteiden maisteri", "Lapin yliopisto", "sosiaalityö", "2004"),
            Degree("Socionom", "Umeå universitet", "", "1999"),
        )
    ),
    "training": Training(
        courses=(Course("Työnohjaajakoulutus, 60 op", "Rannikon täydennyskoulutus", "ratkaisukeskeinen työnohjaus", "2019-11"),)
    ),
    "experience": Experience(
        cells=tuple(
            Cell(sector, form)
            for sector, forms in (
                (Sector.SOCIAL, tuple(Form)),
                (Sector.HEALTH, (Form.INDIVIDUAL, Form.GROUP, Form.CRISIS)),
                (Sector.EARLY_YEARS, (Form.GROUP, Form.COMMUNITY)),
                (Sector.MANAGERS, (Form.INDIVIDUAL,)),
            )
            for form in forms
        )
    ),
    "practice": Practice(languages=("fi", "sv"), places=tuple(Place), town="Vaasa"),
    "contact": Contact(
        email="aino.rautaharju@merituuli.example",
        email_public=True,
        phone="+358 50 000 0101",
        office="Kampus, huone B214",
        office_public=True,
    ),
}
MIKAEL: dict[str, Part] = {
    "presentation": Presentation(
        sv=Words(
            title="Lektor",
            unit="företagsekonomi",
            lead="Jag arbetar med chefer och team när arbetet förändras snabbare än samtalet om det.",
            bio=(
                "Jag är ekonom och har lett säljteam och projekt i tolv år. Jag blev arbetshandledare våren 2017 och "
                "undervisar i ledarskap vid yrkeshögskolan Merituuli.\n\n"
                "Jag är nyfiken på *hur beslut blir till*: vem talar, vem tiger och vad alla redan vet."
            ),
        ),
        fi=Words(
            title="Lehtori",
            unit="liiketalous",
            lead="Työskentelen esihenkilöiden ja tiimien kanssa, kun työ muuttuu nopeammin kuin puhe työstä.",
            bio=(
                "Olen kauppatieteiden maisteri ja johdin kaksitoista vuotta myyntitiimejä ja hankkeita. Valmistuin työnohjaajaksi "
                "keväällä 2017, ja opetan johtamista Merituulen ammattikorkeakoulussa.\n\n"
                "Minua kiinnostaa, *miten päätökset syntyvät*: kuka puhuu, kuka vaikenee ja minkä kaikki jo tietävät."
            ),
        ),
        en=Words(
            title="Senior lecturer",
            unit="business",
            lead="I work with managers and teams when work changes faster than the talk about it.",
            bio=(
                "I have a master's degree in economics and led sales teams and projects for twelve years. I qualified as a supervisor "
                "in the spring of 2017 and teach leadership at Merituuli.\n\n"
                "I am curious about *how decisions come about*: who speaks, who is silent, and what everybody knows already."
            ),
        ),
    ),
    "approach": Approach(
        sv=Ways(
            frame="Systemteoretisk: jag ser teamet som en helhet där varje roll svarar på de andras.",
            frame_tags=("systemteori", "narrativ"),
            expertise=("teamcoachning", "förändringsledning", "mångspråkiga team"),
        ),
        fi=Ways(
            frame="Systeeminen: näen tiimin kokonaisuutena, jossa jokainen rooli vastaa toisiin.",
            frame_tags=("systeeminen ajattelu", "narratiivisuus"),
            expertise=("tiimivalmennus", "muutoksen johtaminen", "monikieliset tiimit"),
        ),
        en=Ways(
            frame="Systemic: I see a team as a whole in which every role answers the others.",
            frame_tags=("systems thinking", "narrative"),
            expertise=("team coaching", "leading change", "multilingual teams"),
        ),
    ),
    "education": Education(degrees=(Degree("Ekonomie magister", "Hanken", "ledarskap och organisation", "2003"),)),
    "training": Training(courses=(Course("Arbetshandledarutbildning", "Skärgårdens fortbildning", "ledning och team", "2017-spring"),)),
    "experience": Experience(
        cells=tuple(
            Cell(sector, form)
            for sector in (Sector.BUSINESS, Sector.TECHNOLOGY, Sector.PUBLIC, Sector.MANAGERS)
            for form in (Form.INDIVIDUAL, Form.GROUP)
        )
    ),
    "practice": Practice(languages=("sv", "fi", "en"), places=(Place.CAMPUS, Place.CLIENT, Place.REMOTE), town="Vasa"),
    "contact": Contact(email="mikael.sundell@merituuli.example", email_public=True, phone="040 000 0202", phone_public=True),
}
TUULI: dict[str, Part] = {
    "presentation": Presentation(
        fi=Words(
            title="Erityisasiantuntija",
            unit="kriisityö",
            lead="Autan tiimiä palaamaan työhön, kun on tapahtunut jotakin raskasta.",
            bio=(
                "Olen sairaanhoitaja ja työskentelin viisitoista vuotta päivystyksessä ja ensihoidossa. Siellä opin, että raskaasta "
                "tapahtumasta pitää puhua ajoissa, mutta ei hoputtaen.\n\n"
                "Ohjaan kriisityönohjausta aina työparin kanssa. Tapaamme tiiviisti muutaman kerran ja katsomme sitten yhdessä, "
                "riittääkö se vai jatketaanko toisella tavalla."
            ),
        ),
        en=Words(
            title="Senior specialist",
            unit="crisis work",
            lead="I help a team back to work when something heavy has happened.",
            bio=(
                "I am a nurse and spent fifteen years in emergency care. There I learned that a heavy event must be talked about "
                "in time, but never in a hurry."
            ),
        ),
    ),
    "approach": Approach(
        fi=Ways(
            frame="Psykososiaalinen ensiapu ja ryhmän oma rytmi.",
            frame_tags=("psykososiaalinen tuki",),
            expertise=("purkukeskustelu", "työtapaturman jälkihoito", "vuorotyö"),
        ),
    ),
    "education": Education(degrees=(Degree("Sairaanhoitaja (YAMK)", "Merituulen ammattikorkeakoulu", "päivystyshoitotyö", "2012"),)),
    "training": Training(
        courses=(
            Course("Työnohjaajakoulutus", "Rannikon täydennyskoulutus", "kriisit ja kuormitus", "2020"),
            Course("Kriisityön koulutus", "Jälkihoidon verkosto", "", "2016-autumn"),
        )
    ),
    "experience": Experience(
        cells=(
            Cell(Sector.HEALTH, Form.GROUP),
            Cell(Sector.HEALTH, Form.CRISIS),
            Cell(Sector.SOCIAL, Form.CRISIS),
            Cell(Sector.PUBLIC, Form.CRISIS),
        )
    ),
    "practice": Practice(languages=("fi",), places=(Place.CAMPUS, Place.CLIENT), town="Seinäjoki"),
    "contact": Contact(email="tuuli.kesaniemi@merituuli.example", email_public=True, phone="+358 40 000 0303"),
}
PETRI: dict[str, Part] = {
    "presentation": Presentation(
        fi=Words(
            title="Lehtori",
            unit="kasvatus ja koulutus",
            lead="Ohjaan opettajia, kasvattajia ja rehtoreita.",
            bio=(
                "Olen työskennellyt opettajana, rehtorina ja opettajankouluttajana. Työnohjaajaksi valmistuin keväällä 2009.\n\n"
                "Koulussa on harvoin hiljaista. Työnohjaus voi olla se tunti viikossa, jolloin kukaan ei keskeytä."
            ),
        ),
        sv=Words(
            title="Lektor",
            unit="pedagogik och utbildning",
            lead="Jag handleder lärare, pedagoger och rektorer.",
            bio="Jag har arbetat som lärare, rektor och lärarutbildare. Jag blev arbetshandledare våren 2009.",
        ),
    ),
    "education": Education(degrees=(Degree("Kasvatustieteen maisteri", "Jyväskylän yliopisto", "kasvatustiede", "1996"),)),
    "training": Training(courses=(Course("Työnohjaajakoulutus", "Järvi-Suomen täydennyskoulutus", "psykodynaaminen", "2009-spring"),)),
    "experience": Experience(
        cells=tuple(
            Cell(sector, form)
            for sector in (Sector.EDUCATION, Sector.EARLY_YEARS)
            for form in (Form.INDIVIDUAL, Form.GROUP, Form.COMMUNITY)
        )
    ),
    "practice": Practice(languages=("fi", "sv"), places=(Place.CLIENT, Place.REMOTE), town="Kokkola"),
    # A switchboard's number that no telephone can call: kept as typed.
    "contact": Contact(email="petri.hakkala@merituuli.example", email_public=True, phone="+020 000 0404", phone_public=True),
}


def contents() -> dict[str, dict[str, Part]]:
    """The parts of each presentation by the account of its supervisor."""
    return {"supervisor": AINO, "supervisor2": TUULI, "supervisor3": MIKAEL, "supervisor4": PETRI}
