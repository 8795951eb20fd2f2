"""What one can do about an answer that is written: share it, ask a person, vote."""

from collections.abc import Sequence

from bot.asking.answer import Answer, Verdict
from bot.asking.sharing import may_be_shared
from handlers.views.blocks import Block, button
from handlers.views.sharing import SHARE
from handlers.views.votes import vote_buttons
from prompts import text

ASK_A_PERSON = "ask_a_person"


def beneath(answer: Answer, key: str, *, private: bool) -> Sequence[Block]:
    """The blocks below an answer; `key` is its question's, `private` that one person reads it."""
    buttons = list[Block]()
    language = answer.language
    if answer.verdict is Verdict.NOT_FOUND:
        label = text("asking.ask_a_person", language)
        buttons.append(button(label, ASK_A_PERSON, f"{language}:{key}"))
    elif private and may_be_shared(answer):
        buttons.append(button(text("sharing.share", language), SHARE, f"{language}:{key}"))
    actions = [{"type": "actions", "elements": buttons}] if buttons else []
    return [*actions, vote_buttons(key, language)]
