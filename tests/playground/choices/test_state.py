from typing import Any

import pytest

from playground.choices import state

Block = dict[str, Any]


def option(text: str, value: str) -> Block:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


ASSENS, KOEGE, ODENSE = option("Assens", "as"), option("Køge", "kø"), option("Odense", "od")
OPTIONS: Block = {"options": [ASSENS, KOEGE]}
FILE = {"id": "F0PLAN", "name": "klimaplan.pdf"}
KNOWN = state.Known(
    people={"U0ASSENS", "U0KOEGE"},
    channels={"C0ALLIANCEN"},
    offered={"a": [ODENSE]},
    files={"F0PLAN": FILE},
)


def element(kind: str, **more: Any) -> Block:
    return {"type": kind, "action_id": "a", **more}


def ask(kind: str, *, optional: bool = False, **more: Any) -> list[Block]:
    label = {"type": "plain_text", "text": "Hvad siger du?"}
    shown = {"type": "input", "block_id": "b", "label": label, "optional": optional}
    return [{**shown, "element": element(kind, **more)}]


EVERY_KIND: list[tuple[Block, list[str], str, Any]] = [
    (element("static_select", **OPTIONS), ["kø"], "selected_option", KOEGE),
    (element("multi_static_select", **OPTIONS), ["kø", "as"], "selected_options", [KOEGE, ASSENS]),
    (element("external_select"), ["od"], "selected_option", ODENSE),
    (element("multi_external_select"), ["od"], "selected_options", [ODENSE]),
    (element("checkboxes", **OPTIONS), ["as"], "selected_options", [ASSENS]),
    (element("radio_buttons", **OPTIONS), ["as"], "selected_option", ASSENS),
    (element("users_select"), ["U0KOEGE"], "selected_user", "U0KOEGE"),
    (element("multi_users_select"), ["U0KOEGE"], "selected_users", ["U0KOEGE"]),
    (element("channels_select"), ["C0ALLIANCEN"], "selected_channel", "C0ALLIANCEN"),
    (element("multi_channels_select"), ["C0ALLIANCEN"], "selected_channels", ["C0ALLIANCEN"]),
    (element("conversations_select"), ["C0ALLIANCEN"], "selected_conversation", "C0ALLIANCEN"),
    (
        element("multi_conversations_select"),
        ["C0ALLIANCEN"],
        "selected_conversations",
        ["C0ALLIANCEN"],
    ),
    (element("datepicker"), ["2026-11-24"], "selected_date", "2026-11-24"),
    (element("timepicker"), ["09:30"], "selected_time", "09:30"),
    (element("datetimepicker"), ["2026-11-24T09:30"], "selected_date_time", 1795509000),
    (element("datetimepicker"), ["1795509000"], "selected_date_time", 1795509000),
    (element("plain_text_input"), ["linje\r\nto"], "value", "linje\nto"),
    (element("number_input"), ["7.5"], "value", "7.5"),
    (element("email_text_input"), ["klima@assens.dk"], "value", "klima@assens.dk"),
    (element("url_text_input"), ["https://assens.dk"], "value", "https://assens.dk"),
    (element("file_input"), ["F0PLAN"], "files", [FILE]),
]


@pytest.mark.parametrize(("asked", "given", "field", "value"), EVERY_KIND)
def test_strings_become_what_slack_says(
    asked: Block, given: list[str], field: str, value: Any
) -> None:
    assert state.chosen(asked, given, known=KNOWN) == {"type": asked["type"], field: value}


