"""Every block, and where it may stand.

The surfaces are those of docs.slack.dev/blocks.json and of each block's page, except where Slack
is known to be stricter than it says: tables stand in messages alone, cards not in modals.
"""

from typing import Any

from playground.kit import limits
from playground.kit.buttons import CONTEXT_ACTIONS
from playground.kit.cards import CARDS
from playground.kit.charts import CHARTS
from playground.kit.checks import some
from playground.kit.kinds import MESSAGE, MESSAGE_OR_HOME, MODAL, block, by_type
from playground.kit.layouts import LAYOUTS
from playground.kit.problems import Place
from playground.kit.rich_text import rich_text
from playground.kit.rules import boolean, many, one_of, string
from playground.kit.tables import TABLE, TABLES
from playground.kit.tasks import TASKS
from playground.kit.text import any_text, image, plain_text


def _collapses(container: dict[str, Any], place: Place) -> None:
    collapsible = container.get("is_collapsible", False)
    if container.get("default_collapsed") and not collapsible:
        place.at("default_collapsed").refuse("must define `is_collapsible` to be collapsed")
    if container.get("has_header_divider") and collapsible:
        place.at("has_header_divider").refuse("must not be set when `is_collapsible` is true")


# The page lists what a container holds: neither another container nor a chart.
_child = by_type({**LAYOUTS, **TABLE})

BLOCKS = {
    **LAYOUTS,
    **TABLES,
    **CHARTS,
    **CARDS,
    **TASKS,
    "context_actions": block(
        {"elements": many(by_type(CONTEXT_ACTIONS), limits.CONTEXT_ACTIONS_ELEMENTS)},
        surfaces=MESSAGE,
    ),
    "markdown": block({"text": string(limits.MARKDOWN_TEXT)}, surfaces=MESSAGE),
    "call": block({"call_id": string()}, {"api_decoration_available": boolean}, surfaces=MESSAGE),
    # "Currently only supported in modals": github.com/slackapi/java-slack-sdk 1624.
    "alert": block(
        {"text": any_text(limits.ALERT_TEXT)},
        {"level": one_of("default", "info", "warning", "error", "success")},
        surfaces=MODAL,
    ),
    "container": block(
        {"child_blocks": many(_child, limits.CONTAINER_BLOCKS)},
        {
            "title": plain_text(limits.CONTAINER_TITLE),
            "rich_text_title": rich_text,
            "subtitle": any_text(limits.CONTAINER_TITLE),
            "icon": image,
            "width": one_of("narrow", "standard", "wide", "full"),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        some("title", "rich_text_title"),
        _collapses,
        surfaces=MESSAGE_OR_HOME,
    ),
}

any_block = by_type(BLOCKS)
