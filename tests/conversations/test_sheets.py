"""A municipality's own sheet of actions, given to Klimabot in Slack."""

import asyncio
import io
from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
import xlsxwriter

from storage import actions
from storage.actions import Action, Effect
from storage.engine import Begin
from storage.sheets import forget_sheets
from storage.terms import Phase, System, Visibility
from tests.conversations.slack import ALLIANCE, Said, Slack
from tests.conversations.test_actions import CHARGERS, known
from tests.conversations.test_rights import confirm
from tests.conversations.test_ways_in import recorded
from tests.hostile.archives import padded
from tests.hostile.ole import encrypted

VEJLE, SECRETARIAT = "Klimakoordinator, Vejle", "Sekretariatet"
PEOPLE = (
    "email;organisation;role\nklimakoordinator@vejle.dk;Vejle;koordinator\n"
    "projektleder@realdania.dk;Realdania;partner\n"
)
KEEP, RIGHT, LEAVE = "Læg ind", "Læg kun de rigtige ind", "Nej tak"
HEADINGS = ("Nr.", "Tiltag", "Tema", "CO₂-effekt (ton/år)", "Status", "Bemærkning")
OWN = (
    ("Klimaplan 2020 – indsatser",),
    (),
    HEADINGS,
    ("1", "Udtagning af lavbundsjord", "Landbrug", "1.250,5", "Igangværende", ""),
    ("2", "Ladestandere ved rådhuset", "Transport", "ca. 300 ton", "Planlagt", "se bilag"),
)
WRONG = (
    *OWN,
    ("3", "", "Energi", "12", "Afsluttet", ""),
    ("4", "Skovrejsning", "Arealanvendelse", "1.5", "Måske", "x"),
)
CHANGED = "Imens er indsatserne ændret"


