"""What Slack shows under a question while Klimabot works on it."""

from dataclasses import dataclass

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.asking.occasion import Occasion
from handlers.faults import CALL_FAILED, fault_of
from prompts import text

logger = structlog.get_logger()


@dataclass(frozen=True)
class Working:
    """Slack takes the words away when the answer comes, or after two minutes."""

    client: AsyncWebClient

    async def __call__(self, occasion: Occasion) -> None:
        """Say that the question is being worked on, in its thread."""
        channel, thread = occasion.question.channel, occasion.question.thread
        if channel is None or thread is None:
            return  # the acknowledgement said so
        try:
            await self.client.assistant_threads_setStatus(
                channel_id=channel,
                thread_ts=thread,
                status=text("asking.searching", occasion.language),
            )
        except CALL_FAILED as error:
            logger.info("status.not_set", code=fault_of(error).code)
