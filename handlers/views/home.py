"""How the bot's own page looks, and the window that one asks in."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.alliance.account import may_review, own_municipality
from bot.asking import register
from bot.status.catalogue.filling import NEW
from handlers.suggestions import suggested
from handlers.views import broadcast
from handlers.views.account import OPEN
from handlers.views.actions_below import OPEN as ACTIONS
from handlers.views.actions_below import WRITE, about_value
from handlers.views.being_away import COME_BACK
from handlers.views.being_away import OPEN as AWAY
from handlers.views.blocks import Block, button, line, rich_text, section, words
from handlers.views.status.prompt import OPEN as STATUS
from prompts import text
from prompts.dates import named_day
from storage.absences import Absence
from storage.terms import Organisation, OrganisationKind, Person, Role

ASK = "ask"
ASK_SUGGESTED = "ask_suggested"
WINDOW = "ask_window"
FIELD = "question"
MOST_WORDS = 1_000  # characters
ROLES: Mapping[Role, str] = {
    **register.ROLES,
    Role.POLITICIAN: "home.politician",
    Role.PARTNER: "home.partner",
}


def home_page(
    person: Person | None,
    organisations: Sequence[Organisation],
    language: str,
    away: Sequence[Absence] = (),
) -> dict[str, Any]:
    """The page for one person. None: Slack does not say who it is, for now."""
    ask = {**button(text("home.ask", language), ASK, ASK), "style": "primary"}
    presses = [ask, *_own(person, language), *_peace(person, away, language)]
    numbered = enumerate(suggested(language))
    questions = [button(q, f"{ASK_SUGGESTED}:{number}", q) for number, q in numbered]
    blocks = [
        section(text("home.about", language)),
        {"type": "actions", "elements": presses},
        section(text("home.try", language)),
        {"type": "actions", "elements": questions},
        {"type": "divider"},
        *_lines(
            _known_as(person, language),
            _alliance(organisations, language),
            _left_in_peace(away, language),
        ),
    ]
    return {"type": "home", "blocks": blocks}


def _own(person: Person | None, language: str) -> list[Block]:
    """Writing to many, for the secretariat; what there is of them, for a municipality's people."""
    if person is not None and person.role is Role.SECRETARIAT:
        return [button(text("broadcast.open", language), broadcast.OPEN, broadcast.OPEN)]
    own = own_municipality(person) if person else None
    if person is None or own is None:
        return []
    presses = [
        button(text("status.open", language), STATUS, STATUS),
        button(text("account.of_you", language), OPEN, OPEN),
        button(text("actions.open", language), ACTIONS, ACTIONS),
    ]
    if may_review(person, own.code):
        new = about_value(language, own.code, NEW)
        presses.append(button(text("action.add", language), WRITE, new))
    return presses


def _peace(person: Person | None, away: Sequence[Absence], language: str) -> list[Block]:
    """Saying that one is away, or back again."""
    if person is None or not person.scopes:
        return []
    if away:
        return [button(text("away.back", language), COME_BACK, COME_BACK)]
    return [button(text("away.open", language), AWAY, AWAY)]


def _left_in_peace(away: Sequence[Absence], language: str) -> str:
    if not away:
        return ""
    last = named_day(max(one.last_day for one in away), language)
    return text("away.home_until", language, last=last)


def _lines(*sentences: str) -> list[Block]:
    """Names stand in them, so nothing in them is read as markup."""
    return [rich_text([line(words(sentence))]) for sentence in sentences if sentence]


def _known_as(person: Person | None, language: str) -> str:
    if person is None:
        return text("home.unknown", language)
    if person.role is Role.SECRETARIAT:
        return text("home.secretariat", language)
    if person.role is None or person.organisation is None:
        return text("notice.not_admitted", language)
    name = person.organisation.name
    if person.role is Role.UNCONFIRMED:
        return text("home.unconfirmed", language, organisation=name)
    role = text(ROLES[person.role], language)
    return text("home.known", language, role=role, organisation=name)


def _alliance(organisations: Sequence[Organisation], language: str) -> str:
    kinds = [each.kind for each in organisations]
    if not kinds:
        return ""
    municipalities = kinds.count(OrganisationKind.MUNICIPALITY)
    partners = kinds.count(OrganisationKind.PARTNER)
    return text("home.alliance", language, municipalities=municipalities, partners=partners)


def window(language: str) -> dict[str, Any]:
    """Where a question is written."""
    field = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": True,
        "max_length": MOST_WORDS,
        "focus_on_load": True,
        "placeholder": _plain("home.try_wetlands", language),
    }
    return {
        "type": "modal",
        "callback_id": WINDOW,
        "title": _plain("home.window", language),
        "submit": _plain("home.ask", language),
        "close": _plain("home.close", language),
        "blocks": [
            {
                "type": "input",
                "block_id": FIELD,
                "label": _plain("home.question", language),
                "hint": _plain("asking.answer_comes_directly", language),
                "element": field,
            }
        ],
    }


def written(view: Mapping[str, Any]) -> str:
    """What was written in the window."""
    return str(view["state"]["values"][FIELD][FIELD].get("value") or "")


def _plain(key: str, language: str) -> Block:
    return {"type": "plain_text", "text": text(key, language)}