def xlsx(*rows: Sequence[str]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for at, cell in enumerate(row):
                sheet.write_string(number, at, cell)
    return made.getvalue()


async def kept(begin: Begin) -> Sequence[Action]:
    async with begin(read_only=True) as session:
        return [one.action for one in await actions.actions_of(session, System("tests"))]


async def given(
    slack: Slack, content: bytes, name: str = "indsatser.xlsx", person: str = VEJLE
) -> Said:
    """What is said of it first, as it stood then."""
    slack.upload(person, name, content)
    return Said(deepcopy((await slack.sees(person)).message))


@pytest.fixture
async def vejle(knowledge: Begin) -> Begin:
    await confirm(knowledge, PEOPLE)
    return knowledge


async def test_a_municipality_s_own_sheet_is_shown_and_kept_on_a_press(
    slack: Slack, vejle: Begin
) -> None:
    said = await given(slack, xlsx(*OWN))
    before = await kept(vejle)
    await slack.press(VEJLE, said, KEEP)
    after = await slack.sees_changed(VEJLE, said, "er lagt ind for Vejle")

    assert said.text.startswith("indsatser.xlsx, Vejle. Nye indsatser: 2. Ændres: 0.")
    assert "Intet er lagt ind endnu" in said.everything
    assert "Tiltag → Indsats" in said.everything
    assert "Bruges ikke: Bemærkning" in said.everything
    assert list(said.buttons) == [KEEP, LEAVE]
    assert before == []
    assert after.everything == (
        "indsatser.xlsx er lagt ind for Vejle. Nye indsatser: 2. Ændrede: 0. Uændrede: 0."
    )
    assert after.buttons == {}
    first, second = await kept(vejle)
    assert (first.effect, first.phase) == (Effect(1250.5), Phase.IN_PROGRESS)
    assert (second.title, second.sector) == ("Ladestandere ved rådhuset", "Transport")


async def test_wrong_rows_are_told_and_only_the_right_ones_kept(slack: Slack, vejle: Begin) -> None:
    said = await given(slack, xlsx(*WRONG))
    await slack.press(VEJLE, said, RIGHT)
    after = await slack.sees_changed(VEJLE, said, "er lagt ind for Vejle")

    assert "Rækker, der skal rettes: 2" in said.everything
    assert "Række 6, Tiltag: Indsatsen mangler et navn." in said.everything
    assert "Række 7, CO₂-effekt (ton/år): Skriv effekten som et tal på dansk" in said.everything
    assert list(said.buttons) == [RIGHT, LEAVE]
    assert "Rækker, der ikke kom med: 2. Ret dem i arket" in after.everything
    assert [action.number for action in await kept(vejle)] == ["1", "2"]


async def test_many_changes_and_many_wrong_rows_stay_below_slack_s_limits(
    slack: Slack, vejle: Begin
) -> None:
    await known(vejle, *(Action(f"Indsats {n}", number=str(n)) for n in range(60)))
    told = [(str(n), f"{n} " + "Æ" * 140, "tema", "1", "Planlagt", "") for n in range(60)]
    bad = [(str(n), "Æ" * 3000, "", "meget", "Måske", "") for n in range(60, 110)]
    wide = [f"Bilag {n} " + "ø" * 90 for n in range(80)]

    said = await given(slack, xlsx((*HEADINGS, *wide), *told, *bad))

    assert "Ændres: 60." in said.text
    assert "Og så mange indsatser til: 50" in said.everything
    assert "og 61 til" in said.everything
    assert "Rækker, der skal rettes: 50" in said.everything
    assert "Og så mange felter til: 140" in said.everything
    assert len(said.everything) < 8_000


async def test_who_says_no_keeps_nothing(slack: Slack, vejle: Begin) -> None:
    said = await given(slack, xlsx(*OWN))

    await slack.press(VEJLE, said, LEAVE)
    after = await slack.sees_changed(VEJLE, said, "Så lægger jeg ikke noget ind")
    await slack.press(VEJLE, said, KEEP)
    await slack.sees_nothing(VEJLE, for_=1.5)

    assert after.buttons == {}
    assert await kept(vejle) == []


async def test_what_was_changed_meanwhile_is_shown_before_it_is_kept(
    slack: Slack, vejle: Begin
) -> None:
    said = await given(slack, xlsx(*OWN))
    await known(vejle, CHARGERS)

    await slack.press(VEJLE, said, KEEP)
    anew = await slack.sees_changed(VEJLE, said, CHANGED)
    between = await kept(vejle)
    await slack.press(VEJLE, said, KEEP)  # below what was seen first
    await slack.sees_nothing(VEJLE, for_=1.5)
    still = await kept(vejle)
    await slack.press(VEJLE, anew, KEEP)
    await slack.sees_changed(VEJLE, said, "er lagt ind for Vejle")

    assert "Ændres: 1." in anew.text
    assert "2 Ladestandere ved rådhuset: Sektor, Effekt" in anew.everything
    assert between == still == [CHARGERS]
    assert [action.sector for action in await kept(vejle)] == ["Landbrug", "Transport"]


async def test_what_changed_beside_the_sheet_does_not_hold_it_up(
    slack: Slack, vejle: Begin
) -> None:
    said = await given(slack, xlsx(*OWN))
    await known(vejle, Action("Delebiler", number="9"))

    await slack.press(VEJLE, said, KEEP)

    await slack.sees_changed(VEJLE, said, "er lagt ind for Vejle")
    assert len(await kept(vejle)) == 3


async def test_two_presses_at_once_keep_it_once(slack: Slack, vejle: Begin) -> None:
    said = await given(slack, xlsx(*OWN))

    await asyncio.gather(*(slack.press(VEJLE, said, KEEP) for _ in range(3)))
    after = await slack.sees_changed(VEJLE, said, "er lagt ind for Vejle")
    await slack.sees_nothing(VEJLE, for_=2)

    assert "Nye indsatser: 2." in after.everything
    async with vejle(read_only=True) as session:
        everything = await actions.actions_of(session, System("tests"))
    assert [one.revision for one in everything] == [1, 1]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.xlsx", encrypted(), "beskyttet med adgangskode"),
        ("plan.xlsx", b"PK\3\4 halvt", "Filen plan.xlsx er beskadiget"),
        ("plan.xlsx", padded("xlsx", 90), "Den slags åbner jeg ikke"),
        ("plan.xlsx", b"%PDF-1.7", "er noget andet, end navnet siger"),
        ("plan.csv", b"Bemerkning;Andet\r\nx;y\r\n", "ingen kolonne med indsatsernes navne"),
        ("plan.csv", b"Indsats\r\n" + b"Skov\r\n" * 2001, "mere end 2000 rækker"),
    ],
    ids=["locked", "broken", "bomb", "other", "no_titles", "too_many"],
)
async def test_what_is_no_sheet_of_actions_is_told_by_its_reason(
    slack: Slack, vejle: Begin, name: str, content: bytes, words: str
) -> None:
    said = await given(slack, content, name)

    assert words in said.everything
    assert said.buttons == {}
    assert await kept(vejle) == []


async def test_a_csv_as_excel_writes_it_is_read(slack: Slack, vejle: Begin) -> None:
    told = "Nr.;Indsats;Økonomi\r\n1;Grøn fjernvarme på Ærø;afsat på budgettet\r\n"

    said = await given(slack, told.encode("cp1252"), "indsatser.csv")
    await slack.press(VEJLE, said, KEEP)
    await slack.sees_changed(VEJLE, said, "er lagt ind for Vejle")

    assert await kept(vejle) == [
        Action("Grøn fjernvarme på Ærø", number="1", economy="afsat på budgettet")
    ]


