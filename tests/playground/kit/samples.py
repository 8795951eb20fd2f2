"""Blocks as a climate alliance would send them: one of each type, with all that it may hold."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from playground.kit import Invalid, check_message, check_view

Block = dict[str, Any]

URL = "https://klimaalliancen.dk/vaadomraader"


def plain(text: str = "Klimakoordinator, Assens") -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str = "*Køge* vil halvere udledningen.") -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def option(value: str = "assens", text: str = "Assens", **more: Any) -> Block:
    return {"text": plain(text), "value": value, **more}


def options(count: int) -> list[Block]:
    return [option(f"kommune-{number}") for number in range(count)]


def section(**more: Any) -> Block:
    return {"type": "section", "text": mrkdwn(), **more}


def actions(*elements: Block, **more: Any) -> Block:
    return {"type": "actions", "elements": list(elements), **more}


def input_block(element: Block, **more: Any) -> Block:
    return {"type": "input", "label": plain("Kommune"), "element": element, **more}


def button(**more: Any) -> Block:
    return {"type": "button", "text": plain("Svar mig nu"), **more}


def static_select(**more: Any) -> Block:
    return {"type": "static_select", "options": options(2), **more}


def runs(*elements: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(elements)}


def words(text: str = "Vådområder i Assens") -> Block:
    return {"type": "text", "text": text}


def rich_text(*parts: Block) -> Block:
    return {"type": "rich_text", "elements": list(parts) or [runs(words())]}


def cell(text: str = "Køge") -> Block:
    return {"type": "raw_text", "text": text}


def figure(value: float = 42) -> Block:
    return {"type": "raw_number", "value": value, "text": f"{value} %"}


def table(rows: int = 2, columns: int = 2, **more: Any) -> Block:
    return {"type": "table", "rows": [[cell()] * columns for _ in range(rows)], **more}


def data_table(rows: int = 2, columns: int = 2, **more: Any) -> Block:
    caption = "Udledning efter kommune"
    return {**table(rows, columns), "type": "data_table", "caption": caption, **more}


def segments(count: int) -> list[Block]:
    return [{"label": f"Sektor {n}", "value": n + 1} for n in range(count)]


def pie(count: int = 2, **more: Any) -> Block:
    chart = {"type": "pie", "segments": segments(count)}
    return {"type": "data_visualization", "title": "Udledning", "chart": chart, **more}


def bars(series: int = 1, points: int = 2, **more: Any) -> Block:
    data = segments(points)
    axes = {"categories": [point["label"] for point in data], "y_label": "Ton CO2", **more}
    named = [{"name": f"Kommune {n}", "data": data} for n in range(series)]
    chart = {"type": "bar", "series": named, "axis_config": axes}
    return {"type": "data_visualization", "title": "Udledning", "chart": chart}


def picture(**more: Any) -> Block:
    return {"type": "image", "image_url": URL, "alt_text": "Et vådområde ved Assens", **more}


def card(**more: Any) -> Block:
    return {"type": "card", "title": mrkdwn("Klimaplan, Køge"), **more}


def container(*children: Block, **more: Any) -> Block:
    return {"type": "container", "title": plain(), "child_blocks": list(children), **more}


def task(**more: Any) -> Block:
    named = {"task_id": "1", "title": "Læser klimaplaner", "status": "complete"}
    return {"type": "task_card", **named, **more}


def video(**more: Any) -> Block:
    shown = {"title": plain("Borgermøde"), "alt_text": "Borgermøde i Køge"}
    return {"type": "video", **shown, "thumbnail_url": URL, "video_url": URL, **more}


def confirm(**more: Any) -> Block:
    asked = {"title": plain("Sikker?"), "text": mrkdwn("Alle ser det.")}
    return {**asked, "confirm": plain("Ja"), "deny": plain("Nej"), "style": "danger", **more}


def feedback(**more: Any) -> Block:
    up, down = ({"text": plain(t), "value": t} for t in ("Godt", "Skidt"))
    return {"type": "feedback_buttons", "positive_button": up, "negative_button": down, **more}


def modal(*blocks: Block, **more: Any) -> Block:
    shown = list(blocks) or [section()]
    return {"type": "modal", "title": plain("Din kommune"), "blocks": shown, **more}


def form(element: Block) -> Block:
    """A modal that asks for one thing."""
    return modal(input_block(element), submit=plain("Gem"))


def home(*blocks: Block, **more: Any) -> Block:
    return {"type": "home", "blocks": list(blocks) or [section()], **more}


_CHOSEN = {"initial_option": option("kommune-1")}
_SEVERAL = {"initial_options": options(2), "max_selected_items": 2}
_MENU: dict[str, Any] = {"placeholder": plain("Vælg"), "focus_on_load": True}
_DISPATCH = {"dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}}

SELECTS: list[Block] = [
    static_select(**_MENU, **_CHOSEN, confirm=confirm()),
    {
        "type": "static_select",
        "option_groups": [{"label": plain("Fyn"), "options": options(2)}],
        **_CHOSEN,
    },
    {"type": "external_select", "min_query_length": 2, "initial_option": option(), **_MENU},
    {"type": "users_select", "initial_user": "U0ASSENS", **_MENU},
    {
        "type": "conversations_select",
        "default_to_current_conversation": True,
        "filter": {"include": ["public", "im"], "exclude_bot_users": True},
        **_MENU,
    },
    {"type": "channels_select", "initial_channel": "C0ALLIANCEN", **_MENU},
    {"type": "multi_static_select", "options": options(3), **_SEVERAL, **_MENU},
    {"type": "multi_external_select", "min_query_length": 0, **_SEVERAL},
    {"type": "multi_users_select", "initial_users": ["U0ASSENS", "U0KOEGE"]},
    {"type": "multi_conversations_select", "initial_conversations": ["C0ALLIANCEN"]},
    {"type": "multi_channels_select", "initial_channels": ["C0ALLIANCEN"]},
]
CHOICES: list[Block] = [
    {"type": "checkboxes", "options": options(3), "initial_options": options(2)},
    {"type": "radio_buttons", "options": options(3), **_CHOSEN},
]
PICKERS: list[Block] = [
    {"type": "datepicker", "initial_date": "2026-02-28", **_MENU},
    {"type": "timepicker", "initial_time": "23:59", "timezone": "Europe/Copenhagen", **_MENU},
]
DATETIMEPICKER: Block = {"type": "datetimepicker", "initial_date_time": 1_795_000_000}
TEXT_INPUT: Block = {
    "type": "plain_text_input",
    "multiline": True,
    "min_length": 3,
    "max_length": 20,
    "initial_value": "Vådområder",
    **_MENU,
    **_DISPATCH,
}
NUMBER_INPUT: Block = {
    "type": "number_input",
    "is_decimal_allowed": True,
    "min_value": "0",
    "initial_value": "42.5",
    "max_value": "100",
}
MODAL_INPUTS: list[Block] = [
    NUMBER_INPUT,
    {"type": "email_text_input", "initial_value": "klima@assens.dk", **_DISPATCH},
    {"type": "url_text_input", "initial_value": URL},
    {"type": "file_input", "filetypes": ["pdf"], "max_files": 10},
]
RICH_INPUT: Block = {"type": "rich_text_input", "initial_value": rich_text(), **_DISPATCH}

BUTTONS: list[Block] = [
    button(
        action_id="ask_again",
        value="da:T0DK2020",
        url=URL,
        style="primary",
        confirm=confirm(),
        accessibility_label="Stil spørgsmålet igen",
    ),
    {"type": "overflow", "options": [{**option(), "url": URL}], "action_id": "mere"},
]
WORKFLOW: Block = {
    "type": "workflow_button",
    "text": plain("Start"),
    "workflow": {
        "trigger": {"url": URL, "customizable_input_parameters": [{"name": "a", "value": "b"}]}
    },
}
ICON: Block = {
    "type": "icon_button",
    "icon": "trash",
    "text": plain("Slet"),
    "visible_to_user_ids": ["U0ASSENS"],
}

RICH = rich_text(
    runs(
        {**words(), "style": {"bold": True}},
        {"type": "link", "url": URL, "text": "Klimaplan"},
        {"type": "user", "user_id": "U0ASSENS"},
        {"type": "usergroup", "usergroup_id": "S0FYN"},
        {"type": "channel", "channel_id": "C0ALLIANCEN"},
        {"type": "team", "team_id": "T0DK2020"},
        {"type": "emoji", "name": "seedling"},
        {"type": "date", "timestamp": 1_795_000_000, "format": "{date_long}", "fallback": "i dag"},
        {"type": "broadcast", "range": "here"},
        {"type": "color", "value": "#2e7d32"},
    ),
    {"type": "rich_text_list", "style": "ordered", "elements": [runs(words())], "indent": 1},
    {"type": "rich_text_quote", "elements": [words()]},
    {"type": "rich_text_preformatted", "elements": [words()], "border": 0},
)

ANYWHERE: list[Block] = [
    section(block_id="svar", expand=True),
    {"type": "section", "fields": [plain(), mrkdwn()]},
    *(section(accessory=one) for one in [*SELECTS, *CHOICES, *PICKERS, *BUTTONS, picture()]),
    {"type": "header", "text": plain("Klimaplaner")},
    {"type": "divider"},
    picture(title=plain("Assens")),
    {"type": "image", "slack_file": {"id": "F0KORT"}, "alt_text": "Kort over Fyn"},
    {"type": "context", "elements": [plain(), mrkdwn(), picture()]},
    *(actions(one) for one in [*SELECTS, *CHOICES, *PICKERS, *BUTTONS]),
    *(input_block(one) for one in [*SELECTS, *CHOICES, *PICKERS, TEXT_INPUT]),
    RICH,
    video(title_url=URL, description=plain("Optagelse"), provider_name="Køge", author_name="KB"),
]
CARDS: list[Block] = [
    card(subtitle=plain(), body=mrkdwn(), hero_image=picture(), icon=picture(), actions=[button()]),
    {"type": "carousel", "elements": [card(), card()]},
    container(section(), RICH, is_collapsible=True, default_collapsed=True, width="wide"),
]
IN_MESSAGES: list[Block] = [
    *ANYWHERE,
    *CARDS,
    card(slack_icon={"type": "icon", "name": "globe"}),
    actions(DATETIMEPICKER, WORKFLOW),
    {"type": "context_actions", "elements": [feedback(), ICON]},
    {"type": "markdown", "text": "# Svar"},
    table(column_settings=[{"align": "right", "is_wrapped": True}, None]),
    {"type": "table", "rows": [[rich_text(), figure(0.5)]]},
    data_table(page_size=10, row_header_column_index=1),
    pie(),
    bars(2, 3),
    task(
        details=rich_text(), output=rich_text(), sources=[{"type": "url", "url": URL, "text": "K"}]
    ),
    {"type": "plan", "title": "Sådan finder jeg svaret", "tasks": [task()]},
    {"type": "file", "external_id": "klimaplan", "source": "remote"},
    {"type": "call", "call_id": "R0MOEDE"},
]
IN_MODALS: list[Block] = [
    *ANYWHERE,
    input_block(DATETIMEPICKER),
    *(input_block(one) for one in [*MODAL_INPUTS, RICH_INPUT]),
    {"type": "alert", "text": mrkdwn("Fristen er i morgen."), "level": "warning"},
]
IN_HOME: list[Block] = [*ANYWHERE, *CARDS, input_block(RICH_INPUT)]


def problems(check: Callable[[object], None], value: object) -> Sequence[str]:
    """What `check` says of `value`, error first."""
    with pytest.raises(Invalid) as refused:
        check(value)
    return [refused.value.error, *refused.value.messages]


def refused(*blocks: Block) -> Sequence[str]:
    """What is wrong with a message of `blocks`."""
    error, *messages = problems(check_message, list(blocks))
    assert error == "invalid_blocks"
    return messages


def view_refused(view: object) -> Sequence[str]:
    """What is wrong with a view."""
    error, *messages = problems(check_view, view)
    assert error == "invalid_arguments"
    return messages
