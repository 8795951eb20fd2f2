"""The blocks that may also stand inside a container: sections, headers, inputs and so on."""

from playground.kit import limits
from playground.kit.buttons import BUTTONS
from playground.kit.checks import some
from playground.kit.inputs import INPUTS
from playground.kit.kinds import MESSAGE, block, by_type
from playground.kit.pickers import DATETIMEPICKER, PICKERS
from playground.kit.rich_text import RICH_TEXT
from playground.kit.rules import address, boolean, many, one_of, string
from playground.kit.selects import CHOICES, SELECTS
from playground.kit.text import (
    ALT_TEXT,
    CONTEXT,
    IMAGE,
    IMAGE_SOURCE,
    any_text,
    one_image_source,
    plain_text,
)

# Which elements go with which block: "works with block types" on each element's page.
ACCESSORIES = {**BUTTONS, **CHOICES, **SELECTS, **PICKERS, **IMAGE}
ACTIONS = {**BUTTONS, **CHOICES, **SELECTS, **PICKERS, **DATETIMEPICKER}
INPUT_ELEMENTS = {**CHOICES, **SELECTS, **PICKERS, **DATETIMEPICKER, **INPUTS}

_label = plain_text(limits.INPUT_LABEL)
_https = address(limits.URL, "https")

LAYOUTS = {
    **RICH_TEXT,
    "section": block(
        {},
        {
            "text": any_text(),
            "fields": many(any_text(limits.FIELD_TEXT), limits.SECTION_FIELDS),
            "accessory": by_type(ACCESSORIES),
            "expand": boolean,
        },
        some("text", "fields"),
    ),
    "header": block({"text": plain_text(limits.HEADER_TEXT)}),
    "divider": block({}),
    "image": block(
        ALT_TEXT, {**IMAGE_SOURCE, "title": plain_text(limits.IMAGE_TITLE)}, one_image_source
    ),
    "context": block({"elements": many(by_type(CONTEXT), limits.CONTEXT_ELEMENTS)}),
    "actions": block({"elements": many(by_type(ACTIONS), limits.ACTIONS_ELEMENTS)}),
    # In messages too: the input block's page lists messages, modals and Home tabs.
    "input": block(
        {"label": _label, "element": by_type(INPUT_ELEMENTS)},
        {"hint": _label, "optional": boolean, "dispatch_action": boolean},
    ),
    "video": block(
        {
            **ALT_TEXT,
            "title": plain_text(limits.VIDEO_TITLE),
            "thumbnail_url": _https,
            "video_url": _https,
        },
        {
            "title_url": _https,
            "description": plain_text(),
            "provider_icon_url": _https,
            "provider_name": string(),
            "author_name": string(limits.VIDEO_AUTHOR),
        },
    ),
    # The block's page says that an app cannot add it; the one on remote files has it posted.
    "file": block({"external_id": string(limits.ID), "source": one_of("remote")}, surfaces=MESSAGE),
}
