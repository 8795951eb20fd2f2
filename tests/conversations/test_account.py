"""'Det siger Klimabot om jer': a municipality confirms, mends and hides what we say of it."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text

from prompts.dates import source_date
from storage.engine import Begin
from tests.conversations.slack import ALLIANCE, PATIENCE, Said, Slack
from tests.conversations.test_asking import ASSENS_SAYS, SOURCE
from tests.conversations.test_rights import confirm
from tests.conversations.test_ways_in import DIRECTLY, WETLANDS, home_of

ASSENS, VEJLE = "Klimakoordinator, Assens", "Klimakoordinator, Vejle"
COLUMNS = "email;organisation;role\n"
OF_ASSENS = f"{COLUMNS}klimakoordinator@assens.dk;Assens;koordinator\n"
OF_VEJLE = f"{COLUMNS}klimakoordinator@vejle.dk;Vejle;koordinator\n"
WETLAND = "Vådområder og skovrejsning"  # the heading of that claim
OURS = "de er rigtig gode til at lave vådområder"
THEIRS = "Assens Kommune har lavet 120 hektar vådområder siden 2019 og deler gerne erfaringerne."
UNCONFIRMED = f"{SOURCE}, ikke bekræftet af kommunen"


async def confirmed(begin: Begin) -> None:
    await confirm(begin, OF_ASSENS)


async def read_by(slack: Slack, person: str, words: str = "/klima kommune", pages: int = 1) -> Said:
    """What somebody reads, leafed to that page."""
    await slack.command(person, words)
    assert (await slack.sees(person, ALLIANCE)).text == DIRECTLY
    said = await slack.sees(person)
    for _ in range(pages - 1):
        await slack.press(person, said, "Vis flere")
        said = await slack.sees(person)
    return said


async def changes_to(said: Said, words: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while words not in said.everything:
            await asyncio.sleep(0.02)


async def answer_to(slack: Slack, person: str, question: str = WETLANDS) -> str:
    slack.say(person, question)
    return (await slack.sees(person)).everything


async def reviews(begin: Begin) -> list[Any]:
    async with begin(read_only=True) as session:
        return list((await session.execute(text('select verdict, "user" from review'))).all())


async def mended(slack: Slack, said: Said, words: str = THEIRS) -> None:
    await slack.press(ASSENS, said, "Ret", WETLAND)
    await slack.sees_modal(ASSENS)
    assert await slack.submit(ASSENS, {"Det rigtige er": words}) is None
    await changes_to(said, "jeres egne ord, som jeg nu svarer med")


async def test_a_coordinator_reads_what_klimabot_says_of_them_page_by_page(
    slack: Slack, knowledge: Begin
) -> None:
    await confirmed(knowledge)

    first = await read_by(slack, ASSENS)
    assert first.everything.startswith("*Det siger Klimabot om jer (1 af 3)*")
    assert "mindst 70 pct. i 2030" in first.everything
    assert first.everything.count("ikke bekræftet") == 8
    assert {"Passer", "Ret", "Skjul", "Vis flere"} == set(first.buttons)

    await slack.press(ASSENS, first, "Vis flere")
    second = await slack.sees(ASSENS)
    await slack.press(ASSENS, second, "Vis flere")
    third = await slack.sees(ASSENS)
    assert second.everything.startswith("*Det siger Klimabot om jer (2 af 3)*")
    assert "Vis flere" not in third.buttons
    assert third.everything.count("Det fremgår ikke af kilderne") > 1


async def test_what_nobody_has_confirmed_is_marked_so_in_answers(slack: Slack) -> None:
    assert UNCONFIRMED in await answer_to(slack, VEJLE)
    assert "bekræftet" not in await answer_to(slack, VEJLE, "Hvad betyder manko?")


async def test_what_fits_is_marked_as_confirmed(slack: Slack, knowledge: Begin) -> None:
    await confirmed(knowledge)
    said = await read_by(slack, ASSENS, pages=2)

    await slack.press(ASSENS, said, "Passer", WETLAND)

    month = source_date(f"{slack.playground.clock.now():%Y-%m}", "da")
    await changes_to(said, f"bekræftet, {month}")
    answer = await answer_to(slack, VEJLE)
    assert f"{SOURCE}, bekræftet af Assens Kommune, {month}" in answer
    assert ASSENS_SAYS in answer


async def test_what_is_hidden_nobody_finds_until_it_is_shown_again(
    slack: Slack, knowledge: Begin
) -> None:
    await confirmed(knowledge)
    said = await read_by(slack, ASSENS, pages=2)

    await slack.press(ASSENS, said, "Skjul", WETLAND)
    await changes_to(said, "skjult, så ingen finder det")
    assert OURS not in await answer_to(slack, VEJLE)
    assert OURS not in await answer_to(slack, ASSENS)
    assert OURS not in (await read_by(slack, VEJLE, "/klima kommune Assens", pages=2)).everything
    assert OURS in said.everything

    await slack.press(ASSENS, said, "Vis igen", WETLAND)
    async with asyncio.timeout(PATIENCE):
        while "Vis igen" in said.buttons:
            await asyncio.sleep(0.02)
    assert UNCONFIRMED in await answer_to(slack, VEJLE)
    assert await reviews(knowledge) == []


async def test_what_is_mended_is_found_with_its_owner_and_its_date(
    slack: Slack, knowledge: Begin
) -> None:
    await confirmed(knowledge)
    said = await read_by(slack, ASSENS, pages=2)
    await slack.press(ASSENS, said, "Ret", WETLAND)
    window = await slack.sees_modal(ASSENS)
    assert window.title == "Ret det, jeg siger"
    assert OURS in str(window.blocks)

    await slack.submit(ASSENS, {"Det rigtige er": THEIRS})

    await changes_to(said, THEIRS)
    today = source_date(slack.playground.clock.now().date().isoformat(), "da")
    source = f"Assens Kommune, Egen rettelse om Assens: Vådområder og skovrejsning, {today}"
    answer = await answer_to(slack, VEJLE)
    assert THEIRS in answer
    assert source in answer
    assert f"{source}, " not in answer, "the municipality's own words need no confirming"
    assert OURS not in answer
    others = await read_by(slack, VEJLE, "/klima kommune Assens", pages=3)
    assert f"Egen rettelse om Assens: Vådområder og skovrejsning, {today}" in others.everything


async def test_it_can_be_mended_again_and_taken_back(slack: Slack, knowledge: Begin) -> None:
    await confirmed(knowledge)
    said = await read_by(slack, ASSENS, pages=2)
    await mended(slack, said)

    await slack.press(ASSENS, said, "Ret", WETLAND)
    assert THEIRS in str((await slack.sees_modal(ASSENS)).blocks)
    await slack.submit(ASSENS, {"Det rigtige er": THEIRS.replace("120", "140")})
    await changes_to(said, "140 hektar")
    again = await answer_to(slack, VEJLE)
    assert "140 hektar" in again
    assert "120 hektar" not in again

    await slack.press(ASSENS, said, "Tag rettelsen tilbage", WETLAND)
    await changes_to(said, OURS)
    back = await answer_to(slack, VEJLE)
    assert UNCONFIRMED in back
    assert "hektar" not in back


async def test_a_personal_number_in_a_correction_goes_no_further(
    slack: Slack, knowledge: Begin
) -> None:
    await confirmed(knowledge)
    said = await read_by(slack, ASSENS, pages=2)

    await mended(slack, said, f"{THEIRS} Ring til 0101\u200b90-1234.")

    assert "Ring til [cpr]" in said.everything
    async with knowledge(read_only=True) as session:
        for table in ("inbox", "passage"):
            rows = (await session.execute(text(f"SELECT * FROM {table}"))).all()  # noqa: S608
            assert "90-1234" not in str(rows)


async def test_a_correction_of_nothing_says_so(slack: Slack, knowledge: Begin) -> None:
    await confirmed(knowledge)
    said = await read_by(slack, ASSENS)
    await slack.press(ASSENS, said, "Ret")
    await slack.sees_modal(ASSENS)

    left = await slack.submit(ASSENS, {"Det rigtige er": " \n "})

    assert left is not None
    assert left.errors == {"Det rigtige er": "Skriv, hvad der er rigtigt."}


async def test_a_press_that_is_delivered_twice_counts_once(
    slack: Slack, knowledge: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    await confirmed(knowledge)
    said = await read_by(slack, ASSENS)
    once = slack.acts.deliveries.once

    async def twice(*told: Any) -> Any:
        await once(*told)
        return await once(*told)

    monkeypatch.setattr(slack.acts.deliveries, "once", twice)
    await slack.press(ASSENS, said, "Passer")
    await changes_to(said, " · bekræftet, ")

    assert await reviews(knowledge) == [("confirmed", "U0ASSENS")]
    async with knowledge(read_only=True) as session:
        kinds = list(await session.scalars(text("select kind from inbox")))
    assert kinds == ["account.asked", "claim.reviewed"]


@pytest.mark.parametrize("person", ["Projektleder, Realdania", "Udvalgsmedlem", "Sekretariatet"])
async def test_others_read_without_buttons(slack: Slack, knowledge: Begin, person: str) -> None:
    members = f"{COLUMNS}projektleder@realdania.dk;Realdania;partner\n"
    await confirm(knowledge, f"{members}udvalgsmedlem@vejle.dk;Vejle;politiker\n")
    slack.say(person, "kommune Vejle")

    said = await slack.sees(person)

    assert "Kun kommunens egen koordinator" in said.everything
    assert set(said.buttons) == {"Vis flere"}


async def test_a_coordinator_whom_nobody_has_confirmed_reads_without_buttons(slack: Slack) -> None:
    said = await read_by(slack, ASSENS)

    assert said.everything.startswith("*Det siger Klimabot om jer")
    assert set(said.buttons) == {"Vis flere"}


@pytest.mark.parametrize("label", ["Passer", "Ret"])
async def test_whoever_is_coordinator_no_more_cannot_press(
    slack: Slack, knowledge: Begin, label: str
) -> None:
    await confirmed(knowledge)
    said = await read_by(slack, ASSENS)
    await confirm(knowledge, OF_ASSENS.replace("koordinator\n", "politiker\n"))

    await slack.press(ASSENS, said, label)

    assert (await slack.sees(ASSENS)).text.startswith("Kun kommunens egen koordinator")
    assert await reviews(knowledge) == []


async def test_the_municipality_s_others_see_what_is_hidden(slack: Slack, knowledge: Begin) -> None:
    await confirm(knowledge, f"{OF_VEJLE}udvalgsmedlem@vejle.dk;Vejle;politiker\n")
    said = await read_by(slack, VEJLE)
    await slack.press(VEJLE, said, "Skjul")
    await changes_to(said, "skjult, så ingen finder det")

    assert "skjult, så ingen" in (await read_by(slack, "Udvalgsmedlem")).everything
    assert "skjult" not in (await read_by(slack, ASSENS, "/klima kommune Vejle")).everything


@pytest.mark.parametrize("words", ["kommune", "municipality"])
async def test_who_has_no_municipality_is_told_what_to_write(slack: Slack, words: str) -> None:
    slack.say("C40", words)

    assert "`/klima " in (await slack.sees("C40")).text


async def test_a_municipality_that_is_not_in_the_alliance_is_asked_back(slack: Slack) -> None:
    said = await read_by(slack, VEJLE, "/klima kommune Odense")

    assert said.text.startswith("Skriv, hvilken af alliancens kommuner du mener")


async def test_who_belongs_nowhere_is_told_how_to_get_in(slack: Slack) -> None:
    slack.say("Rådgiver", "kommune Vejle")

    assert (await slack.sees("Rådgiver")).text.startswith("Jeg kan ikke se, hvilken kommune")


async def test_by_mention_it_comes_directly_and_a_question_stays_one(slack: Slack) -> None:
    slack.say(VEJLE, "@Klimabot kommune Høje Taastrup", ALLIANCE)
    said = await slack.sees(VEJLE)
    assert said.everything.startswith("*Det siger Klimabot om Høje-Taastrup (1 af 3)*")
    await slack.sees_nothing(VEJLE, ALLIANCE)

    slack.say(VEJLE, "@Klimabot kommune Assens, er de gode til vådområder?", ALLIANCE)
    assert SOURCE in (await slack.sees(VEJLE, ALLIANCE)).everything


async def test_the_page_has_a_button_for_those_with_a_municipality(slack: Slack) -> None:
    await slack.choose(ASSENS, await home_of(slack, ASSENS), "Det siger Klimabot om jer")

    assert (await slack.sees(ASSENS)).everything.startswith("*Det siger Klimabot om jer")
    assert "om jer" not in (await home_of(slack, "Realdania")).everything
