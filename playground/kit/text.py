"""Text objects and images (composition-objects/text-object, block-elements/image-element)."""

from playground.kit import limits
from playground.kit.checks import either
from playground.kit.kinds import Kind, by_type, kind
from playground.kit.rules import Form, Rule, address, boolean, string


def _plain(most: int) -> Kind:
    return kind({"text": string(most)}, {"emoji": boolean})


def _mrkdwn(most: int) -> Kind:
    return kind({"text": string(most)}, {"verbatim": boolean})


def plain_text(most: int = limits.TEXT) -> Rule:
    """A text object that may only be plain_text."""
    return by_type({"plain_text": _plain(most)})


def any_text(most: int = limits.TEXT) -> Rule:
    """A text object of either type; `emoji` is plain_text's, `verbatim` is mrkdwn's."""
    return by_type({"plain_text": _plain(most), "mrkdwn": _mrkdwn(most)})


slack_file = Form({}, {"id": string(), "url": string(limits.URL)}, [either("id", "url")])

ALT_TEXT: dict[str, Rule] = {"alt_text": string(limits.ALT_TEXT)}
IMAGE_SOURCE: dict[str, Rule] = {
    "image_url": address(limits.URL, "https", "http"),
    "slack_file": slack_file,
}
one_image_source = either("image_url", "slack_file")

IMAGE = {"image": kind(ALT_TEXT, IMAGE_SOURCE, one_image_source)}
image = by_type(IMAGE)

# What a context block holds: text and images, side by side.
CONTEXT = {"plain_text": _plain(limits.TEXT), "mrkdwn": _mrkdwn(limits.TEXT), **IMAGE}
