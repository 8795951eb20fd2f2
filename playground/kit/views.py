"""Views: modals and the Home tab (docs.slack.dev, reference/views)."""

import json
from typing import Any

from playground.kit import limits
from playground.kit.blocks import any_block
from playground.kit.kinds import by_type, kind
from playground.kit.problems import Invalid, Place, Surface
from playground.kit.rules import Rule, boolean, many, string
from playground.kit.text import plain_text
from playground.kit.together import check_focus, check_ids

_BLOCKS: dict[str, Rule] = {"blocks": many(any_block, limits.VIEW_BLOCKS)}
_SHARED: dict[str, Rule] = {
    "private_metadata": string(limits.PRIVATE_METADATA, 0),
    "callback_id": string(limits.ID, 0),
    "external_id": string(limits.ID, 0),
}
_title = plain_text(limits.VIEW_TITLE)


def _ids_differ(view: dict[str, Any], place: Place) -> None:
    check_ids(view["blocks"], place.at("blocks"))


def _one_focus(view: dict[str, Any], place: Place) -> None:
    check_focus(view["blocks"], place.at("blocks"))


def _can_be_submitted(view: dict[str, Any], place: Place) -> None:
    for index, block in enumerate(view["blocks"]):
        if block["type"] == "input" and "submit" not in view:
            where = place.at("blocks", index, "input")
            where.refuse("must define `submit` to use an `input` block in modals")


_view = by_type(
    {
        "modal": kind(
            {**_BLOCKS, "title": _title},
            {
                **_SHARED,
                "submit": _title,
                "close": _title,
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
            _ids_differ,
            _one_focus,
            _can_be_submitted,
        ),
        "home": kind(_BLOCKS, _SHARED, _ids_differ, _one_focus),
    }
)


def check_view(view: object) -> None:
    """Check a view: views.open, .push, .update, .publish, and the view of a response_action.

    Raises Invalid with the error "invalid_arguments" or "view_too_large".
    """
    home = isinstance(view, dict) and view.get("type") == "home"
    place = Place(Surface.HOME if home else Surface.MODAL, "/view", [])
    _view(view, place)
    if place.messages:
        raise Invalid("invalid_arguments", place.messages)
    if _size(view) > limits.VIEW_BYTES:
        raise Invalid("view_too_large")


def _size(view: object) -> int:
    """Bytes of the view as JSON in UTF-8, without spaces."""
    text = json.dumps(view, ensure_ascii=False, separators=(",", ":"))
    return len(text.encode("utf-8", "surrogatepass"))
