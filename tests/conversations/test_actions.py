"""`/klima indsatser`: what a municipality does, page by page, to whoever may see it."""

from dataclasses import replace

import pytest

from storage import actions, alliance
from storage.actions import INDIRECT, Action, Effect
from storage.engine import Begin
from storage.terms import Phase, System, Visibility
from tests.conversations.slack import ALLIANCE, Said, Slack
from tests.conversations.test_rights import confirm
from tests.conversations.test_ways_in import DIRECTLY, home_of
from tests.storage.builders import MONDAY

VEJLE, KOEGE, PARTNER = "Klimakoordinator, Vejle", "Køge", "Realdania"
PEOPLE = "email;organisation;role\nklimakoordinator@vejle.dk;Vejle;koordinator\n"
CHARGERS = Action(
    "Ladestandere ved rådhuset",
    number="2",
    sector="transport",
    phase=Phase.IN_PROGRESS,
    effect=Effect(1250.5),
)


async def known(begin: Begin, *told: Action, owner: str = "Vejle") -> None:
    await confirm(begin, PEOPLE)
    async with begin() as session:
        municipality = await alliance.get_organisation(session, System("tests"), owner)
        for action in told:
            await actions.add_action(session, municipality, action, now=MONDAY)


async def read_by(slack: Slack, person: str, words: str = "/klima indsatser") -> Said:
    await slack.command(person, words)
    assert (await slack.sees(person, ALLIANCE)).text == DIRECTLY
    return await slack.sees(person)


async def test_a_coordinator_reads_their_own_actions_in_order(
    slack: Slack, knowledge: Begin
) -> None:
    taught = Action("Klimaundervisning", number="10", effect=INDIRECT)
    await known(knowledge, taught, CHARGERS, Action("Skovrejsning"))

    said = await read_by(slack, VEJLE)

    assert said.everything.startswith("*Indsatser i Vejle: 3*")
    assert "2 Ladestandere ved rådhuset\ni gang · 1.250,5 ton CO2e om året · transport\n" in (
        said.everything
    )
    places = [said.everything.index(title) for title in ("Ladestandere", "Klimaun", "Skovrej")]
    assert places == sorted(places)
    assert "indirekte" in said.everything


@pytest.mark.parametrize("words", ["indsatser Vejle", "actions vejle kommune"])
async def test_others_are_read_by_name_and_in_a_direct_message(
    slack: Slack, knowledge: Begin, words: str
) -> None:
    await known(knowledge, CHARGERS)

    slack.say(KOEGE, words)

    assert "2 Ladestandere ved rådhuset" in (await slack.sees(KOEGE)).everything


async def test_a_municipality_s_own_is_seen_by_nobody_else(slack: Slack, knowledge: Begin) -> None:
    shared = replace(CHARGERS, title="Delebiler", number="3", visibility=Visibility.MUNICIPALITIES)
    own = replace(CHARGERS, title="Jordkøb", number="4", visibility=Visibility.OWN)
    await known(knowledge, CHARGERS, shared, own)

    ours = await read_by(slack, VEJLE)
    partner = await read_by(slack, PARTNER, "/klima indsatser Vejle")

    assert ours.everything.startswith("*Indsatser i Vejle: 3*")
    assert partner.everything.startswith("*Indsatser i Vejle: 1*")
    assert "Jordkøb" not in partner.everything
    assert "Delebiler" not in partner.everything


async def test_each_says_where_it_is_known_from(slack: Slack, knowledge: Begin) -> None:
    page = "https://www.vejle.dk/klima"
    await known(
        knowledge,
        replace(CHARGERS, source=page),
        Action("Skovrejsning", source="klimaplan s. 12"),
        Action("Delebiler", source="https://[vejle"),
    )

    said = await read_by(slack, VEJLE)

    assert "transport · vejle.dk" in said.everything
    assert page in str(said.message["blocks"])
    assert "Skovrejsning\nklimaplan s. 12" in said.everything
    assert "https://[vejle" in said.everything


async def test_fifty_three_actions_are_read_page_by_page(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge, *(Action(f"Indsats {n}", number=str(n)) for n in range(1, 54)))

    first = await read_by(slack, VEJLE)
    await slack.press(VEJLE, first, "Vis flere")
    second = await slack.sees(VEJLE)
    await slack.press(VEJLE, second, "Vis flere")
    third = await slack.sees(VEJLE)
    await slack.press(VEJLE, third, "Vis flere")
    last = await slack.sees(VEJLE)

    assert first.everything.startswith("*Indsatser i Vejle: 53 (side 1 af 4)*")
    assert "16 Indsats 16" in second.everything
    assert "53 Indsats 53" in last.everything
    assert "Vis flere" not in last.buttons


