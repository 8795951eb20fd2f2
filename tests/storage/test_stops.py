"""Nothing is sent where nothing can be, or where the secretariat has paused it."""

from collections.abc import Collection

from sqlalchemy import update

from storage import delivery, stops
from storage.engine import Begin
from storage.models import DeliveryRow
from storage.models.trays import DeliveryState
from storage.terms import Role, StopScope
from tests.storage.builders import (
    ASSENS,
    CHANNEL,
    LONG,
    MONDAY,
    OTHER_WORKSPACE,
    SECRETARIAT,
    TEST,
    WORKSPACE,
    person,
)
from tests.storage.test_delivery import PROMPT, TS

ANSWER = PROMPT.of_kind("answer")
THEIRS = delivery.Wanted(**{**vars(PROMPT), "workspace": OTHER_WORKSPACE})


async def claimed(begin: Begin, unasked: Collection[str] = ()) -> set[tuple[str, str]]:
    async with begin() as session:
        for wanted in (PROMPT, ANSWER, THEIRS):
            await delivery.want(session, wanted)
        taken = await delivery.claim(
            session, TEST, owner="one", now=MONDAY, lease=LONG, limit=10, unasked=unasked
        )
    return {(message.workspace, message.kind) for message in taken}


async def stop(begin: Begin, scope: StopScope, reason: str = "token_revoked") -> bool:
    async with begin() as session:
        return await stops.stop(session, WORKSPACE, scope, reason, MONDAY)


async def test_a_stopped_workspace_is_passed_over_and_others_go_on(begin: Begin) -> None:
    await stop(begin, StopScope.EVERYTHING)

    assert await claimed(begin) == {(OTHER_WORKSPACE, "status.prompt")}


async def test_when_it_goes_on_nothing_was_lost(begin: Begin) -> None:
    await stop(begin, StopScope.EVERYTHING)
    await claimed(begin)
    async with begin() as session:
        assert await stops.go_on(session, WORKSPACE, StopScope.EVERYTHING)
        assert not await stops.go_on(session, WORKSPACE, StopScope.EVERYTHING)

    assert await claimed(begin) == {(WORKSPACE, "status.prompt"), (WORKSPACE, "answer")}


async def test_a_pause_holds_back_what_nobody_asked_for_alone(begin: Begin) -> None:
    await stop(begin, StopScope.UNASKED, "U0SEKRETARIAT")

    assert await claimed(begin, {"status.prompt"}) == {
        (WORKSPACE, "answer"),
        (OTHER_WORKSPACE, "status.prompt"),
    }


async def test_a_pause_keeps_nobody_from_changing_what_stands_there(begin: Begin) -> None:
    await claimed(begin)
    async with begin() as session:
        stands = {"state": DeliveryState.SENT, "channel": CHANNEL, "ts": TS}
        await session.execute(update(DeliveryRow).values(**stands))
        await delivery.want_again(session, WORKSPACE, PROMPT.occasion, PROMPT.kind)
    await stop(begin, StopScope.UNASKED, "U0SEKRETARIAT")

    assert await claimed(begin, {"status.prompt"}) == {(WORKSPACE, "status.prompt")}


async def test_what_the_killed_held_is_passed_over_too(begin: Begin) -> None:
    async with begin() as session:
        await delivery.want(session, PROMPT)
        await delivery.claim(session, TEST, owner="killed", now=MONDAY, lease=-LONG, limit=10)
    await stop(begin, StopScope.EVERYTHING)

    assert await claimed(begin) == {(OTHER_WORKSPACE, "status.prompt")}


async def test_the_first_reason_stands_and_the_secretariat_alone_reads_it(begin: Begin) -> None:
    assert await stop(begin, StopScope.EVERYTHING)
    assert not await stop(begin, StopScope.EVERYTHING, "invalid_auth")

    async with begin(read_only=True) as session:
        secretary = person(Role.SECRETARIAT, SECRETARIAT)
        expected = {StopScope.EVERYTHING: ("token_revoked", MONDAY)}
        for viewer in (TEST, secretary):
            assert await stops.stops(session, viewer, WORKSPACE) == expected
        coordinator = person(Role.COORDINATOR, ASSENS)
        assert await stops.stops(session, coordinator, WORKSPACE) == {}
        assert await stops.stops(session, TEST, OTHER_WORKSPACE) == {}
