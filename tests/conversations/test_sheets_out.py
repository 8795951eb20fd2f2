"""One's own actions as a sheet, in the direct message."""

import asyncio
import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from storage.actions import Action
from storage.engine import Begin
from storage.terms import Visibility
from tests.conversations.slack import Said, Slack
from tests.conversations.test_actions import CHARGERS, KOEGE, VEJLE, known, read_by
from tests.conversations.test_sheets import KEEP, given, kept, xlsx

GET = "Hent som regneark"


async def got(slack: Slack, person: str = VEJLE) -> Said:
    await slack.press(person, await read_by(slack, person), GET)
    return await slack.sees(person)


def content(slack: Slack, said: Said) -> bytes:
    [file] = said.message["files"]
    return slack.acts.files.content(file["id"])


def rows(raw: bytes) -> Sequence[Sequence[object]]:
    """As another library reads them."""
    return CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()


async def test_one_s_actions_come_as_a_sheet_that_is_read_back_as_it_was(
    slack: Slack, knowledge: Begin
) -> None:
    own = replace(CHARGERS, title="=1+1", number="3", visibility=Visibility.OWN)
    await known(knowledge, CHARGERS, own)

    said = await got(slack)
    raw = content(slack, said)
    back = await given(slack, raw)

    assert said.everything.startswith("Her er indsatserne i Vejle som regneark.")
    [file] = said.message["files"]
    assert file["title"] == "Indsatser i Vejle"
    assert file["name"].endswith(".xlsx")
    headings, first, second = rows(raw)
    assert headings[:3] == ["Kommune", "Nr.", "Indsats"]
    assert first[:3] == ["Vejle Kommune", "2", "Ladestandere ved rådhuset"]
    assert 1250.5 in first
    assert second[2] == "=1+1"
    assert "Uændrede: 2." in back.text
    assert "Der er ikke noget at lægge ind" in back.everything
    assert KEEP not in back.buttons


async def test_who_has_no_actions_gets_a_form_to_fill_in(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge)

    said = await got(slack)
    [headings] = rows(content(slack, said))
    filled = xlsx([str(h) for h in headings], ["Vejle", "1", "Skovrejsning"])
    await slack.press(VEJLE, await given(slack, filled), KEEP)

    assert said.everything.startswith("Her er et tomt regneark til indsatserne i Vejle.")
    assert await in_the_end(knowledge) == [Action("Skovrejsning", number="1")]


async def in_the_end(begin: Begin) -> Sequence[Action]:
    async with asyncio.timeout(10):
        while not (found := await kept(begin)):
            await asyncio.sleep(0.05)
    return found


async def test_nobody_gets_what_they_may_not_see(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge, CHARGERS, replace(CHARGERS, number="3", visibility=Visibility.OWN))

    others = await read_by(slack, KOEGE, "/klima indsatser Vejle")
    colleague = await got(slack, "Udvalgsmedlem, Vejle")

    assert GET not in others.buttons
    assert len(rows(content(slack, colleague))) == 2


@pytest.mark.parametrize(
    ("method", "after"),
    [
        ("files.completeUploadExternal", True),
        ("files.completeUploadExternal", False),
        ("files.getUploadURLExternal", True),
        ("conversations.history", False),  # as if the message came late
    ],
)
async def test_what_goes_wrong_on_the_way_ends_in_one_file(
    slack: Slack, knowledge: Begin, method: str, after: bool
) -> None:
    await known(knowledge, CHARGERS)
    slack.break_method(method, after=after, drop=True)

    said = await got(slack)
    await slack.sees_nothing(VEJLE, for_=5)

    assert len(said.message["files"]) == 1


async def test_without_the_scope_it_is_told_that_there_is_none(
    slack: Slack, knowledge: Begin
) -> None:
    await known(knowledge, CHARGERS)
    slack.workspace.app.manifest["oauth_config"]["scopes"]["bot"].remove("files:write")

    assert (await got(slack)).text == "Jeg kunne ikke lave regnearket lige nu. Prøv igen om lidt."
