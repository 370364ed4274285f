"""Texts of the service pages. A list stays one slot, so that an administrator edits it as one text."""

PAGES: dict[str, dict[str, str]] = {
    "service.lede": {
        "fi": "Pysähdy yhdessä koulutetun työnohjaajan kanssa katsomaan omaa työtäsi: mitä siinä tapahtuu, mitä haluat siinä oppia ja mikä voisi sujua paremmin.",
        "sv": "Stanna upp tillsammans med en utbildad arbetshandledare och se på ditt eget arbete: vad som händer i det, vad du vill lära dig och vad som kunde löpa bättre.",
        "en": "Pause with a trained supervisor to look at your own work: what happens in it, what you want to learn and what could run better.",
    },
    "service.what": {
        "fi": "Työnohjauksessa tutkit, arvioit ja kehität omaa työtäsi. Kysymyksille, kokemuksille ja tunteille, joita työ, työyhteisö ja oma rooli herättävät, etsitään merkitys yhdessä ja ne asetetaan järjestykseen.\n\nKyse on oppimisesta, joka kestää useita tapaamisia. Aluksi sovitaan tavoite, josta on hyötyä koko työyhteisölle, ja lopuksi katsotaan, miten lähelle sitä päästiin. Keskustelu on avointa ja luottamuksellista, ja samaa asiaa katsotaan monelta puolelta.",
        "sv": "I arbetshandledning undersöker, värderar och utvecklar du ditt eget arbete. Frågor, erfarenheter och känslor som arbetet, arbetsgemenskapen och den egna rollen väcker tolkas och ordnas tillsammans.\n\nDet handlar om lärande under flera träffar. I början kommer man överens om ett mål som gagnar hela arbetsgemenskapen, och till slut ser man hur nära målet man kom. Samtalet är öppet och konfidentiellt, och samma sak betraktas från många håll.",
        "en": "In supervision you examine, assess and develop your own work. Questions, experiences and feelings that come from the work, the work community and your own role are made sense of together.\n\nIt is learning that takes several meetings. A goal that serves the whole work community is agreed at the start, and at the end you look at how near it you came. The talk is open and confidential, and the same thing is seen from many sides.",
    },
    "service.what_not": {
        "fi": "- Työnohjaaja ei neuvo eikä anna ohjeita. Hän kysyy, ja ratkaisut ovat sinun.\n- Työnohjaus ei ole terapiaa. Sen kohteena on työ, ei sairauden hoito.\n- Työnohjaus ei ole johtamista. Työnohjaaja ei valvo, arvioi eikä raportoi sinusta esihenkilöllesi.",
        "sv": "- Arbetshandledaren ger inte råd eller anvisningar. Hen frågar, och lösningarna är dina.\n- Arbetshandledning är inte terapi. Den handlar om arbete, inte om vård.\n- Arbetshandledning är inte ledning. Arbetshandledaren övervakar eller bedömer dig inte och rapporterar inte till din chef.",
        "en": "- A supervisor gives no advice and no instructions. They ask, and the solutions are yours.\n- Supervision is not therapy. It is about work, not about treating an illness.\n- Supervision is not line management. The supervisor does not oversee or assess you, nor report on you to your manager.",
    },
    "service.benefits": {
        "fi": "Näitä asioita ihmiset yleensä toivovat työnohjaukselta. Voit valita omasi tarjouspyynnössä.",
        "sv": "Det här brukar människor hoppas på av arbetshandledning. Du kan välja dina egna i offertförfrågan.",
        "en": "These are what people usually hope for. You can choose yours when you ask for a quote.",
    },
    "service.audience": {
        "fi": "Sinulle, joka haluat oppia työssäsi ja kehittyä siinä. Ala, ammatti ja asema eivät ratkaise: mukaan voi tulla yksi ihminen, ryhmä tai kokonainen työyhteisö. Ryhmä voi syntyä myös ihmisistä, jotka tekevät samanlaista työtä eri työpaikoissa. Osallistuminen on vapaaehtoista.",
        "sv": "För dig som vill lära dig och växa i ditt arbete. Bransch, yrke och ställning avgör inte: en enskild person, en grupp eller en hel arbetsgemenskap kan delta. En grupp kan också bestå av människor som gör liknande arbete på olika arbetsplatser. Deltagandet är frivilligt.",
        "en": "For you who want to learn and grow in your work. Field, profession and position do not decide: one person, a group or a whole work community can take part. A group can also be people who do similar work in different workplaces. Taking part is voluntary.",
    },
    "service.how": {
        "fi": "- Varaamme aikaa: tapaaminen kestää tavallisesti 45–90 minuuttia, ja seuraava on noin neljän viikon päästä. Tapaamisten välillä kokeilet ja opit omassa työssäsi.\n- Ryhmässä on mieluiten 3–6 ihmistä. Yhteisötyönohjaukseen tulee koko työyhteisö, myös esihenkilö.\n- Kaikki päivät sovitaan alussa. Kesken matkaa katsotaan, mihin on päästy, ja lopuksi arvioidaan tavoitteet.\n- Työnohjaaja katsoo työtäsi ulkopuolelta ja pyrkii olemaan puolueeton.",
        "sv": "- Vi tar oss tid: en träff varar vanligen 45–90 minuter och nästa är om ungefär fyra veckor. Mellan träffarna prövar du och lär dig i ditt arbete.\n- En grupp har helst 3–6 personer. I handledning av en arbetsgemenskap deltar alla, också chefen.\n- Alla dagar bestäms i början. Halvvägs ser man hur långt man har kommit, och till slut utvärderas målen.\n- Arbetshandledaren ser på ditt arbete utifrån och strävar efter att vara opartisk.",
        "en": "- We take time: a meeting usually lasts 45–90 minutes and the next one is about four weeks later. Between meetings you try things out and learn in your own work.\n- A group is best with 3–6 people. In work community supervision everybody takes part, the manager too.\n- All days are agreed at the start. On the way you look at how far you have come, and at the end you assess the goals.\n- The supervisor looks at your work from outside and aims to be impartial.",
    },
    "service.confidentiality": {
        "fi": "Työnohjaus on luottamuksellista. Jokainen päättää itse, mitä kertoo ja kuinka avoimesti. Sinua koskeva muistiinpano näkyy muille vain, jos olet antanut siihen luvan. Työnantaja saa tietää ajat, määrät ja hinnan, ei sitä, mitä puhuttiin.",
        "sv": "Arbetshandledning är konfidentiell. Var och en bestämmer själv vad hen berättar och hur öppet. En anteckning om dig syns för andra bara om du har samtyckt. Arbetsgivaren får veta tider, antal och pris, inte vad som sades.",
        "en": "Supervision is confidential. Everybody decides what they tell and how openly. A note about you is seen by others only if you have consented. The employer learns times, counts and the price, not what was said.",
    },
    "service.effects": {
        "fi": "Työpaikoilla, joissa on ollut työnohjausta, sen on nähty olevan yhteydessä näihin asioihin. Yhteys ei vielä kerro, mikä on syy ja mikä seuraus.\n\n- työn laatu, tehokkuus ja asiakkaiden tyytyväisyys\n- vahvempi ammatillinen identiteetti\n- jaksaminen: kokemusten jakaminen lisää tunnetta omista voimista\n- toisilta oppiminen\n- parempi ilmapiiri ja vähemmät poissaolot\n- esihenkilötyön ja johtamisen kehittyminen\n- selkeämpi perustehtävä\n- yhdessä määritelty työn laatu\n- jäsentyneempi eri ammattien yhteistyö",
        "sv": "På arbetsplatser där det har funnits arbetshandledning har man sett samband mellan den och följande. Ett samband säger ännu inte vad som är orsak och verkan.\n\n- arbetets kvalitet, effektivitet och kundernas tillfredsställelse\n- en starkare yrkesidentitet\n- ork: att dela erfarenheter stärker känslan av egen kraft\n- att lära av varandra\n- bättre atmosfär och mindre frånvaro\n- utveckling av chefsarbete och ledarskap\n- en klarare grunduppgift\n- gemensamt definierad kvalitet i arbetet\n- ett redigare samarbete mellan yrken",
        "en": "In workplaces that have had supervision, it has been found to be associated with these. An association does not yet tell what is cause and what is effect.\n\n- quality of work, efficiency and client satisfaction\n- a stronger professional identity\n- coping: sharing experiences adds to the sense of one’s own strength\n- learning from others\n- a better atmosphere and fewer absences\n- development of managers’ work and leadership\n- a clearer core task\n- quality of work defined together\n- clearer cooperation between professions",
    },
    "service.forms": {
        "fi": "Työnohjaukselle on neljä muotoa. Kaikissa on kyse ihmisen suhteesta työhön: hyöty voi näkyä sinussa, työssä ja koko työyhteisössä.",
        "sv": "Det finns fyra former av arbetshandledning. I alla handlar det om människans förhållande till arbetet: nyttan kan synas hos dig, i arbetet och i hela arbetsgemenskapen.",
        "en": "There are four forms. All of them are about a person’s relation to work: the benefit can show in you, in the work and in the whole work community.",
    },
    "service.crisis": {
        "fi": "Onko työssä tapahtunut jotakin vakavaa? Pyydä kriisityönohjausta. Älä kirjoita tapahtumasta: kysymme siitä puhelimessa.",
        "sv": "Har något allvarligt hänt i arbetet? Be om krishandledning. Skriv inte om händelsen: vi frågar om den per telefon.",
        "en": "Has something serious happened at work? Ask for crisis supervision. Do not write about the event: we ask about it by telephone.",
    },
    "form.individual.summary": {
        "fi": "Työntekijälle tai esihenkilölle. Kaksi ihmistä, sinä ja työnohjaaja.",
        "sv": "För en anställd eller en chef. Två personer, du och arbetshandledaren.",
        "en": "For an employee or a manager. Two people, you and the supervisor.",
    },
    "form.individual.content": {
        "fi": "Etsit rauhassa omia voimavarojasi ja työtapojesi mahdollisuuksia ja muutat sitä, mitä haluat muuttaa. Tapaamisiin tuot tilanteita omasta työstäsi. Työnohjaaja kysyy ja kuuntelee, ja sinä valitset seuraavan askeleesi.",
        "sv": "I lugn och ro söker du dina egna resurser och möjligheterna i ditt sätt att arbeta, och ändrar det du vill ändra. Till träffarna tar du med situationer ur ditt arbete. Arbetshandledaren frågar och lyssnar, och du väljer ditt nästa steg.",
        "en": "In peace you look for your own strengths and for what is possible in the way you work, and change what you want to change. You bring situations from your work. The supervisor asks and listens, and you choose your next step.",
    },
    "form.group.summary": {
        "fi": "Ihmisille, jotka oppivat toisiltaan: samasta tiimistä, eri tiimeistä tai eri työpaikoista.",
        "sv": "För människor som lär av varandra: från samma team, olika team eller olika arbetsplatser.",
        "en": "For people who learn from each other: from one team, several teams or different workplaces.",
    },
    "form.group.content": {
        "fi": "Ryhmän jäsenet voivat tehdä samaa tai eri työtä saman katon alla, samanlaista työtä eri tiimeissä tai saman alan työtä eri työnantajilla. Jokainen tuo kysymyksiään, ja muut katsovat niitä omasta kulmastaan. Näin löytyvät sekä omat voimavarat että uudet tavat toimia. Ryhmä sopii alussa pelisäännöistään.",
        "sv": "Gruppens medlemmar kan göra samma eller olika arbete under samma tak, liknande arbete i olika team eller arbete i samma bransch hos olika arbetsgivare. Var och en tar med sina frågor, och de andra ser på dem ur sin synvinkel. Så hittar man både egna resurser och nya sätt att arbeta. Gruppen kommer i början överens om sina spelregler.",
        "en": "Members can do the same or different work under one roof, similar work in different teams, or work of one field for different employers. Each brings questions, and the others see them from their own angle. So people find both their own strengths and new ways of working. The group agrees its rules at the start.",
    },
    "form.community.summary": {
        "fi": "Koko työyhteisölle tai tiimille, joka haluaa sopia yhteisistä tavoista toimia.",
        "sv": "För hela arbetsgemenskapen eller ett team som vill komma överens om gemensamma sätt att arbeta.",
        "en": "For a whole work community or a team that wants to agree on common ways of working.",
    },
    "form.community.content": {
        "fi": "Yhteisö tutkii, miten sen työ sujuu, ja sopii käytännöistä, joihin jokainen voi sitoutua. Esihenkilö on yleensä mukana, ja kaikki tietävät sen ennen kuin tulevat. Osallistujien määrälle ei ole ylärajaa.",
        "sv": "Gemenskapen undersöker hur dess arbete löper och kommer överens om arbetssätt som var och en kan förbinda sig till. Chefen är i allmänhet med, och alla vet det innan de kommer. Antalet deltagare har ingen övre gräns.",
        "en": "The community looks at how its work runs and agrees on practices that everybody can commit to. The manager usually takes part, and everybody knows it before they come. There is no upper limit to the number of people.",
    },
    "form.crisis.summary": {
        "fi": "Kun työssä on tapahtunut jotakin, mikä uhkaa työkykyä tai työn tekemistä.",
        "sv": "När något har hänt i arbetet som hotar arbetsförmågan eller arbetet.",
        "en": "When something has happened at work that threatens the ability to work or the work itself.",
    },
    "form.crisis.content": {
        "fi": "Yksi ihminen, tiimi tai koko yhteisö saa puhua läpi sen, mitä tapahtui, ja sen herättämät ajatukset ja tunteet, jotta työtä voi jatkaa ammattilaisena. Tapaamiset ovat tiiviisti peräkkäin. Kaksi työnohjaajaa tekee työn yhdessä, jotta he voivat vaihtaa ajatuksia ja nähdä enemmän.\n\nLopuksi arvioidaan, mitä tarvitaan seuraavaksi. Työnohjaus voi jatkua yksin, ryhmässä tai koko yhteisön kanssa, ja siitä sovitaan erikseen. Akuuttia hoitoa kriisityönohjaus ei korvaa: sitä antavat terveydenhuolto ja kriisipäivystys.",
        "sv": "En person, ett team eller hela gemenskapen får tala igenom det som hände och de tankar och känslor det väckte, för att kunna fortsätta arbeta professionellt. Träffarna kommer tätt efter varandra. Två arbetshandledare arbetar tillsammans så att de kan utbyta tankar och se mer.\n\nTill slut bedöms vad som behövs härnäst. Handledningen kan fortsätta individuellt, i grupp eller med hela gemenskapen, och det avtalas separat. Krishandledning ersätter inte akut vård: den ges av hälsovården och krisjouren.",
        "en": "A person, a team or a whole community talks through what happened and the thoughts and feelings it woke, so that they can go on working as professionals. The meetings follow closely on each other. Two supervisors work together so that they can exchange thoughts and see more.\n\nAt the end you assess what is needed next. Supervision can go on alone, in a group or with the whole community, and that is agreed separately. It does not replace acute care: health services and crisis lines give that.",
    },
    "terms.intro": {
        "fi": "Ennen kuin kaikki ovat allekirjoittaneet sopimuksen, peruminen ei maksa mitään. Sen jälkeen ratkaisee päivä, jona peruutus saapuu meille. Alkamispäivä on ensimmäisen tapaamisen päivä. Sopimuksessasi lukee, mitä ehtoa siihen sovelletaan, ja päivät näkyvät siinä valmiiksi laskettuina.",
        "sv": "Innan alla har undertecknat avtalet kostar en avbokning ingenting. Därefter avgör dagen då avbokningen når oss. Startdagen är dagen för den första träffen. I ditt avtal står vilket villkor som gäller, med dagarna färdigt uträknade.",
        "en": "Before everybody has signed the agreement, cancelling costs nothing. After that the day your notice reaches us decides. The start is the day of the first meeting. Your agreement says which terms apply, with the days worked out.",
    },
    "terms.swap": {
        "fi": "Et pääse paikalle? Toinen voi tulla tilallesi. Vaihto ei maksa mitään, eikä syytä kysytä.",
        "sv": "Kan du inte komma? Någon annan kan komma i ditt ställe. Bytet kostar ingenting, och ingen frågar varför.",
        "en": "You cannot come? Somebody else can take your place. The swap costs nothing, and nobody asks why.",
    },
    "terms.provider": {
        "fi": "Jos me perumme, et maksa mitään.",
        "sv": "Om vi avbokar betalar du ingenting.",
        "en": "If we cancel, you pay nothing.",
    },
    "terms.invoicing": {
        "fi": "Laskutamme vasta, kun ensimmäinen tapaaminen on alkanut. Jos maksat itse, lasku tulee sähköpostiisi. Työnantajalle tai muulle organisaatiolle lähetämme ensisijaisesti verkkolaskun.",
        "sv": "Vi fakturerar först när den första träffen har börjat. Om du betalar själv kommer fakturan till din e-post. Till arbetsgivare och andra organisationer skickar vi i första hand en e-faktura.",
        "en": "We invoice only when the first meeting has begun. If you pay yourself, the invoice comes by e-mail. To an employer or another organisation we primarily send an e-invoice.",
    },
}
