"""Writing by turns: in line, the urgent first, and nobody who left keeps the others waiting."""

import asyncio

import pytest

from storage.turns import Turns


class Line:
    """Who had a turn, in order; each who comes waits until the door opens."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.had = list[str]()
        self.door = asyncio.Event()

    async def stand(self, who: str, *, urgent: bool = False) -> None:
        async with self.turns.turn(urgent=urgent):
            self.had.append(who)
            await self.door.wait()


async def comes(line: Line, who: str, *, urgent: bool = False) -> asyncio.Task[None]:
    task = asyncio.create_task(line.stand(who, urgent=urgent))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return task


async def test_one_at_a_time_as_they_came_and_the_urgent_before_those_who_wait() -> None:
    line = Line()
    tasks = [await comes(line, "first"), await comes(line, "second"), await comes(line, "third")]
    tasks.append(await comes(line, "urgent", urgent=True))
    assert line.had == ["first"]

    line.door.set()
    await asyncio.gather(*tasks)

    assert line.had == ["first", "urgent", "second", "third"]


@pytest.mark.parametrize("called", [False, True], ids=["waiting", "just called"])
async def test_who_gives_up_passes_the_turn_on(called: bool) -> None:
    line = Line()
    first, second = await comes(line, "first"), await comes(line, "second")
    third = await comes(line, "third")

    if called:
        first.cancel()
        second.cancel()
    else:
        second.cancel()
        line.door.set()
    line.door.set()
    await asyncio.gather(first, second, third, return_exceptions=True)

    assert line.had == ["first", "third"]
    await asyncio.wait_for(line.stand("fourth"), 1)


async def test_what_fails_in_its_turn_ends_it() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="fejl"):
        async with turns.turn():
            raise ValueError("fejl")

    async with asyncio.timeout(1), turns.turn():
        pass
