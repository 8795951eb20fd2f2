"""Two colleagues at the same moment, on both databases: the work behind the window."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.alliance.account import may_review
from bot.asking.occasion import TAKEN_OVER
from bot.clock import Clock
from bot.status.catalogue.filling import Filled, as_it_is
from bot.status.catalogue.told import Outcome, Told, draft_about, note_about
from bot.status.catalogue.writing import ACTION_WRITTEN, TOLD_BEFORE, Writing, handed_in
from bot.status.lines.publishing import Publishing
from storage import actions, alliance, drafts, inbox
from storage.actions import Action, KeptAction
from storage.engine import Begin
from storage.inbox import ClaimedWork, Work
from storage.terms import Person, Phase, Role
from tests.storage.builders import KOEGE, LONG, MONDAY, TEST, WORKSPACE, person

CHARGERS = Action("Ladestandere", number="2", purpose="Flere skal lade.")


class Monday:
    def now(self) -> datetime:
        return MONDAY


async def who(workspace: str, user: str, clock: Clock) -> Person:
    return person(Role.COORDINATOR, KOEGE, user=user)


WRITING = Writing(who, may_review, Publishing(ZoneInfo("Europe/Copenhagen")))


@pytest.fixture
async def catalogue(begin: Begin) -> Begin:
    async with begin() as session:
        await alliance.save_organisation(session, KOEGE, [])
        await actions.add_action(session, KOEGE, CHARGERS, now=MONDAY)
    return begin


async def kept(begin: Begin) -> Sequence[KeptAction]:
    async with begin(read_only=True) as session:
        return await actions.actions_of(session, TEST)


def window(one: KeptAction | None, **words: str) -> Filled:
    shown = as_it_is(one, KOEGE.code, "da")
    return replace(shown, words={**shown.words, **words})


async def claimed(begin: Begin, windows: Mapping[str, Filled]) -> Sequence[ClaimedWork]:
    """What each of them handed in, as work that is theirs to do by now."""
    async with begin() as session:
        for user, filled in windows.items():
            payload = handed_in(user, filled)
            await inbox.record(session, Work(ACTION_WRITTEN, user, WORKSPACE, MONDAY, payload))
        taken = {"owner": "test", "now": MONDAY, "lease": LONG, "limit": 9}
        return await inbox.claim(session, TEST, **taken)  # type: ignore[arg-type]


async def done(begin: Begin, works: Sequence[ClaimedWork]) -> Sequence[str]:
    return await asyncio.gather(*(WRITING.written(work, Monday(), begin) for work in works))


async def told(begin: Begin, user: str) -> Told:
    async with begin(read_only=True) as session:
        note = await drafts.find_draft(session, TEST, WORKSPACE, user, note_about(user))
    assert note is not None
    return Told.from_json(note)


async def test_of_two_new_ones_with_one_number_one_is_kept(catalogue: Begin) -> None:
    windows = {u: window(None, title=f"Skov {u}", number="7") for u in ("U0A", "U0B")}

    ended = await done(catalogue, await claimed(catalogue, windows))

    assert sorted(ended) == [Outcome.ADDED, Outcome.TAKEN]
    assert len(await kept(catalogue)) == 2
    refused = ("U0A", "U0B")[ended.index(Outcome.TAKEN)]
    async with catalogue(read_only=True) as session:
        about = draft_about("new")
        draft = await drafts.find_draft(session, TEST, WORKSPACE, refused, about)
    assert draft is not None
    assert Filled.from_json(draft) == windows[refused]


async def test_two_changes_at_the_same_moment_are_both_kept(catalogue: Begin) -> None:
    [one] = await kept(catalogue)
    windows = {
        "U0A": window(one, phase="done"),
        "U0B": window(one, purpose="Midtbyen.", phase="done"),
        "U0C": window(one, sector="trafik", phase="idea"),
    }

    ended = await done(catalogue, await claimed(catalogue, windows))

    assert set(ended) == {Outcome.CHANGED}
    [after] = await kept(catalogue)
    assert (after.action.purpose, after.action.sector) == ("Midtbyen.", "trafik")
    quoted = [(await told(catalogue, user)).was for user in windows]
    assert after.action.phase in (Phase.DONE, Phase.IDEA)
    assert any(said.get("phase") for said in quoted), "one of them wrote over another's"


async def test_a_number_that_a_closed_one_has_is_taken(catalogue: Begin) -> None:
    [one] = await kept(catalogue)
    async with catalogue() as session:
        await actions.change_action(session, one, CHARGERS, now=MONDAY, is_closed=True)

    new = {"U0A": window(None, title="Delebiler", number="2")}
    assert await done(catalogue, await claimed(catalogue, new)) == [Outcome.TAKEN]
    assert (await told(catalogue, "U0A")).other == "2 Ladestandere"


async def test_done_twice_it_is_kept_once(catalogue: Begin) -> None:
    [first] = await claimed(catalogue, {"U0A": window(None, title="Delebiler")})
    assert await done(catalogue, [first]) == [Outcome.ADDED]
    async with catalogue() as session:  # the process died before it could settle
        await inbox.give_back(session, first, due=MONDAY)
        taken = {"owner": "other", "now": MONDAY, "lease": LONG, "limit": 9}
        [again] = await inbox.claim(session, TEST, **taken)  # type: ignore[arg-type]

    assert await done(catalogue, [again, first]) == [TOLD_BEFORE, TAKEN_OVER]
    assert len(await kept(catalogue)) == 2

    async with catalogue() as session:
        await WRITING.give_up(session, again, Monday())
        about = draft_about("new")
        assert not await drafts.find_draft(session, TEST, WORKSPACE, "U0A", about)
    assert (await told(catalogue, "U0A")).outcome is Outcome.ADDED


async def test_what_is_given_up_is_a_draft_of_whoever_wrote_it(catalogue: Begin) -> None:
    filled = window(None, title="Delebiler")
    [work] = await claimed(catalogue, {"U0A": filled})

    async with catalogue() as session:
        await WRITING.give_up(session, work, Monday())
        about = draft_about("new")
        mine = await drafts.find_draft(session, person(user="U0A"), WORKSPACE, "U0A", about)
        yours = await drafts.find_draft(session, person(user="U0B"), WORKSPACE, "U0A", about)

    assert mine is not None
    assert Filled.from_json(mine) == filled
    assert yours is None
    assert (await told(catalogue, "U0A")).outcome is Outcome.FAILED
