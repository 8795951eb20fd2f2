"""Cards and their carousel (blocks/card-block, blocks/carousel-block)."""

from typing import Any

from playground.kit import limits
from playground.kit.buttons import BUTTON
from playground.kit.checks import some
from playground.kit.kinds import MESSAGE_OR_HOME, block, by_type, kind
from playground.kit.problems import Place
from playground.kit.rules import many, one_of
from playground.kit.text import any_text, image

# composition-objects/slack-icon-object
_ICONS = (
    "archive book bookmark bot bug calendar call caret-left caret-right check clipboard code "
    "comment compass copy cube download edit email eye-closed eye-open file flag folder gear "
    "globe heart help image info key lightbulb link map mobile new-window pin plus refine refresh "
    "rocket save screen share sparkle star star-filled tag thumbs-down thumbs-up trash upload user "
    "warning"
).split()
_slack_icon = by_type({"icon": kind({"name": one_of(*_ICONS)})})


def _one_icon(card: dict[str, Any], place: Place) -> None:
    if "icon" in card and "slack_icon" in card:
        place.refuse("must define either `icon` or `slack_icon`")


CARD = {
    "card": block(
        {},
        {
            "hero_image": image,
            "icon": image,
            "slack_icon": _slack_icon,
            "title": any_text(limits.CARD_TITLE),
            "subtitle": any_text(limits.CARD_TITLE),
            "body": any_text(limits.CARD_BODY),
            "actions": many(by_type(BUTTON), limits.CARD_ACTIONS),
        },
        some("hero_image", "title", "actions", "body"),
        _one_icon,
        surfaces=MESSAGE_OR_HOME,
    )
}

CARDS = {
    **CARD,
    "carousel": block(
        {"elements": many(by_type(CARD), limits.CAROUSEL_CARDS)}, surfaces=MESSAGE_OR_HOME
    ),
}