@pytest.mark.parametrize(("asked", "_given", "field", "_value"), EVERY_KIND)
@pytest.mark.parametrize("nothing", [[], [""]])
def test_nothing_chosen_is_null_or_an_empty_list(
    asked: Block, _given: list[str], field: str, _value: Any, nothing: list[str]
) -> None:
    many = field.endswith("s")

    assert state.chosen(asked, nothing, known=KNOWN)[field] == ([] if many else None)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (element("static_select", **OPTIONS), ["od"]),
        (element("static_select", **OPTIONS), ["as", "kø"]),
        (element("multi_static_select", **OPTIONS), ["as", "od"]),
        (element("external_select", action_id="et andet"), ["od"]),
        (element("users_select"), ["U0UKENDT"]),
        (element("channels_select"), ["C0HEMMELIG"]),
        (element("datepicker"), ["2026-02-29"]),
        (element("datepicker"), ["i morgen"]),
        (element("timepicker"), ["24:00"]),
        (element("datetimepicker"), ["2026-11-24 kl. 9"]),
        (element("file_input"), ["F0FREMMED"]),
        ({"type": "overflow", **OPTIONS}, ["od"]),
        ({"type": "overflow", **OPTIONS}, []),
    ],
)
def test_what_is_no_choice_is_refused(asked: Block, given: list[str]) -> None:
    with pytest.raises(state.NotAChoice):
        state.chosen(asked, given, known=KNOWN)


def test_an_initial_option_may_be_kept_though_the_app_does_not_offer_it_now() -> None:
    asked = element("external_select", initial_option=KOEGE)

    assert state.chosen(asked, ["kø"], known=KNOWN)["selected_option"] == KOEGE


def test_before_anybody_chose_every_element_says_what_it_begins_with() -> None:
    row = {
        "type": "actions",
        "block_id": "række",
        "elements": [
            element("static_select", **OPTIONS, initial_option=ASSENS),
            element("datepicker", action_id="dag"),
            element("multi_users_select", action_id="hvem"),
            element("number_input", action_id="tal", initial_value=7),
            {"type": "button", "action_id": "knap"},
        ],
    }

    assert state.initial([row]) == {
        "række": {
            "a": {"type": "static_select", "selected_option": ASSENS},
            "dag": {"type": "datepicker", "selected_date": None},
            "hvem": {"type": "multi_users_select", "selected_users": []},
            "tal": {"type": "number_input", "value": "7"},
        }
    }


NUMBER: Block = {"is_decimal_allowed": False, "min_value": "2", "max_value": "10"}


@pytest.mark.parametrize(
    ("asked", "given", "sentence"),
    [
        (ask("plain_text_input"), [], "Skriv noget her."),
        (ask("plain_text_input", optional=True), [], None),
        (ask("plain_text_input", min_length=3), ["to"], "Skriv mindst 3 tegn. Du har skrevet 2."),
        (ask("plain_text_input", min_length=3), ["tre"], None),
        (ask("plain_text_input", max_length=3), ["tre"], None),
        (ask("plain_text_input", max_length=3), ["fire"], "Skriv højst 3 tegn. Du har skrevet 4."),
        (ask("plain_text_input"), ["x" * 3000], None),
        (ask("plain_text_input"), ["x" * 3001], "Skriv højst 3000 tegn. Du har skrevet 3001."),
        (ask("plain_text_input", optional=True, min_length=3), [], None),
        (ask("static_select", **OPTIONS), [], "Vælg her."),
        (ask("static_select", **OPTIONS), ["as"], None),
        (ask("checkboxes", **OPTIONS), [], "Vælg her."),
        (ask("multi_static_select", max_selected_items=1, **OPTIONS), ["as"], None),
        (
            ask("multi_static_select", max_selected_items=1, **OPTIONS),
            ["as", "kø"],
            "Vælg højst 1.",
        ),
        (ask("number_input", **NUMBER), ["syv"], "Skriv et tal."),
        (ask("number_input", **NUMBER), ["NaN"], "Skriv et tal."),
        (ask("number_input", **NUMBER), ["2.5"], "Skriv et helt tal."),
        (ask("number_input", is_decimal_allowed=True), ["2.5"], None),
        (ask("number_input", **NUMBER), ["1"], "Skriv et tal, der er mindst 2."),
        (ask("number_input", **NUMBER), ["2"], None),
        (ask("number_input", **NUMBER), ["10"], None),
        (ask("number_input", **NUMBER), ["11"], "Skriv et tal, der er højst 10."),
        (ask("number_input"), ["0"], None),
        (ask("email_text_input"), ["klima@assens.dk"], None),
        (
            ask("email_text_input"),
            ["klima@assens"],
            "Skriv en mailadresse, for eksempel navn@kommune.dk.",
        ),
        (ask("url_text_input"), ["https://assens.dk/klima?år=2030"], None),
        (
            ask("url_text_input"),
            ["javascript:alert(1)"],
            "Skriv en adresse, der begynder med https://.",
        ),
        (ask("url_text_input"), ["https://"], "Skriv en adresse, der begynder med https://."),
        (ask("rich_text_input"), [" "], "Skriv noget her."),
        (ask("rich_text_input"), ["hej"], None),
        (ask("file_input"), [], "Vælg en fil."),
        (ask("file_input", filetypes=["pdf"], max_files=1), ["F0PLAN"], None),
        (ask("file_input", filetypes=["png"]), ["F0PLAN"], "Vælg en fil af typen png."),
        (ask("datepicker"), [], "Vælg her."),
    ],
)
def test_a_view_is_not_sent_with_what_is_missing_or_wrong(
    asked: list[Block], given: list[str], sentence: str | None
) -> None:
    values = {"b": {"a": state.chosen(asked[0]["element"], given, known=KNOWN)}}

    assert state.missing(asked, values) == ({"b": sentence} if sentence else {})