async def test_hostile_cells_are_words_and_nothing_else(slack: Slack, vejle: Begin) -> None:
    title = "=cmd|'/c calc'!A1 <!channel> <https://x.dk|her> ‮omvendt"
    rows = ("Indsats", "<!here>*Formål*"), (title, "‮" + "a" * 3000), ("", "b")

    said = await given(slack, xlsx(*rows), "<!channel>‮.xlsx")
    await slack.press(VEJLE, said, RIGHT)
    after = await slack.sees_changed(VEJLE, said, "er lagt ind for Vejle")

    for one in (said, after):
        assert "‮" not in str(one.message)
        assert {block["type"] for block in one.blocks} <= {"rich_text", "actions"}
        assert "<!channel>.xlsx" in one.everything
    assert "<!" not in said.text
    [action] = await kept(vejle)
    assert action.title == "=cmd|'/c calc'!A1 <!channel> <https://x.dk|her> omvendt"


@pytest.mark.parametrize("person", ["Realdania", "Køge", "Udvalgsmedlem, Vejle"])
async def test_others_than_a_municipality_s_coordinators_are_told_kindly(
    slack: Slack, vejle: Begin, person: str
) -> None:
    said = await given(slack, xlsx(*OWN), person=person)

    assert said.text.startswith("En kommunes indsatser lægges ind af dens egne koordinatorer")
    assert await kept(vejle) == []


async def test_a_stranger_is_told_how_to_get_in(slack: Slack, vejle: Begin) -> None:
    said = await given(slack, xlsx(*OWN), person="ukendt firma")

    assert "indsatser" not in said.text
    assert said.buttons == {}


async def test_the_secretariat_is_asked_whose_it_is(slack: Slack, vejle: Begin) -> None:
    said = await given(slack, xlsx(*OWN), person=SECRETARIAT)
    await slack.choose(SECRETARIAT, said, "Vælg kommune", "Køge Kommune")
    seen = await slack.sees_changed(SECRETARIAT, said, "Sådan læser jeg kolonnerne")
    await slack.press(SECRETARIAT, seen, KEEP)
    await slack.sees_changed(SECRETARIAT, said, "er lagt ind for Køge")

    assert said.text == "Hvilken kommune er indsatserne i indsatser.xlsx fra?"
    async with vejle(read_only=True) as session:
        everything = await actions.actions_of(session, System("tests"))
    assert {one.organisation.name for one in everything} == {"Køge Kommune"}


async def test_the_secretariat_s_sheet_may_say_whose_each_is(slack: Slack, vejle: Begin) -> None:
    hidden = Action("Jordkøb", number="7", visibility=Visibility.OWN)
    await known(vejle, hidden)
    rows = (
        ("Kommune", "Nr.", "Indsats"),
        ("Assens", "1", "Skovrejsning"),
        ("Køge", "1", "Køge Dige"),
        ("Odense", "1", "Letbane"),
        ("Vejle", "7", "Jordkøb ved åen"),
    )

    said = await given(slack, xlsx(*rows), person=SECRETARIAT)
    await slack.press(SECRETARIAT, said, RIGHT)
    await slack.sees_changed(SECRETARIAT, said, "er lagt ind. Nye indsatser: 2.")

    assert "Række 4, Kommune: Det er ikke den kommune" in said.everything
    assert "Række 5, Indsats: Den indsats viser kommunen kun for sig selv" in said.everything
    assert hidden in await kept(vejle)


async def test_nobody_gives_sheets_for_another_municipality(slack: Slack, vejle: Begin) -> None:
    said = await given(slack, xlsx(("Kommune", "Indsats"), ("Køge", "Dige"), ("Vejle", "Skov")))

    assert "Række 2, Kommune" in said.everything
    assert said.text.startswith("indsatser.xlsx, Vejle. Nye indsatser: 1.")


async def test_words_that_only_say_what_it_is_are_no_question(slack: Slack, vejle: Begin) -> None:
    for words in ("her er vores indsatser", "kan du lægge dem ind?", "hej"):
        slack.upload(VEJLE, "indsatser.xlsx", xlsx(*OWN), text=words)
        assert (await slack.sees(VEJLE)).text.startswith("indsatser.xlsx, Vejle")
    await slack.sees_nothing(VEJLE, for_=1)

    assert await recorded(vejle) == ["sheet.given"] * 3


