from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from handlers.manifest import manifest
from playground import Playground, load
from playground.clocks import SlackTime


async def test_the_alliance_s_clock_is_read_and_moved_forwards(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    url = f"{playground.address}/clock"
    monday = datetime.now(UTC) + timedelta(days=6)

    async with http.post(url, json={"to": monday.isoformat()}) as answer:
        moved = datetime.fromisoformat((await answer.json())["now"])
    async with http.post(url, json={"by": 3600}) as answer:
        later = datetime.fromisoformat((await answer.json())["now"])

    assert abs(moved - monday) < timedelta(seconds=2)
    assert abs(later - monday - timedelta(hours=1)) < timedelta(seconds=2)


@pytest.mark.parametrize(
    ("body", "status"),
    [({"by": -60}, 409), ({"to": "2020-01-01T00:00:00+00:00"}, 409), ({}, 400), ({"to": "x"}, 400)],
)
async def test_it_does_not_run_backwards_nor_take_nonsense(
    playground: Playground, http: aiohttp.ClientSession, body: dict[str, object], status: int
) -> None:
    async with http.post(f"{playground.address}/clock", json=body) as answer:
        assert answer.status == status


async def test_slack_s_own_time_is_advanced_in_a_moment() -> None:
    time = SlackTime()
    before = time.now()

    time.advance(300)
    await time.sleep(0)

    assert time.now() - before >= 300


def test_timestamps_rise_even_within_a_microsecond() -> None:
    time = SlackTime()

    stamps = [time.next_ts() for _ in range(1_000)]

    assert stamps == sorted(set(stamps))


async def test_messages_and_timestamps_outlive_a_restart_even_one_in_mid_line(
    tmp_path: Path,
) -> None:
    file = tmp_path / "ledger.jsonl"
    first = Playground([load("alliance", manifest("da"))], ledger_file=file)
    acts = first.acts["T0DK2020"]
    assens = acts.workspace.person("Assens")
    said = acts.say(assens, "hej", acts.workspace.direct(assens))
    with file.open("a") as torn:
        torn.write('{"what": "posted", "mess')

    again = Playground([load("alliance", manifest("da"))], ledger_file=file)

    assert [m["text"] for m in again.messages.all("T0DK2020", "D0ASSENS")] == ["hej"]
    assert "D0ASSENS" in again.workspaces["T0DK2020"].channels
    assert again.time.next_ts() > said["ts"]


async def test_a_clock_that_was_moved_stays_so_and_no_line_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    first = Playground([load("alliance", manifest("da"))], ledger_file=file)
    await first.start()
    async with aiohttp.ClientSession() as http:
        await http.post(f"{first.address}/clock", json={"by": 7 * 86_400})
    acts = first.acts["T0DK2020"]
    assens = acts.workspace.person("Assens")
    acts.say(assens, "to\u2028linjer", acts.workspace.direct(assens))
    await first.stop()

    again = Playground([load("alliance", manifest("da"))], ledger_file=file)

    assert again.clock.now() - datetime.now(UTC) > timedelta(days=6)
    assert [m["text"] for m in again.messages.all("T0DK2020", "D0ASSENS")] == ["to\u2028linjer"]