@pytest.mark.parametrize(("files", "sentence"), [(10, None), (11, "Vælg højst 10 filer.")])
def test_ten_files_are_the_most(files: int, sentence: str | None) -> None:
    many = [{"id": f"F{number}", "name": "bilag.pdf"} for number in range(files)]
    values = {"b": {"a": {"type": "file_input", "files": many}}}

    assert state.missing(ask("file_input"), values).get("b") == sentence


def test_only_input_blocks_must_be_answered() -> None:
    row = {"type": "actions", "block_id": "b", "elements": [element("datepicker")]}

    assert state.missing([row], state.initial([row])) == {}


TEXT = {"type": "plain_text", "text": "Deltag"}
IDS = {"block_id": "b", "action_id": "a", "action_ts": "1.000002"}


@pytest.mark.parametrize(
    ("asked", "given", "action"),
    [
        (
            element("button", text=TEXT, value="1", style="primary"),
            ["1"],
            {"type": "button", "text": TEXT, "value": "1", "style": "primary"},
        ),
        (element("button", text=TEXT), [], {"type": "button", "text": TEXT}),
        (
            element("icon_button", icon="trash", text=TEXT, value="1"),
            ["1"],
            {"type": "icon_button", "icon": "trash", "text": TEXT, "value": "1"},
        ),
        (
            element("overflow", **OPTIONS),
            ["kø"],
            {"type": "overflow", "selected_option": KOEGE},
        ),
        (
            element(
                "feedback_buttons",
                positive_button={"text": TEXT, "value": "godt"},
                negative_button={"text": TEXT, "value": "dårligt"},
            ),
            ["dårligt"],
            {"type": "feedback_buttons", "text": TEXT, "value": "dårligt"},
        ),
        (
            element("static_select", placeholder=TEXT, initial_option=ASSENS, **OPTIONS),
            ["kø"],
            {
                "type": "static_select",
                "selected_option": KOEGE,
                "initial_option": ASSENS,
                "placeholder": TEXT,
            },
        ),
    ],
)
def test_an_action_says_what_was_done(asked: Block, given: list[str], action: Block) -> None:
    done = state.chosen(asked, given, known=KNOWN)

    assert state.action({"block_id": "b"}, asked, done, at="1.000002") == {**action, **IDS}
