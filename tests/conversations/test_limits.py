"""Beyond a limit the sources' own words are the answer, with the reason: nobody meets silence."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.app import running
from bot.settings import Settings
from playground import Playground
from storage.engine import Begin
from tests.conversations import test_model
from tests.conversations.slack import ALLIANCE, Slack
from tests.conversations.test_model import NEUTRAL, QUESTION, TARGET, is_over, says
from tests.conversations.test_ways_in import home_of
from tests.model_server import Behaviour, ModelServer

server, with_model = test_model.server, test_model.with_model

COORDINATOR, COLLEAGUE = "Klimakoordinator, Vejle", "Udvalgsmedlem, Vejle"
ENGLISH = "@Klimabot what is the target of Køge for 2030?"
PERSON_SPENT = "Du har brugt det, du må bruge af sprogmodellen i denne måned"
PERSON_BUSY = "Jeg er i gang med dine andre spørgsmål"
OTHERS_SPENT = "Du og dine kolleger har tilsammen brugt det"
OTHERS_BUSY = "Jeg er i gang med flere spørgsmål fra dine kolleger"


@pytest.fixture
def limits(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What a test sets otherwise than usual."""
    return dict(request.param)


@pytest.fixture
async def slack(
    playground: Playground, with_model: Settings, knowledge: Begin, limits: dict[str, Any]
) -> AsyncIterator[Slack]:
    changed = {f"klimabot_{name}": value for name, value in limits.items()}
    async with running(with_model.model_copy(update=changed)):
        yield Slack(playground)


def limited(**limits: int) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("limits", [limits], indirect=True, ids=[""])


@limited(tokens_per_person=100)
async def test_whoever_has_used_their_tokens_reads_the_sources_and_why(
    slack: Slack, server: ModelServer
) -> None:
    slack.say("Assens", QUESTION, ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert said.everything.startswith(PERSON_SPENT)
    assert "fra den 1.; skriv til sekretariatet" in said.everything
    assert "Her er det, jeg fandt i kilderne:" in said.everything
    assert TARGET in said.everything
    assert server.asked == []


@limited(tokens_per_person=100)
async def test_in_english_it_is_said_in_english(slack: Slack) -> None:
    slack.say("C40", ENGLISH, ALLIANCE)

    said = await slack.sees("C40", ALLIANCE)

    assert "You have used all that you may use of the language model" in said.everything


@limited(tokens_per_person=100)
async def test_what_is_not_in_the_sources_is_said_with_the_reason_too(slack: Slack) -> None:
    slack.say("Assens", "@Klimabot hvor skal topmødet holdes næste år?", ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert said.everything.startswith("Det står ikke i kilderne.")
    assert PERSON_SPENT in said.everything


@limited(tokens_per_person=100)
async def test_what_the_register_knows_is_never_refused(slack: Slack) -> None:
    slack.say("Assens", "@Klimabot er Køge med?", ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert said.text == "Ja, Køge er med i DK2020-klimaalliancen."


@limited(tokens_per_municipality=8_200)
async def test_a_municipality_that_has_used_its_tokens_does_not_stand_in_another_s_way(
    slack: Slack, server: ModelServer
) -> None:
    server.prompt = 2_420
    for person in (COORDINATOR, COLLEAGUE, COORDINATOR):
        slack.say(person, QUESTION, ALLIANCE)
        await says(await slack.sees(person, ALLIANCE), NEUTRAL)
    slack.say(COLLEAGUE, QUESTION, ALLIANCE)
    refused = await slack.sees(COLLEAGUE, ALLIANCE)
    slack.say("Køge", QUESTION, ALLIANCE)
    answered = await slack.sees("Køge", ALLIANCE)

    assert refused.everything.startswith(OTHERS_SPENT)
    assert TARGET in refused.everything
    await says(answered, NEUTRAL)


@limited(tokens_per_person=4_000)
async def test_in_the_new_month_the_model_answers_again(slack: Slack, server: ModelServer) -> None:
    server.prompt = 3_300
    slack.say("Assens", QUESTION, ALLIANCE)
    await says(await slack.sees("Assens", ALLIANCE), NEUTRAL)
    slack.say("Assens", QUESTION, ALLIANCE)
    assert PERSON_SPENT in (await slack.sees("Assens", ALLIANCE)).everything

    slack.playground.clock.move_by(timedelta(days=31))
    await asyncio.sleep(0.4)  # until the bot has looked at it
    slack.say("Assens", QUESTION, ALLIANCE)

    await says(await slack.sees("Assens", ALLIANCE), NEUTRAL)


@limited(questions_per_person=1)
async def test_of_two_questions_at_once_one_is_answered_from_the_sources(
    slack: Slack, server: ModelServer
) -> None:
    server.behaviour = Behaviour(between=0.06)
    slack.say("Assens", QUESTION, ALLIANCE)
    growing = await slack.sees("Assens", ALLIANCE)
    slack.say("Assens", QUESTION, ALLIANCE)
    slack.say("Køge", QUESTION, ALLIANCE)

    found = [await slack.sees("Assens", ALLIANCE) for _ in range(2)]

    [refused] = [said for said in found if PERSON_BUSY in said.everything]
    [other] = [said for said in found if said is not refused]
    assert TARGET in refused.everything
    await says(growing, NEUTRAL)
    await says(other, NEUTRAL)
    await is_over(growing)
    await is_over(other)
    server.behaviour = Behaviour()
    slack.say("Assens", QUESTION, ALLIANCE)
    await says(await slack.sees("Assens", ALLIANCE), NEUTRAL)


@limited(questions_per_municipality=1)
async def test_colleagues_wait_for_each_other(slack: Slack, server: ModelServer) -> None:
    server.behaviour = Behaviour(between=0.06)
    slack.say(COORDINATOR, QUESTION, ALLIANCE)
    await slack.sees(COORDINATOR, ALLIANCE)
    slack.say(COLLEAGUE, QUESTION, ALLIANCE)

    said = await slack.sees(COLLEAGUE, ALLIANCE)

    assert said.everything.startswith(OTHERS_BUSY)
    assert TARGET in said.everything


@limited(tokens_per_person=3_200)
async def test_its_own_page_tells_the_secretariat_what_is_used_and_others_their_own(
    slack: Slack, server: ModelServer
) -> None:
    server.behaviour = Behaviour(between=0.01, cut=32)  # so all that was set aside is used
    slack.say("Assens", QUESTION, ALLIANCE)
    await says(await slack.sees("Assens", ALLIANCE), "Jeg blev afbrudt her")

    seen = {
        person: (await home_of(slack, person)).everything
        for person in ("Assens", "Køge", "Sekretariatet")
    }

    assert "af det, du må bruge af sprogmodellen i denne måned" in seen["Assens"]
    assert "Sprogmodellen har brugt" in seen["Sekretariatet"]
    assert "En kommune eller partner må bruge 1.000.000." in seen["Sekretariatet"]
    assert "Assens Kommune: " in seen["Sekretariatet"]
    assert "sprogmodel" not in seen["Køge"].lower()
    assert "tokens" not in seen["Assens"]
