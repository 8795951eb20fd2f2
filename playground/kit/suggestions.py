"""What an app may answer when it is asked for the options of an external select."""

from typing import Any

from playground.kit import limits
from playground.kit.options import menu_option, option_group
from playground.kit.problems import Invalid, Place, Surface
from playground.kit.rules import many


def check_suggestions(answer: object) -> list[dict[str, Any]]:
    """The options that are offered, with or without groups. Raises Invalid "invalid_arguments"."""
    place = Place(Surface.MODAL, "", [])
    if not isinstance(answer, dict):
        raise Invalid("invalid_arguments", ["must provide an object"])
    groups, options = answer.get("option_groups", []), answer.get("options", [])
    many(option_group, limits.OPTION_GROUPS, 0)(groups, place.at("option_groups"))
    many(menu_option, limits.OPTIONS, 0)(options, place.at("options"))
    if place.messages:
        raise Invalid("invalid_arguments", place.messages)
    return [*options, *(option for group in groups for option in group["options"])]
