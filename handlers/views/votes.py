"""How one votes on an answer, says why, and what the secretariat reads of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.views.blocks import MAX_LINE, Block, line, person, quote, rich_text, visible, words
from prompts import text
from storage.votes import Complaint, Votes

VOTE = "vote"
UP, DOWN = "up", "down"
WINDOW = "vote_window"
REASON, BACK = "reason", "back"
MOST_WORDS = 500  # characters


def vote_buttons(key: str, language: str) -> Block:
    """Thumbs up and down; `key` is the question's."""
    pair = {
        "type": "feedback_buttons",
        "action_id": VOTE,
        "positive_button": _thumb("vote.up", f"{UP}:{language}:{key}", language),
        "negative_button": _thumb("vote.down", f"{DOWN}:{language}:{key}", language),
    }
    return {"type": "context_actions", "elements": [pair]}


def _thumb(name: str, value: str, language: str) -> Block:
    return {"text": _plain(name, language), "value": value}


def thumbed(value: str) -> tuple[bool, str, str]:
    """What a thumb says: whether it was up, the answer's language and the question's key."""
    thumb, language, key = value.split(":", 2)
    return thumb == UP, language, key


def reason_window(channel: str, key: str, language: str) -> Block:
    """Where one says what was wrong with the answer that stands in that channel."""
    why = {"label": _plain("vote.why", language), "hint": _plain("vote.no_names", language)}
    option = {"text": _plain("vote.answer_me", language), "value": BACK}
    back = {
        "type": "input",
        "block_id": BACK,
        "optional": True,
        "label": _plain("vote.back", language),
        "element": {"type": "checkboxes", "action_id": BACK, "options": [option]},
    }
    return _window(
        f"{channel}:{REASON}:{language}:{key}", language, "vote.window", [_words(why), back]
    )


def person_window(channel: str, key: str, language: str) -> Block:
    """Where one hands the question on to the secretariat, with one's name."""
    more = {"label": _plain("vote.more", language), "hint": _plain("vote.with_name", language)}
    field = {**_words(more), "optional": True}
    return _window(f"{channel}:{BACK}:{language}:{key}", language, "asking.ask_a_person", [field])


def _window(about: str, language: str, title: str, blocks: Sequence[Block]) -> Block:
    return {
        "type": "modal",
        "callback_id": WINDOW,
        "private_metadata": about,
        "title": _plain(title, language),
        "submit": _plain("vote.send", language),
        "close": _plain("asking.close", language),
        "blocks": list(blocks),
    }


def _words(labels: Block) -> Block:
    field = {"type": "plain_text_input", "action_id": REASON, "multiline": True}
    element = {**field, "max_length": MOST_WORDS}
    return {"type": "input", "block_id": REASON, **labels, "element": element}


def about(view: Mapping[str, Any]) -> tuple[str, str, str]:
    """Which answer the window is about: its channel and language, and the question's key."""
    channel, _, language, key = str(view["private_metadata"]).split(":", 3)
    return channel, language, key


def told(view: Mapping[str, Any]) -> tuple[str, bool]:
    """What was written in the window, and whether somebody wants to hear back."""
    values = view["state"]["values"]
    chosen = values.get(BACK, {}).get(BACK, {}).get("selected_options") or ()
    handed_on = str(view["private_metadata"]).split(":", 2)[1] == BACK
    return str(values[REASON][REASON].get("value") or ""), handed_on or bool(chosen)


def votes_lines(votes: Votes, language: str) -> Sequence[Block]:
    """What the secretariat reads: counts, and each complaint with its question."""
    counts = text("vote.counts", language, useful=votes.useful, useless=votes.useless)
    parts = [line(words(counts))]
    for complaint in votes.complaints:
        asked = quote(visible(complaint.question, MAX_LINE))
        parts += [asked, line(*_why(complaint, language))]
    return [rich_text(parts)]


def _why(complaint: Complaint, language: str) -> Sequence[Block]:
    reason = visible(complaint.reason or text("vote.no_reason", language), MOST_WORDS)
    if complaint.user is None:
        return [words(reason)]
    return [words(f"{reason} {text('vote.hear_back', language)} "), person(complaint.user)]


def _plain(key: str, language: str) -> Block:
    return {"type": "plain_text", "text": text(key, language)}
