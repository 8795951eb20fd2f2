from dataclasses import replace
from typing import Any

import pytest

from playground.page import blocks
from tests.playground.draw.samples import (
    BESIDE,
    SURFACE,
    Block,
    actions,
    ask,
    button,
    option,
    plain,
    rich,
    tags,
    text_block,
    words,
)

KEY = "b/a"
OPTIONS = [option("Assens", "as"), option("Køge", "kø", description=plain("ved bugten"))]
GROUPS = [
    {"label": plain("Fyn"), "options": OPTIONS[:1]},
    {"label": plain("Sjælland"), "options": OPTIONS[1:]},
]


def element(kind: str, **more: Any) -> Block:
    return {"type": kind, "action_id": "a", **more}


FIELDS: list[tuple[Block, str, dict[str, str | None]]] = [
    (
        element("plain_text_input", initial_value="Våde enge"),
        "input",
        {"type": "text", "value": "Våde enge"},
    ),
    (
        element("plain_text_input", min_length=2, max_length=9, placeholder=plain("Navn")),
        "input",
        {"minlength": "2", "maxlength": "9", "placeholder": "Navn"},
    ),
    (element("plain_text_input", multiline=True), "textarea", {"maxlength": "3000"}),
    (
        element("number_input", min_value="1", max_value="9"),
        "input",
        {"type": "number", "step": "1", "min": "1", "max": "9"},
    ),
    (element("number_input", is_decimal_allowed=True), "input", {"step": "any"}),
    (element("email_text_input"), "input", {"type": "email"}),
    (element("url_text_input"), "input", {"type": "url"}),
    (element("rich_text_input"), "textarea", {}),
    (
        element("file_input", filetypes=["pdf", "png"]),
        "input",
        {"type": "file", "accept": ".pdf,.png", "multiple": None},
    ),
    (
        element("datepicker", initial_date="2026-11-24"),
        "input",
        {"type": "date", "value": "2026-11-24"},
    ),
    (element("timepicker", initial_time="09:30"), "input", {"type": "time", "value": "09:30"}),
    (
        element("datetimepicker", initial_date_time=1795509000),
        "input",
        {"type": "datetime-local", "value": "2026-11-24T09:30"},
    ),
    (element("static_select", options=OPTIONS), "select", {}),
    (element("users_select"), "select", {}),
    (element("channels_select"), "select", {}),
    (element("conversations_select"), "select", {}),
]


@pytest.mark.parametrize(("drawn", "tag", "wanted"), FIELDS)
def test_a_field_is_the_browsers_own(drawn: Block, tag: str, wanted: dict[str, str | None]) -> None:
    [field] = [f for f in tags(blocks.draw([ask(drawn)], SURFACE), tag) if f.get("name") == KEY]

    assert {name: field[name] for name in wanted} == wanted


@pytest.mark.parametrize(("drawn", "tag", "_wanted"), FIELDS)
def test_a_field_is_called_what_is_asked(
    drawn: Block, tag: str, _wanted: dict[str, str | None]
) -> None:
    html = blocks.draw([ask(drawn)], SURFACE)
    [label] = tags(html, "label")
    [field] = [f for f in tags(html, tag) if f.get("name") == KEY]

    assert label["for"] == field["id"]
    assert label["id"] == field["aria-labelledby"]


@pytest.mark.parametrize(("drawn", "tag", "_wanted"), FIELDS)
def test_among_actions_a_field_is_called_by_its_placeholder_and_tells_at_once(
    drawn: Block, tag: str, _wanted: dict[str, str | None]
) -> None:
    html = blocks.draw([actions({**drawn, "placeholder": plain("Hvad?")})], SURFACE)
    [field] = [f for f in tags(html, tag) if f.get("name") == KEY]

    assert field["aria-label"] == "Hvad?"
    assert field["data-act"] == KEY


MANY = ["multi_static_select", "checkboxes", "radio_buttons"]


@pytest.mark.parametrize("kind", MANY)
def test_several_are_ticked_off(kind: str) -> None:
    initial = {"initial_options": OPTIONS[:1], "initial_option": OPTIONS[0]}
    html = blocks.draw([ask(element(kind, options=OPTIONS, **initial))], SURFACE)
    boxes = [box for box in tags(html, "input") if box.get("name") == KEY]

    assert [(box["value"], "checked" in box) for box in boxes] == [("as", True), ("kø", False)]
    assert "ved bugten" in words(html)
    [group] = [div for div in tags(html, "div") if div.get("role") == "group"]
    assert group["aria-labelledby"] in [div.get("id") for div in tags(html, "div")]


@pytest.mark.parametrize("kind", MANY)
def test_a_group_tells_at_once_where_it_stands_among_actions(kind: str) -> None:
    html = blocks.draw([actions(element(kind, options=OPTIONS))], SURFACE)
    [group] = [div for div in tags(html, "div") if div.get("role") == "group"]

    assert group["data-act"] == KEY
    assert group["aria-label"]


