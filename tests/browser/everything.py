"""An app that shows everything: every input in a window, a second window, App Home, a stream."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.manifest import manifest
from tests.playground.delivery.bolt import authorize

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str, **more: Any) -> Block:
    return {"text": plain(text), "value": value, **more}


MUNICIPALITIES = [option("Assens", "assens"), option("Køge", "koege"), option("Vejle", "vejle")]
GROUPS = [
    {"label": plain("Ved kysten"), "options": MUNICIPALITIES[1:]},
    {"label": plain("På Fyn"), "options": MUNICIPALITIES[:1]},
]


def question(label: str, element: Block, **more: Any) -> Block:
    block = {"type": "input", "block_id": element["action_id"], "label": plain(label)}
    return {**block, "element": element, **more}


def paper() -> dict[str, Any]:
    """Klimabot's manifest, with all that an app can have."""
    whole = manifest("da")
    whole["features"]["app_home"]["home_tab_enabled"] = True
    whole["features"]["shortcuts"] = [
        {
            "name": "Gem som viden",
            "type": "message",
            "callback_id": "gem",
            "description": "Gem den",
        },
        {"name": "Skriv status", "type": "global", "callback_id": "status", "description": "Åbn"},
    ]
    whole["oauth_config"]["scopes"]["bot"] += ["assistant:write", "reactions:write", "files:write"]
    whole["settings"]["event_subscriptions"]["bot_events"] += ["app_home_opened"]
    return whole


OPTIONAL: list[tuple[str, Block]] = [
    ("Indsats", {"type": "static_select", "action_id": "indsats", "option_groups": GROUPS}),
    (
        "Kommuner, der ved mere",
        {"type": "multi_static_select", "action_id": "flere", "options": MUNICIPALITIES},
    ),
    ("Kollega", {"type": "users_select", "action_id": "kollega"}),
    ("Kanal", {"type": "channels_select", "action_id": "kanal"}),
    ("Kilde", {"type": "external_select", "action_id": "kilde", "min_query_length": 2}),
    ("Møde", {"type": "datepicker", "action_id": "dato", "initial_date": "2026-11-30"}),
    ("Klokken", {"type": "timepicker", "action_id": "tid"}),
    ("Frist", {"type": "datetimepicker", "action_id": "frist"}),
    (
        "Skal med",
        {
            "type": "checkboxes",
            "action_id": "skal",
            "options": [
                option("Lodsejere", "l"),
                option("Naboer", "n", description=plain("også på den anden side")),
            ],
        },
    ),
    ("Hektar", {"type": "number_input", "action_id": "hektar", "is_decimal_allowed": True}),
    ("E-mail", {"type": "email_text_input", "action_id": "mail"}),
    ("Adresse", {"type": "url_text_input", "action_id": "url"}),
    ("Referat", {"type": "rich_text_input", "action_id": "referat"}),
    ("Billede", {"type": "file_input", "action_id": "billede"}),
]
STATUS: Block = {
    "type": "modal",
    "callback_id": "status",
    "notify_on_close": True,
    "title": plain("Status for uge 49"),
    "submit": plain("Send status"),
    "close": plain("Ikke nu"),
    "blocks": [
        {
            "type": "section",
            "block_id": "intro",
            "text": {"type": "mrkdwn", "text": "*Assens*. Sidst skrev I: _Skovrejsning_."},
            "accessory": {"type": "button", "action_id": "mere", "text": plain("Vis sidste uge")},
        },
        question(
            "Hvad er der sket?",
            {"type": "plain_text_input", "action_id": "linje", "multiline": True},
            hint=plain("Én linje er nok."),
        ),
        question(
            "Hvordan går det?",
            {
                "type": "radio_buttons",
                "action_id": "stand",
                "options": [option("Følger planen", "1"), option("Er gået i stå", "2")],
            },
        ),
        *(question(label, element, optional=True) for label, element in OPTIONAL),
    ],
}
LAST_WEEK: Block = {
    "type": "modal",
    "title": plain("Sidste uge"),
    "blocks": [
        {"type": "header", "text": plain("Uge 48")},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "Lodsejermøde holdt, *venter*."},
        },
        {
            "type": "alert",
            "level": "warning",
            "text": {"type": "mrkdwn", "text": "To mangler endnu."},
        },
    ],
}
HOME: Block = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Din uge")},
        {
            "type": "section",
            "fields": [
                {"type": "mrkdwn", "text": "*Kommune*\nAssens"},
                {"type": "mrkdwn", "text": "*Status*\nmangler"},
            ],
        },
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": "skriv",
                    "style": "primary",
                    "text": plain("Skriv status"),
                },
                {
                    "type": "static_select",
                    "action_id": "vaelg",
                    "placeholder": plain("Vis en anden kommune"),
                    "options": MUNICIPALITIES,
                },
            ],
        },
    ],
}
FEEDBACK: Block = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "svar",
            "positive_button": option("Godt svar", "godt"),
            "negative_button": option("Dårligt svar", "daarligt"),
        }
    ],
}


class Everything:
    """The app, and what it was told."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client
        self.told: list[dict[str, Any]] = []
        self.app = AsyncApp(client=client, authorize=authorize)
        self._listen()

    def _listen(self) -> None:
        app = self.app
        app.action("skriv")(self.open)
        app.shortcut("status")(self.open)
        app.shortcut("gem")(self.save)
        app.action("mere")(self.more)
        app.options("kilde")(self.sources)
        app.view("status")(self.sent)
        app.view_closed("status")(self.hear)
        app.event("app_home_opened")(self.home)
        for name in ("vaelg", "svar"):
            app.action(name)(self.hear)

    async def hear(self, ack: Any, body: dict[str, Any]) -> None:
        self.told.append(body)
        await ack()

    async def open(self, ack: Any, body: dict[str, Any]) -> None:
        await ack()
        await self.client.views_open(trigger_id=body["trigger_id"], view=STATUS)

    async def save(self, ack: Any, body: dict[str, Any], respond: Any) -> None:
        await ack()
        await respond(f"Gemt: {body['message']['text']}", response_type="ephemeral")

    async def more(self, ack: Any, body: dict[str, Any]) -> None:
        await ack()
        await self.client.views_push(trigger_id=body["trigger_id"], view=LAST_WEEK)

    async def sources(self, ack: Any, body: dict[str, Any]) -> None:
        found = ["Klimaplan, Assens", "Klimaplan, Køge"]
        wanted = [text for text in found if body["value"].lower() in text.lower()]
        await ack(options=[option(text, text) for text in wanted])

    async def sent(self, ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        line = view["state"]["values"]["linje"]["linje"]["value"]
        if len(line) < 10:
            await ack(response_action="errors", errors={"linje": "Skriv lidt mere, tak."})
            return
        self.told.append(body)
        await ack()

    async def home(self, event: dict[str, Any]) -> None:
        await self.client.views_publish(user_id=event["user"], view=HOME)