async def test_words_beside_a_sheet_that_are_mended_are_no_question_either(
    slack: Slack, vejle: Begin
) -> None:
    message = slack.upload(VEJLE, "a.xlsx", xlsx(*OWN), text="her er vores insatser")
    await slack.sees(VEJLE)

    slack.edit(VEJLE, message["ts"], "her er vores indsatser for 2026")
    await slack.sees_nothing(VEJLE, for_=1)

    assert await recorded(vejle) == ["sheet.given"]


async def test_a_question_beside_the_sheet_is_answered_too(slack: Slack, vejle: Begin) -> None:
    words = "hvem er gode til vådområder?"
    slack.upload(VEJLE, "indsatser.xlsx", xlsx(*OWN), text=words)

    said = [(await slack.sees(VEJLE)).everything for _ in range(2)]

    assert any("Assens" in each for each in said)
    assert any("Sådan læser jeg kolonnerne" in each for each in said)


async def test_a_sheet_in_a_channel_is_shown_to_whoever_gave_it_alone(
    slack: Slack, vejle: Begin
) -> None:
    words = "@Klimabot her er vores indsatser"
    slack.upload(VEJLE, "indsatser.xlsx", xlsx(*OWN), ALLIANCE, text=words)

    assert (await slack.sees(VEJLE)).text.startswith("indsatser.xlsx, Vejle")
    await slack.sees_nothing(VEJLE, ALLIANCE)
    assert await recorded(vejle) == ["sheet.given"]


async def test_a_file_in_a_channel_without_our_name_is_left_alone(
    slack: Slack, vejle: Begin
) -> None:
    slack.upload(VEJLE, "indsatser.xlsx", xlsx(*OWN), ALLIANCE, text="til jer andre")

    await slack.sees_nothing(VEJLE)
    assert await recorded(vejle) == []


async def test_two_sheets_and_a_plan_are_each_told_of(slack: Slack, vejle: Begin) -> None:
    files = {"a.xlsx": xlsx(*OWN), "b.csv": b"Indsats\nSkov\n", "plan.pdf": b"%PDF-1.7"}
    slack.upload_all(VEJLE, files)

    said = sorted([(await slack.sees(VEJLE)).text for _ in files])
    await slack.sees_nothing(VEJLE)

    assert said[0].startswith("Her kan jeg læse indsatser fra et regneark")
    assert "gennem sekretariatet" in said[0]
    assert said[1].startswith("a.xlsx, Vejle. Nye indsatser: 2.")
    assert said[2].startswith("b.csv, Vejle. Nye indsatser: 1.")


async def test_a_file_that_is_gone_when_one_presses_is_told(slack: Slack, vejle: Begin) -> None:
    message = slack.upload(VEJLE, "indsatser.xlsx", xlsx(*OWN))
    said = await slack.sees(VEJLE)
    slack.remove_files(message)

    await slack.press(VEJLE, said, KEEP)
    after = await slack.sees_changed(VEJLE, said, "Filen er slettet i Slack")

    assert after.buttons == {}
    assert await kept(vejle) == []


async def test_without_the_scope_it_is_said_who_can_mend_it(slack: Slack, vejle: Begin) -> None:
    slack.workspace.app.manifest["oauth_config"]["scopes"]["bot"].remove("files:read")

    said = await given(slack, xlsx(*OWN))

    assert "appen mangler rettigheden files:read" in said.everything


async def test_slack_that_is_away_for_a_moment_is_asked_again(slack: Slack, vejle: Begin) -> None:
    slack.break_method("files.info", status=503)

    said = await given(slack, xlsx(*OWN))

    assert said.text.startswith("indsatser.xlsx, Vejle. Nye indsatser: 2.")


async def test_who_may_not_speak_for_it_any_more_keeps_nothing(slack: Slack, vejle: Begin) -> None:
    said = await given(slack, xlsx(*OWN))
    await confirm(vejle, PEOPLE.replace("Vejle;koordinator", "Køge;koordinator"))

    await slack.press(VEJLE, said, KEEP)

    assert (await slack.sees(VEJLE)).text.startswith("En kommunes indsatser lægges ind")
    assert await kept(vejle) == []


async def test_what_was_told_is_forgotten_and_its_buttons_with_it(
    slack: Slack, vejle: Begin
) -> None:
    said = await given(slack, xlsx(*OWN))
    async with vejle() as session:
        assert await forget_sheets(session, changed_before=datetime.now(UTC) + timedelta(1)) == 1

    await slack.press(VEJLE, said, KEEP)

    await slack.sees_changed(VEJLE, said, "Send regnearket igen")
    assert await kept(vejle) == []