def test_a_menu_has_groups_descriptions_and_what_is_chosen() -> None:
    menu = element("static_select", option_groups=GROUPS, initial_option=OPTIONS[1])
    html = blocks.draw([actions(menu)], SURFACE)

    assert [group["label"] for group in tags(html, "optgroup")] == ["Fyn", "Sjælland"]
    assert "Køge – ved bugten" in words(html)
    assert [o["value"] for o in tags(html, "option") if "selected" in o] == ["kø"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("users_select", ["", "U0ASSENS", "U0KOEGE"]),
        ("channels_select", ["", "C0KYST"]),
        ("conversations_select", ["", "C0KYST"]),
    ],
)
def test_people_and_channels_are_those_of_the_workspace(kind: str, values: list[str]) -> None:
    single = blocks.draw([actions(element(kind))], SURFACE)
    multi = blocks.draw([actions(element(f"multi_{kind}"))], SURFACE)
    boxes = [box["value"] for box in tags(multi, "input") if box.get("name") == KEY]

    assert [o["value"] for o in tags(single, "option")] == values
    assert boxes == values[1:]


def test_what_is_chosen_so_far_goes_before_what_it_began_with() -> None:
    chosen = {"type": "static_select", "selected_option": OPTIONS[0]}
    menu = element("static_select", options=OPTIONS, initial_option=OPTIONS[1])
    html = blocks.draw([actions(menu)], replace(SURFACE, values={"b": {"a": chosen}}))

    assert [o["value"] for o in tags(html, "option") if "selected" in o] == ["as"]


def test_an_external_menu_is_a_field_to_search_in() -> None:
    menu = element("external_select", min_query_length=2, initial_option=OPTIONS[0])
    html = blocks.draw([ask(menu)], SURFACE)
    field, hidden = tags(html, "input")
    [listed] = tags(html, "ul")

    assert (field["role"], field["data-options"], field["data-least"]) == ("combobox", KEY, "2")
    assert (field["value"], "name" in field) == ("Assens", False)
    assert (hidden["name"], hidden["value"]) == (KEY, "as")
    assert (listed["role"], listed["id"]) == ("listbox", field["aria-controls"])


def test_an_external_menu_for_several_keeps_the_chosen_as_boxes() -> None:
    menu = element("multi_external_select", initial_options=OPTIONS)
    html = blocks.draw([ask(menu)], SURFACE)
    boxes = [box for box in tags(html, "input") if box.get("name") == KEY]

    assert [(box["value"], "checked" in box) for box in boxes] == [("as", True), ("kø", True)]


def test_uploaded_files_stay_chosen() -> None:
    files = {"type": "file_input", "files": [{"id": "F0PLAN", "name": "plan.pdf"}]}
    html = blocks.draw([ask(element("file_input"))], replace(SURFACE, values={"b": {"a": files}}))

    assert [box["value"] for box in tags(html, "input") if box["type"] == "checkbox"] == ["F0PLAN"]
    assert "plan.pdf" in words(html)


def test_rich_text_is_typed_with_marks() -> None:
    begun = rich({"type": "text", "text": "Assens", "style": {"bold": True}})
    html = blocks.draw([ask(element("rich_text_input", initial_value=begun))], SURFACE)

    assert "*Assens*" in words(html)
    assert [b["aria-label"] for b in tags(html, "button")][:2] == ["Fed", "Kursiv"]


def test_a_hint_and_an_error_describe_the_field() -> None:
    asked = ask(element("plain_text_input"), hint=plain("Kort"))
    html = blocks.draw([asked], replace(SURFACE, errors={"b": "Skriv noget her."}))
    [field] = tags(html, "input")
    notes = {p["class"]: p["id"] for p in tags(html, "p")}

    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == f"{notes['error']} {notes['hint']}"
    assert "Skriv noget her." in words(html)


def test_a_field_without_an_error_is_not_invalid() -> None:
    html = blocks.draw([ask(element("plain_text_input"))], replace(SURFACE, errors={"x": "Nej"}))

    assert "aria-invalid" not in html
    assert "aria-describedby" not in html


@pytest.mark.parametrize(("optional", "required"), [(True, None), (False, "true")])
def test_what_may_be_left_empty_says_so(optional: bool, required: str | None) -> None:
    html = blocks.draw([ask(element("plain_text_input"), optional=optional)], SURFACE)

    assert ("(valgfrit)" in words(html)) is optional
    assert tags(html, "input")[0].get("aria-required") == required


