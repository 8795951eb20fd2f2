"""What people wrote is not kept for ever."""

from datetime import timedelta

from bot.delivery.forgetting import forgetting
from storage import drafts
from storage.engine import Begin
from tests.storage.builders import TEST, WORKSPACE

NOT_A_DAY = timedelta(days=-1)  # so that what was written just now is old


async def test_drafts_are_forgotten_as_payloads_are(begin: Begin) -> None:
    async with begin() as session:
        await drafts.save_draft(session, WORKSPACE, "U0ASSENS", "action:new", {"title": "Skov"})

    async with forgetting(begin, timedelta(days=30)), begin() as session:
        assert await drafts.find_draft(session, TEST, WORKSPACE, "U0ASSENS", "action:new")
    async with forgetting(begin, NOT_A_DAY), begin() as session:
        assert not await drafts.find_draft(session, TEST, WORKSPACE, "U0ASSENS", "action:new")
