"""Buttons of every kind, and the overflow menu (block-elements/button-element and its kin)."""

from playground.kit import limits
from playground.kit.kinds import MESSAGE, kind
from playground.kit.options import confirm, overflow_option
from playground.kit.rules import Form, Rule, many, one_of, string
from playground.kit.text import plain_text

_ACTION: dict[str, Rule] = {"action_id": string(limits.ID)}
_CONFIRM: dict[str, Rule] = {"confirm": confirm}
_LABEL: dict[str, Rule] = {"accessibility_label": string(limits.BUTTON_TEXT)}
_VALUE: dict[str, Rule] = {"value": string(limits.BUTTON_VALUE)}
_STYLE: dict[str, Rule] = {"style": one_of("primary", "danger")}
_VISIBLE: dict[str, Rule] = {"visible_to_user_ids": many(string(), limits.VISIBLE_TO)}
_TEXT: dict[str, Rule] = {"text": plain_text(limits.BUTTON_TEXT)}
_AGENT: dict[str, Rule] = {
    "agent_prompt": string(limits.AGENT_PROMPT),
    "agent_prompt_display": string(),
}
_URL: dict[str, Rule] = {"url": string(limits.URL)}

_parameters = many(Form({"name": string(), "value": string()}))
_trigger = Form(_URL, {"customizable_input_parameters": _parameters})
_feedback = Form({**_TEXT, **_VALUE}, _LABEL)

BUTTON = {
    "button": kind(
        _TEXT,
        {**_ACTION, **_CONFIRM, **_LABEL, **_VALUE, **_STYLE, **_VISIBLE, **_AGENT, **_URL},
    )
}

BUTTONS = {
    **BUTTON,
    "workflow_button": kind(
        {**_TEXT, "workflow": Form({"trigger": _trigger})},
        {**_ACTION, **_LABEL, **_STYLE},
        surfaces=MESSAGE,
    ),
    "overflow": kind(
        {"options": many(overflow_option, limits.OVERFLOW_OPTIONS)}, {**_ACTION, **_CONFIRM}
    ),
}

CONTEXT_ACTIONS = {
    "feedback_buttons": kind({"positive_button": _feedback, "negative_button": _feedback}, _ACTION),
    "icon_button": kind(
        {**_TEXT, "icon": one_of("trash")}, {**_ACTION, **_CONFIRM, **_LABEL, **_VALUE, **_VISIBLE}
    ),
}