async def test_it_can_be_asked_for_from_klimabots_own_page(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge, CHARGERS)

    await slack.choose(VEJLE, await home_of(slack, VEJLE), "Vores indsatser")

    assert (await slack.sees(VEJLE)).everything.startswith("*Indsatser i Vejle: 1*")


async def test_what_is_not_known_is_said(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge)

    nothing = await read_by(slack, VEJLE)
    whose = await read_by(slack, PARTNER)

    assert nothing.text.startswith("Jeg kender endnu ingen indsatser i Vejle. Tryk på Tilføj")
    assert list(nothing.buttons) == ["Tilføj en indsats", "Hent som regneark"]
    assert whose.text.startswith("Skriv, hvilken af alliancens kommuner du mener")


async def test_a_question_that_begins_with_the_word_is_a_question(slack: Slack) -> None:
    slack.say(VEJLE, "indsatser mod skybrud, hvem har dem?")

    assert not (await slack.sees(VEJLE)).text.startswith("Indsatser i")


@pytest.mark.parametrize("title", ["<!channel> *fed* <https://x.dk|her>", "a" * 150, "‮omvendt"])
async def test_what_somebody_wrote_is_shown_as_words(
    slack: Slack, knowledge: Begin, title: str
) -> None:
    long = replace(CHARGERS, title=title, sector="s" * 150, source=f"https://x.dk/{'k' * 280}")
    await known(knowledge, *(replace(long, number=str(n)) for n in range(15)))

    said = await read_by(slack, VEJLE)

    assert said.everything.startswith("*Indsatser i Vejle: 15*")
    assert "‮" not in said.everything
    told = {b["type"] for b in said.message["blocks"]}
    assert told <= {"section", "rich_text", "context", "actions"}


TAUGHT = Action("Klimaundervisning", number="10", purpose="Børn lærer om vådområder og el.")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ladestander", "2 Ladestandere ved rådhuset"),
        ("LADE", "2 Ladestandere ved rådhuset"),
        ("vådområde", "10 Klimaundervisning"),
        ("10", "10 Klimaundervisning"),
        ("Vejle transport rådhus", "2 Ladestandere ved rådhuset"),
    ],
)
async def test_actions_are_found_by_what_they_are_about(
    slack: Slack, knowledge: Begin, words: str, found: str
) -> None:
    await known(knowledge, CHARGERS, TAUGHT)

    said = await read_by(slack, VEJLE, f"/klima indsatser {words}")

    assert said.text == f"Indsatser i Vejle med ”{words.removeprefix('Vejle ')}”: 1"
    assert f": 1{found}\n" in said.everything
    assert "Vis alle indsatser" in said.buttons


@pytest.mark.parametrize("person", [VEJLE, KOEGE])
async def test_they_are_found_by_mention_and_message_too(
    slack: Slack, knowledge: Begin, person: str
) -> None:
    await known(knowledge, CHARGERS, TAUGHT)

    slack.say(person, "@Klimabot indsatser Vejle ladestandere", ALLIANCE)
    mentioned = await slack.sees(person)
    slack.say(person, "indsatser Vejle ladestandere")
    said = await slack.sees(person)

    assert mentioned.everything == said.everything
    assert said.text == "Indsatser i Vejle med ”ladestandere”: 1"


async def test_where_nothing_is_found_the_whole_list_is_offered(
    slack: Slack, knowledge: Begin
) -> None:
    await known(knowledge, CHARGERS, TAUGHT)

    said = await read_by(slack, VEJLE, "/klima indsatser Vejle <!channel>*brint*")
    await slack.press(VEJLE, said, "Vis alle indsatser")

    assert said.everything.startswith("Jeg finder ingen indsats i Vejle med ”<!channel>*brint*”.")
    assert {b["type"] for b in said.blocks} == {"rich_text", "actions"}
    assert (await slack.sees(VEJLE)).text == "Indsatser i Vejle: 2"


async def test_what_was_found_is_read_page_by_page(slack: Slack, knowledge: Begin) -> None:
    many = (Action(f"Skov {n}", number=f"S{n}") for n in range(1, 21))
    await known(knowledge, CHARGERS, *many)

    first = await read_by(slack, VEJLE, "/klima indsatser skov")
    await slack.press(VEJLE, first, "Vis flere")

    assert first.text == "Indsatser i Vejle med ”skov”: 20 (side 1 af 2)"
    assert (await slack.sees(VEJLE)).text == "Indsatser i Vejle med ”skov”: 20 (side 2 af 2)"


async def test_a_question_about_actions_is_a_question(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge, CHARGERS)

    slack.say(VEJLE, "indsatser mod vådområder, hvem er gode til dem?")

    assert "Indsatser i" not in (await slack.sees(VEJLE)).text
