from datetime import UTC, datetime, timedelta

import pytest

from bot.alliance.founding import found_alliance
from bot.alliance.members import import_members
from bot.asking.answer import Answer, Mode, Verdict
from bot.asking.register import from_register
from storage import rounds
from storage.engine import Begin
from storage.terms import Audience, Organisation, OrganisationKind, Person, Role, System, Viewer

MEMBERS = """email;organisation;role
leder@vejle.dk;Vejle;leder
klimakoordinator@vejle.dk;Vejle;koordinator
klimakoordinator@htk.dk;Høje-Taastrup;koordinator
udvalgsmedlem@lemvig.dk;Lemvig;politiker
projektleder@realdania.dk;Realdania;partner
"""
KOEGE = Organisation("259", "Køge Kommune", OrganisationKind.MUNICIPALITY)
NOW = datetime(2026, 12, 3, 9, tzinfo=UTC)  # a Thursday
CHANNEL = Audience("T0DK2020", "C0ALLIANCEN")
KOEGES = Person("T0DK2020", "U0KOEGE", Role.COORDINATOR, KOEGE)
UNCONFIRMED = Person("T0DK2020", "U0NY", Role.UNCONFIRMED, KOEGE)
STRANGER = Person("T0DK2020", "U0FREMMED")
SIXTEEN = (
    "Albertslund, Allerød, Assens, Fredericia, Frederiksberg, Frederikshavn, Helsingør, "
    "Høje-Taastrup, Jammerbugt, Køge, Lemvig, Lolland, Middelfart, Samsø, Sønderborg"
)


@pytest.fixture
async def founded(begin: Begin) -> Begin:
    async with begin() as session:
        await found_alliance(session)
        await import_members(session, System("tests"), MEMBERS)
    return begin


async def ask(
    begin: Begin, question: str, viewer: Viewer = CHANNEL, language: str = "da"
) -> Answer | None:
    async with begin(read_only=True) as session:
        return await from_register(session, viewer, question, language, NOW)


async def said(begin: Begin, question: str, viewer: Viewer = KOEGES, language: str = "da") -> str:
    answer = await ask(begin, question, viewer, language)
    assert answer is not None
    return answer.answer


async def test_which_municipalities_are_in(founded: Begin) -> None:
    assert await ask(founded, "hvilke kommuner er med?") == Answer(
        Verdict.ANSWER,
        Mode.REGISTER,
        f"Der er 16 kommuner med i DK2020-klimaalliancen: {SIXTEEN} og Vejle.",
        "da",
    )


async def test_which_municipalities_are_in_in_english(founded: Begin) -> None:
    answer = await said(founded, "Which municipalities are members?", language="en")

    assert answer == (
        f"There are 16 municipalities in the DK2020 climate alliance: {SIXTEEN} and Vejle."
    )


async def test_which_partners_there_are(founded: Begin) -> None:
    answer = await said(founded, "hvem er alliancens partnere?")

    assert answer == "Alliancen har 4 partnere: C40, CONCITO, KL og Realdania."


async def test_who_is_in_are_municipalities_and_partners(founded: Begin) -> None:
    answer = await said(founded, "hvem er med i alliancen?")

    assert f"{SIXTEEN} og Vejle." in answer
    assert answer.endswith("Alliancen har 4 partnere: C40, CONCITO, KL og Realdania.")


@pytest.mark.parametrize(
    ("question", "verdict", "words"),
    [
        ("Er Vejle med?", Verdict.YES, "Ja, Vejle er med i DK2020-klimaalliancen."),
        ("Er HTK med?", Verdict.YES, "Ja, Høje-Taastrup er med i DK2020-klimaalliancen."),
        ("Er Århus med?", Verdict.NO, "Nej, Aarhus er ikke blandt de 16 kommuner"),
        ("Er Frederikssund med?", Verdict.NO, "Nej, Frederikssund er ikke blandt"),
    ],
)
async def test_whether_a_municipality_is_in(
    founded: Begin, question: str, verdict: Verdict, words: str
) -> None:
    answer = await ask(founded, question)

    assert answer is not None
    assert (answer.verdict, answer.mode) == (verdict, Mode.REGISTER)
    assert answer.answer.startswith(words)


