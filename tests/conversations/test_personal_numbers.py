"""Somebody writes a personal number to the bot: it is kept nowhere and said to nobody."""

import sqlite3
from contextlib import closing

import pytest

from bot.settings import Settings
from tests.conversations.slack import ALLIANCE, Said, Slack

NUMBER, ANOTHER = "010190-1234", "6112905678"
QUESTION = f"hvem er gode til vådområder? En lodsejer ({NUMBER}, før {ANOTHER}) spørger"
AS_KEPT = "hvem er gode til vådområder? En lodsejer ([cpr], før [cpr]) spørger"


def kept(settings: Settings) -> dict[str, str]:
    """All that each table holds."""
    file = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as database:
        names = [
            n for (n,) in database.execute("select name from sqlite_master where type='table'")
        ]
        return {name: str(database.execute(f'select * from "{name}"').fetchall()) for name in names}  # noqa: S608


def told(said: Said) -> str:
    return str(said.message)


async def test_it_is_in_no_table_no_message_and_no_log(
    slack: Slack, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.say("Assens", f"@Klimabot {QUESTION}", ALLIANCE)
    slack.say("Køge", QUESTION)
    await slack.command("Klimakoordinator, Vejle", f"/klima spørg {QUESTION}")

    answers = [
        await slack.sees("Assens", ALLIANCE),
        await slack.sees("Køge"),
        await slack.sees("Klimakoordinator, Vejle"),
    ]

    assert f"Du spurgte: {AS_KEPT}" in answers[-1].everything
    tables = kept(settings)
    assert tables["question"].count(AS_KEPT) == 3
    assert tables["inbox"].count("En lodsejer ([cpr], ") == 3
    logged = capsys.readouterr()
    everything = "\n".join([*tables.values(), *map(told, answers), logged.out, logged.err])
    assert not [number for number in (NUMBER, ANOTHER) if number in everything]


async def test_it_is_not_said_back_where_a_command_is_unknown(slack: Slack) -> None:
    await slack.command("Assens", f"/klima {NUMBER}")

    said = await slack.sees("Assens", ALLIANCE)

    assert "```/klima [cpr]```" in said.text
    assert NUMBER not in told(said)


async def test_a_number_alone_is_answered_like_any_question(slack: Slack) -> None:
    slack.say("Assens", NUMBER)

    said = await slack.sees("Assens")

    assert said.text.startswith("Det står ikke i kilderne.")
    assert NUMBER not in told(said)
