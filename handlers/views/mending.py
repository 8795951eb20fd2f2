"""The window in which a municipality writes what is right instead of a claim of ours."""

from collections.abc import Mapping
from typing import Any

from handlers.views.blocks import Block, visible
from prompts import text
from storage.reviews import Claim

WINDOW = "claim_window"
FIELD = "words"
MOST_WORDS = 1_200  # characters: one passage


def mending_window(claim: Claim, occasion: str, language: str) -> Block:
    """With the words that stand there now: ours, or their own correction of them."""
    stands = claim.correction or claim.found.passage.text
    field = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": True,
        "max_length": MOST_WORDS,
        "initial_value": visible(stands, MOST_WORDS),
        "focus_on_load": True,
    }
    return {
        "type": "modal",
        "callback_id": WINDOW,
        "private_metadata": f"{language}:{claim.found.content_hash}:{occasion}",
        "title": _plain("account.window", language),
        "submit": _plain("account.keep", language),
        "close": _plain("asking.close", language),
        "blocks": [
            {
                "type": "input",
                "block_id": FIELD,
                "label": _plain("account.own_words", language),
                "hint": _plain("account.who_finds", language),
                "element": field,
            }
        ],
    }


def mended(view: Mapping[str, Any]) -> str:
    """What was written in the window."""
    return str(view["state"]["values"][FIELD][FIELD].get("value") or "")


def _plain(key: str, language: str) -> Block:
    return {"type": "plain_text", "text": text(key, language)}
