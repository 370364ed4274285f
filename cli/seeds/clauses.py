"""Clauses that an agreement begins with, by heading. Numbers, dates and prices are the agreement's own and stand beside them."""

CLAUSES: dict[str, dict[str, str]] = {
    "clause.duration": {
        "fi": "Työnohjaus kestää sovitun määrän tapaamisia. Lisätapaamisia voi tilata sopimuksen option ehdoilla.",
        "sv": "Handledningen omfattar det avtalade antalet träffar. Tilläggsträffar kan beställas enligt avtalets option.",
        "en": "Supervision lasts the agreed number of meetings. Additional meetings can be ordered within the option of this agreement.",
    },
    "clause.scheduling": {
        "fi": "Tapaamisten ajat sovitaan etukäteen koko ajaksi. Ajan voi siirtää yhteisellä sopimuksella.",
        "sv": "Träffarnas tider bestäms på förhand för hela perioden. En tid kan flyttas om man är överens.",
        "en": "The times of all meetings are agreed beforehand. A time can be moved when both sides agree.",
    },
    "clause.place": {
        "fi": "Tapaamme sovitussa paikassa tai etänä. Etätapaamisessa jokainen on yksin rauhallisessa tilassa. Tapaamisia ei tallenneta.",
        "sv": "Vi träffas på den avtalade platsen eller på distans. På distans är var och en ensam i ett lugnt rum. Träffarna spelas inte in.",
        "en": "We meet at the agreed place or remotely. In a remote meeting everybody is alone in a quiet room. Meetings are not recorded.",
    },
    "clause.goals": {
        "fi": "Tilauksen tarkoitus on kirjattu tähän sopimukseen. Osallistujat ja työnohjaaja sopivat omista tavoitteistaan ensimmäisillä tapaamisilla, ja ne jäävät heidän tietoonsa.",
        "sv": "Uppdragets syfte står i det här avtalet. Deltagarna och arbetshandledaren kommer överens om sina egna mål vid de första träffarna, och de stannar mellan dem.",
        "en": "The commissioning aim stands in this agreement. Participants and supervisor agree their own goals in the first meetings, and those stay with them.",
    },
    "clause.evaluation": {
        "fi": "Tavoitteita ja yhteistyötä arvioidaan kesken matkaa ja lopuksi. Tilaaja saa vain koosteen, jonka osallistujat ovat hyväksyneet.",
        "sv": "Mål och samarbete utvärderas under vägen och till slut. Beställaren får bara ett sammandrag som deltagarna har godkänt.",
        "en": "Goals and cooperation are evaluated on the way and at the end. The client receives only a summary that the participants have approved.",
    },
    "clause.methods": {
        "fi": "Työnohjaaja valitsee menetelmät yhdessä osallistujien kanssa. Hän ei anna ohjeita eikä neuvoja.",
        "sv": "Arbetshandledaren väljer metoderna tillsammans med deltagarna. Hen ger inte anvisningar eller råd.",
        "en": "The supervisor chooses the methods together with the participants, and gives no instructions or advice.",
    },
    "clause.price": {
        "fi": "Hinta, maksaja ja laskun osoite on kirjattu tähän sopimukseen. Laskutamme, kun ensimmäinen tapaaminen on alkanut.",
        "sv": "Pris, betalare och fakturans adress står i det här avtalet. Vi fakturerar när den första träffen har börjat.",
        "en": "The price, the payer and the address of the invoice stand in this agreement. We invoice when the first meeting has begun.",
    },
    "clause.cancellation": {
        "fi": "Peruutuksesta ilmoitetaan Peilissä tai sähköpostilla. Saapumisaika ratkaisee. Osallistujan voi vaihtaa maksutta, eikä syytä kysytä.",
        "sv": "En avbokning meddelas i Peili eller per e-post. Ankomsttiden avgör. En deltagare kan bytas utan kostnad, och ingen frågar varför.",
        "en": "Notice of cancellation is given in Peili or by e-mail. The time it arrives decides. A participant can be replaced free of charge, and no reason is asked.",
    },
    "clause.unused_meeting": {
        "fi": "Ajoissa siirretty tapaaminen pidetään toisena aikana. Liian myöhään peruttu tapaaminen katsotaan käytetyksi, eikä siitä tule lisäkuluja.",
        "sv": "En träff som flyttas i tid hålls en annan gång. En träff som avbokas för sent anses använd, utan extra kostnad.",
        "en": "A meeting moved in time is held at another time. One cancelled too late counts as used, at no extra cost.",
    },
    "clause.interruption": {
        "fi": "Jos jompikumpi haluaa keskeyttää työnohjauksen, siitä puhutaan ensin yhdessä. Keskeytyksestä veloitetaan tähän sopimukseen kirjatulla tavalla.",
        "sv": "Om någondera vill avbryta handledningen talar man först om det tillsammans. Ett avbrott debiteras så som det står i det här avtalet.",
        "en": "If either side wants to break the supervision off, it is first talked about together. What is due then stands in this agreement.",
    },
    "clause.dissatisfaction": {
        "fi": "Jos jokin hiertää, kerro siitä ensin työnohjaajalle. Jos se ei auta, asiakkuusvastaava ottaa asian hoitaakseen. Häneen voi ottaa yhteyttä myös suoraan.",
        "sv": "Om något skaver, säg det först till arbetshandledaren. Om det inte hjälper tar den kundansvariga hand om saken. Hen kan också kontaktas direkt.",
        "en": "If something is wrong, tell the supervisor first. If that does not help, the account manager takes it up. You can also turn to them directly.",
    },
    "clause.confidentiality": {
        "fi": "Työnohjaus on luottamuksellista. Osallistujaa koskeva muistiinpano näkyy muille vain hänen luvallaan, eikä työnantaja näe muistiinpanoja. Vaitiolosta poiketaan vain, jos laki velvoittaa tai jonkun henki on vaarassa.",
        "sv": "Handledningen är konfidentiell. En anteckning om en deltagare syns för andra bara med deltagarens samtycke, och arbetsgivaren ser inga anteckningar. Tystnadsplikten bryts bara om lagen kräver det eller någons liv är i fara.",
        "en": "Supervision is confidential. A note about a participant is seen by others only with that person’s consent, and the employer sees no notes. Secrecy gives way only where the law demands it or a life is in danger.",
    },
}
