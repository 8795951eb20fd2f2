"""Killed between fetching a sheet and keeping it, the bot keeps it once when it is back."""

import asyncio
from copy import deepcopy

import pytest

from storage import actions
from storage.engine import Begin
from storage.terms import System
from tests.conversations.slack import Said
from tests.conversations.test_rights import confirm
from tests.conversations.test_sheets import KEEP, OWN, PEOPLE, VEJLE, xlsx
from tests.faults.scene import PATIENCE, Scene

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
ROUNDS = 2  # as many deaths as do not yet make it give up


def kill_as_it_is_fetched(scene: Scene) -> None:
    """Once: the content is on its way, and nobody is left to take it."""
    files = scene.slack.acts.files

    def served(id_: str) -> bytes:
        del vars(files)["content"]
        scene.kill()
        return files.content(id_)

    scene.killed.clear()
    vars(files)["content"] = served


async def test_a_sheet_is_kept_once_whatever_dies(scene: Scene, begin: Begin) -> None:
    await confirm(begin, PEOPLE)
    await scene.bots.start()
    scene.slack.upload(VEJLE, "indsatser.xlsx", xlsx(*OWN))
    said = Said(deepcopy((await scene.slack.sees(VEJLE, within=PATIENCE)).message))

    for number in range(ROUNDS):
        kill_as_it_is_fetched(scene)
        if number == 0:
            await scene.slack.press(VEJLE, said, KEEP)
        else:
            await scene.bots.start()
        await asyncio.wait_for(scene.killed.wait(), PATIENCE)
        await scene.bots.buried()
        async with begin(read_only=True) as session:
            assert await actions.actions_of(session, System("tests")) == []
    await scene.bots.start()

    await scene.slack.sees_changed(VEJLE, said, "er lagt ind for Vejle", within=PATIENCE)
    await scene.slack.sees_nothing(VEJLE, for_=6)
    async with begin(read_only=True) as session:
        kept = await actions.actions_of(session, System("tests"))
    assert [(one.action.number, one.revision) for one in kept] == [("1", 1), ("2", 1)]
