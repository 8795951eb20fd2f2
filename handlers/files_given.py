"""Files in a message to the bot: sheets of actions are taken, others are told where they go."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.asking.language import language_of
from bot.asking.understanding import is_said_to_us, is_short
from bot.status.catalogue.given import Given, sheet_name
from bot.status.catalogue.giving import OTHER_FILE_GIVEN, SHEET_GIVEN
from handlers.commands import Command, read_message
from handlers.words import message_key, plain
from storage.inbox import Work

STUB = "check_file_info"  # a file from another workspace: more is told of it only if one asks
GONE = ("tombstone", "hidden_by_limit")
MOST_FILES = 10  # that Slack takes in one message
_ASKS = re.compile(
    r"(?:hvem|hvad|hvor\w*|hvilke\w*|who|what|where|which|when|why|how)\b", re.IGNORECASE
)
File = dict[str, Any]


def files_given(
    event: dict[str, Any], team: str, bot: str, now: datetime, language: str
) -> Sequence[Work]:
    """Each sheet as work, and once what other files there are. Never what is in them."""
    language = language_of(plain(event.get("text") or "", bot), language)
    key, user = message_key(team, event["channel"], event["ts"]), event["user"]
    there = [file for file in event.get("files") or () if file.get("mode") not in GONE]
    sheets = [file for file in there if _may_be_a_sheet(file)][:MOST_FILES]
    given = [Given(user, file["id"], _name(file) or "", language) for file in sheets]
    works = [
        Work(SHEET_GIVEN, f"{key}:{each.file}", team, now, each.to_payload()) for each in given
    ]
    if len(sheets) < len(there):
        said = {"user": user, "language": language}
        works.append(Work(OTHER_FILE_GIVEN, f"{key}:files", team, now, said))
    return works


def is_asked_beside(message: dict[str, Any], bot: str) -> bool:
    """Whether the words beside files ask or order something of their own.

    'Her er vores indsatser' and 'kan du lægge dem ind?' are about the files.
    """
    words = plain(message.get("text") or "", bot)
    given = read_message(words)
    if given.command is not Command.ASK:
        return given.command in (Command.MUNICIPALITY, Command.ADMIN)
    if given.language is not None:  # by our word for asking
        return True
    asks = words.endswith("?") or bool(_ASKS.match(words))
    return asks and is_said_to_us(f"{words.rstrip('?')}?") and not is_short(words)


def _may_be_a_sheet(file: File) -> bool:
    return file.get("file_access") == STUB or _name(file) is not None


def _name(file: File) -> str | None:
    return sheet_name(str(file.get("name") or ""), str(file.get("mimetype") or ""))