async def test_how_many_are_confirmed_is_a_number_without_names(founded: Begin) -> None:
    answer = await said(founded, "Hvor mange personer er bekræftet i alliancen?", CHANNEL)

    assert answer == "5 er bekræftet i alliancen."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "hvem er koordinator i Vejle?",
            "I Vejle Kommune kan du skrive til klimakoordinator@vejle.dk (koordinator).",
        ),
        (
            "hvem er kontaktperson i Vejle?",
            "I Vejle Kommune kan du skrive til klimakoordinator@vejle.dk (koordinator) og "
            "leder@vejle.dk (leder).",
        ),
        (
            "hvem er klimachef i Høje Taastrup Kommune?",
            "Jeg kender ingen bekræftet leder i Høje-Taastrup Kommune, men du kan skrive til "
            "klimakoordinator@htk.dk (koordinator).",
        ),
        (
            "hvem kan jeg kontakte i Lemvig om klima?",
            "Jeg kender ingen bekræftet koordinator, stedfortræder eller leder i Lemvig Kommune. "
            "Det ved sekretariatet måske.",
        ),
    ],
)
async def test_whom_one_can_write_to(founded: Begin, question: str, answer: str) -> None:
    assert await said(founded, question) == answer


async def test_whom_one_can_write_to_in_english(founded: Begin) -> None:
    answer = await said(founded, "Who is the head of climate in Vejle?", language="en")

    assert answer == "In Vejle Kommune you can write to leder@vejle.dk (head)."


@pytest.mark.parametrize("place", ["Vejle", "Lemvig"])
@pytest.mark.parametrize(
    ("viewer", "words"),
    [
        (CHANNEL, "Spørg mig i en direkte besked."),
        (UNCONFIRMED, "siger jeg kun til dem, sekretariatet har bekræftet."),
    ],
)
async def test_who_may_not_know_people_is_told_how_to_and_not_whether_there_is_anybody(
    founded: Begin, viewer: Viewer, words: str, place: str
) -> None:
    answer = await said(founded, f"hvem er koordinator i {place}?", viewer)

    assert words in answer
    assert "@" not in answer


@pytest.mark.parametrize(
    "question", ["Har Odense en klimaplan?", "Er Vejle med på vådområder?", "hvad er manko?"]
)
async def test_what_the_register_does_not_have_is_left_to_the_search(
    founded: Begin, question: str
) -> None:
    assert await ask(founded, question) is None


async def test_outside_the_alliance_nobody_is_known(founded: Begin) -> None:
    assert await ask(founded, "hvem er koordinator i Odense?", KOEGES) is None


@pytest.mark.parametrize("question", ["hvem er med?", "er Vejle med?", "hvem er Vejles leder?"])
async def test_a_stranger_is_not_told_what_is_not_so(founded: Begin, question: str) -> None:
    assert await ask(founded, question, STRANGER) is None


WHO_MISSES = "hvem har ikke svaret på status i denne uge?"
STAFF = Organisation("sekretariatet", "Sekretariatet", OrganisationKind.SECRETARIAT)
SECRETARIAT = Person("T0DK2020", "U0SEKRETARIAT", Role.SECRETARIAT, STAFF)
POLITICIAN = Person("T0DK2020", "U0POLITIKER", Role.POLITICIAN, KOEGE)
PARTNER = Person(
    "T0DK2020",
    "U0REALDANIA",
    Role.PARTNER,
    Organisation("r", "Realdania", OrganisationKind.PARTNER),
)


async def asked(begin: Begin, *, days_ago: int) -> None:
    async with begin() as session:
        then = NOW - timedelta(days=days_ago)
        await rounds.ask(session, f"status:{days_ago}", {"259": "a", "420": "a"}, now=then)


async def test_who_has_not_answered_is_named_to_the_secretariat(founded: Begin) -> None:
    everybody = "Alle, jeg har spurgt i denne uge, har svaret."
    await asked(founded, days_ago=4)  # Sunday
    assert await said(founded, WHO_MISSES, SECRETARIAT) == everybody

    async with founded() as session:
        both = {"259": "2026-W49", "420": "2026-W49"}
        await rounds.ask(session, "now", both, now=NOW - timedelta(days=3))

    missing = "Vi mangler stadig status i denne uge fra Assens og Køge."
    assert await said(founded, WHO_MISSES, SECRETARIAT) == missing
    assert (await said(founded, WHO_MISSES, KOEGES)).startswith("Fra Køge mangler vi status")
    assert (await said(founded, WHO_MISSES, POLITICIAN)).startswith("Fra Køge mangler vi status")


@pytest.mark.parametrize("viewer", [CHANNEL, UNCONFIRMED, PARTNER])
async def test_who_has_not_answered_is_told_to_nobody_else(founded: Begin, viewer: Viewer) -> None:
    before = await said(founded, WHO_MISSES, viewer)
    await asked(founded, days_ago=1)

    after = await said(founded, WHO_MISSES, viewer)

    assert after == before
    assert after.startswith("Hvem der ikke har svaret endnu, siger jeg kun til sekretariatet")