@pytest.mark.parametrize(
    ("more", "config", "when"),
    [
        ({}, {}, None),
        ({"dispatch_action": True}, {}, "on_enter_pressed"),
        (
            {"dispatch_action": True},
            {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}},
            "on_character_entered",
        ),
    ],
)
def test_an_input_tells_at_once_only_if_the_app_asks(
    more: Block, config: Block, when: str | None
) -> None:
    [field] = tags(
        blocks.draw([ask(element("plain_text_input", **config), **more)], SURFACE), "input"
    )

    assert field.get("data-act") == (KEY if when else None)
    assert field.get("data-act-on") == when


@pytest.mark.parametrize(
    ("where", "focused"), [("modal", True), ("message", False), ("home", False)]
)
def test_only_a_window_takes_the_focus(where: Any, focused: bool) -> None:
    asked = ask(element("plain_text_input", focus_on_load=True))
    [field] = tags(blocks.draw([asked], replace(SURFACE, where=where)), "input")

    assert ("autofocus" in field) is focused


def test_ids_differ_between_two_drawings_of_the_same_blocks() -> None:
    asked = [ask(element("plain_text_input"))]
    one = blocks.draw(asked, replace(SURFACE, prefix="1.1-"))
    other = blocks.draw(asked, replace(SURFACE, prefix="2.2-"))

    assert tags(one, "input")[0]["id"] != tags(other, "input")[0]["id"]
    assert one == blocks.draw(asked, replace(SURFACE, prefix="1.1-"))


PRESS_KEY = "b/a"


@pytest.mark.parametrize(
    ("pressed", "html"),
    [
        (
            button(style="primary"),
            f'<button class="button primary" name="press" value="{PRESS_KEY}" formnovalidate>'
            "Tryk</button>",
        ),
        (
            button(style="<ond>", accessibility_label="Deltag i mødet"),
            '<button class="button default" aria-label="Deltag i mødet" name="press"'
            f' value="{PRESS_KEY}" formnovalidate>Tryk</button>',
        ),
        (
            button(url="https://a.dk"),
            f'<a class="button default" href="https://a.dk"{BESIDE} data-press="{PRESS_KEY}">'
            "Tryk</a>",
        ),
        (
            button(
                confirm={
                    "title": plain("Slet svar?"),
                    "text": text_block("Det kan ikke *fortrydes*"),
                    "confirm": plain("Slet"),
                    "deny": plain("Behold"),
                    "style": "danger",
                }
            ),
            f'<button class="button default" name="press" value="{PRESS_KEY}" formnovalidate'
            ' data-confirm-title="Slet svar?" data-confirm-text="Det kan ikke *fortrydes*"'
            ' data-confirm-yes="Slet" data-confirm-no="Behold" data-confirm-style="danger">'
            "Tryk</button>",
        ),
    ],
)
def test_buttons(pressed: Block, html: str) -> None:
    assert blocks.draw([actions(pressed)], SURFACE) == f'<div class="block actions">{html}</div>'


def test_a_button_with_a_hostile_address_is_no_link() -> None:
    drawn = blocks.draw([actions(button(url="javascript:x"))], SURFACE)

    assert "javascript" not in drawn
    assert tags(drawn, "a") == []


MENU = element("overflow", options=[option("Rediger", "r"), option("Se", "s", url="https://a.dk")])
THUMBS = element(
    "feedback_buttons",
    positive_button={"text": plain("Godt"), "value": "g", "accessibility_label": "Godt svar"},
    negative_button={"text": plain("Dårligt"), "value": "d"},
)
TRASH = element("icon_button", icon="trash", text=plain("Fjern"), value="x")


@pytest.mark.parametrize(
    ("pressed", "names", "keys"),
    [
        (MENU, "Rediger Se", ["b/a/r"]),
        (THUMBS, "Godt Dårligt", ["b/a/g", "b/a/d"]),
        (TRASH, "", ["b/a/x"]),
    ],
)
def test_each_choice_is_a_button(pressed: Block, names: str, keys: list[str]) -> None:
    html = blocks.draw(
        [{"type": "context_actions", "block_id": "b", "elements": [pressed]}], SURFACE
    )

    assert words(html).replace("⋯", "").strip() == names
    assert [b["value"] for b in tags(html, "button") if b["name"] == "press"] == keys


def test_an_icon_has_a_name() -> None:
    [trash] = tags(blocks.draw([actions(TRASH)], SURFACE), "button")

    assert trash["aria-label"] == "Fjern"


@pytest.mark.parametrize(("viewer", "sees"), [("U0ASSENS", True), ("U0KOEGE", False)])
def test_an_icon_may_be_for_some_only(viewer: str, sees: bool) -> None:
    only = {**TRASH, "visible_to_user_ids": ["U0ASSENS"]}
    html = blocks.draw([actions(only)], replace(SURFACE, viewer=viewer))

    assert bool(tags(html, "button")) is sees


def test_a_workflow_can_not_be_started_here() -> None:
    [shown] = tags(
        blocks.draw([actions({**button(), "type": "workflow_button"})], SURFACE), "button"
    )

    assert "disabled" in shown
