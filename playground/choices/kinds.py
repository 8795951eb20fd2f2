"""How each kind of element says what is chosen in it, and reads it from a form's strings."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from playground.choices import typed
from playground.choices.elements import Block, options
from playground.clocks import COPENHAGEN

State = dict[str, Any]
Values = dict[str, dict[str, State]]  # block_id -> action_id -> state


class NotAChoice(ValueError):
    """It cannot be chosen in that element."""


@dataclass(frozen=True)
class Known:
    """What is chosen among, as far as it stands in no block."""

    people: Container[str] = ()  # user ids
    channels: Container[str] = ()  # channel ids; conversations are chosen among these too
    offered: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    # by action_id: options that the app answered a block_suggestion with
    files: Mapping[str, Block] = field(default_factory=dict)  # uploaded, by file id


@dataclass(frozen=True)
class Kind:
    """How an element says what is chosen in it."""

    field: str
    initial: str
    read: Callable[[Block, str, Known], Any]
    many: bool = False

    def nothing(self) -> Any:
        return [] if self.many else None


def _option(element: Block, given: str, _: Known) -> Any:
    return _among(options(element), given)


def _offered(element: Block, given: str, known: Known) -> Any:
    """One that the app offered, or that the element began with."""
    begun = [element.get("initial_option"), *(element.get("initial_options") or ())]
    offered = known.offered.get(element.get("action_id", ""), ())
    return _among([*offered, *filter(None, begun)], given)


def _among(offered: Sequence[Block], given: str) -> Any:
    return next((option for option in offered if option.get("value") == given), None) or _no(given)


def _person(_: Block, given: str, known: Known) -> str:
    return given if given in known.people else _no(given)


def _channel(_: Block, given: str, known: Known) -> str:
    return given if given in known.channels else _no(given)


def _date(_: Block, given: str, __: Known) -> str:
    return date.fromisoformat(given).isoformat()


def _time(_: Block, given: str, __: Known) -> str:
    return time.fromisoformat(given).strftime("%H:%M")


def _moment(_: Block, given: str, __: Known) -> int:
    """Seconds since 1970, of local time such as 2026-11-24T09:30, or of such seconds."""
    if given.isdecimal():
        return int(given)
    return int(datetime.fromisoformat(given).replace(tzinfo=COPENHAGEN).timestamp())


def _text(_: Block, given: str, __: Known) -> str:
    return given.replace("\r\n", "\n")  # as browsers send the end of a line


def _rich_text(_: Block, given: str, __: Known) -> dict[str, Any]:
    return typed.block(given.replace("\r\n", "\n"))


def _file(_: Block, given: str, known: Known) -> Block:
    return known.files.get(given) or _no(given)


def _no(given: str) -> Any:
    raise NotAChoice(given)


KINDS: Mapping[str, Kind] = {
    "channels_select": Kind("selected_channel", "initial_channel", _channel),
    "checkboxes": Kind("selected_options", "initial_options", _option, many=True),
    "conversations_select": Kind("selected_conversation", "initial_conversation", _channel),
    "datepicker": Kind("selected_date", "initial_date", _date),
    "datetimepicker": Kind("selected_date_time", "initial_date_time", _moment),
    "email_text_input": Kind("value", "initial_value", _text),
    "external_select": Kind("selected_option", "initial_option", _offered),
    "file_input": Kind("files", "", _file, many=True),
    "multi_channels_select": Kind("selected_channels", "initial_channels", _channel, many=True),
    "multi_conversations_select": Kind(
        "selected_conversations", "initial_conversations", _channel, many=True
    ),
    "multi_external_select": Kind("selected_options", "initial_options", _offered, many=True),
    "multi_static_select": Kind("selected_options", "initial_options", _option, many=True),
    "multi_users_select": Kind("selected_users", "initial_users", _person, many=True),
    "number_input": Kind("value", "initial_value", _text),
    "plain_text_input": Kind("value", "initial_value", _text),
    "radio_buttons": Kind("selected_option", "initial_option", _option),
    "rich_text_input": Kind("rich_text_value", "initial_value", _rich_text),
    "static_select": Kind("selected_option", "initial_option", _option),
    "timepicker": Kind("selected_time", "initial_time", _time),
    "url_text_input": Kind("value", "initial_value", _text),
    "users_select": Kind("selected_user", "initial_user", _person),
}
