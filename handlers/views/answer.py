"""How an answer looks: quotes, each with its source, or what the register says."""

import re
from collections.abc import Mapping, Sequence

from bot.asking.answer import OUTDATED, UNCONFIRMED, Answer, Citation, Mode, Note, Verdict
from handlers.views.blocks import (
    MAX_LINE,
    MAX_TEXT,
    Block,
    Message,
    Streamed,
    button,
    fallback,
    line,
    link,
    quote,
    rich_text,
    runs,
    visible,
    words,
)
from prompts import text
from prompts.dates import source_date

_MARKDOWN = re.compile(r"[*_~|`#\\<>&]|:\w+:|^\s*(?:[-+]|\d+[.)])\s")
SHOW_QUOTES, STOP = "show_quotes", "stop_answer"
EXTRACTED, FOUND = "asking.extract_lead", "asking.found"
DISPUTED = "asking.extract_disputed"
WHY_EXTRACTED: Mapping[Note | None, str] = {
    Note.MODEL_AWAY: "asking.model_away",
    Note.PERSON_BUSY: "asking.person_busy",
    Note.ORGANISATION_BUSY: "asking.organisation_busy",
    Note.PERSON_SPENT: "asking.person_spent",
    Note.ORGANISATION_SPENT: "asking.organisation_spent",
}
NOTES: Mapping[Note | None, str] = {
    Note.WRITING: "asking.writing",
    Note.CUT: "asking.cut",
    Note.STOPPED: "asking.stopped",
}


def answer_message(
    answer: Answer, before: Sequence[Block] = (), key: str = "", reader: str = ""
) -> Message:
    """The message for an answer. Lead first; then quote and source, in turn.

    `before` stands above, for an answer that does not stand under its question. `key` is the
    question's, for what can be done about the answer; without it there are no buttons. `reader` is
    who asked, for one that streams in.
    """
    if answer.mode is Mode.REGISTER:
        said = rich_text([*before, line(words(answer.answer))])
        return Message(fallback(answer.answer), (said,))
    if answer.verdict is Verdict.NOT_FOUND:
        return _not_found(answer, before)
    if answer.mode is Mode.MODEL:
        return _written(answer, before, key, reader)
    numbered = list(enumerate(answer.citations, 1))
    parts = [*before, line(words(lead(answer)))]
    for number, citation in numbered:
        parts += [
            quote(f"{visible(citation.quote, MAX_TEXT - 5)} [{number}]"),
            _source(citation, answer.language, number),
        ]
    quotes = [f"{c.quote} [{n}] {source_line(c, answer.language)}" for n, c in numbered]
    return Message(fallback(*quotes), (rich_text(parts),))


def lead(answer: Answer) -> str:
    """What stands above the passages' own sentences: why they do, where there is a reason."""
    why, is_disputed = _why_extracted(answer), answer.verdict is Verdict.CONFLICT
    usual = DISPUTED if is_disputed else FOUND if why else EXTRACTED
    return f"{why} {text(usual, answer.language)}".strip()


def _why_extracted(answer: Answer) -> str:
    key = WHY_EXTRACTED.get(answer.note)
    return text(key, answer.language) if key else ""


def _written(answer: Answer, before: Sequence[Block], key: str, reader: str) -> Message:
    """A model's answer: its sentences, the sources below, their words one press away."""
    numbered = list(enumerate(answer.citations, 1))
    notes = [text(NOTES[answer.note], answer.language)] if answer.note in NOTES else []
    below = [_source(citation, answer.language, number) for number, citation in numbered]
    below += [line(words(note)) for note in notes]
    sources = [f"[{n}] {source_line(c, answer.language)}" for n, c in numbered]
    told = fallback(answer.answer, *sources, *notes)
    buttons = _buttons(answer, key)
    whole = rich_text([*before, line(*runs(answer.answer), words("\n")), *below])
    streamed = _streamed(answer, reader, (rich_text(below), *buttons))
    return Message(told, (whole, *buttons), streamed)


def _streamed(answer: Answer, reader: str, below: tuple[Block, ...]) -> Streamed | None:
    """Words that mean nothing to Markdown may stream in; none are escaped."""
    if not reader or _MARKDOWN.search(answer.answer):
        return None
    return Streamed(reader, answer.answer, None if answer.note is Note.WRITING else below)


def _buttons(answer: Answer, key: str) -> Sequence[Block]:
    if not key:
        return ()
    shown = [button(text("asking.show_quotes", answer.language), SHOW_QUOTES, key)]
    if answer.note is Note.WRITING:
        shown.append(button(text("asking.stop", answer.language), STOP, key))
    return ({"type": "actions", "elements": shown},)


def quotes_window(answer: Answer) -> Block:
    """The words that an answer rests on, each with its source."""
    numbered = enumerate(answer.citations, 1)
    parts = [
        part
        for number, citation in numbered
        for part in (
            quote(visible(citation.quote, MAX_TEXT)),
            _source(citation, answer.language, number),
        )
    ]
    title = {"type": "plain_text", "text": text("asking.quotes_title", answer.language)}
    close = {"type": "plain_text", "text": text("asking.close", answer.language)}
    return {"type": "modal", "title": title, "close": close, "blocks": [rich_text(parts)]}


def you_asked(question: str, language: str) -> Block:
    """The question's words."""
    sentence = text("asking.you_asked", language, question=visible(question, MAX_LINE))
    return line(words(sentence + "\n"))


def _not_found(answer: Answer, before: Sequence[Block]) -> Message:
    sentence = text("asking.not_found", answer.language)
    why = _why_extracted(answer)  # a model might have seen more in what comes near
    parts = [*before, line(words("\n".join(said for said in (sentence, why) if said)))]
    if answer.near:
        parts += [line(words(text("asking.near", answer.language)))]
        parts += _near(answer.near, answer.language)
    whom = _whom_to_ask(answer)
    parts += [line(words(whom))] if whom else []
    return Message(fallback(sentence, why, whom), (rich_text(parts),))


def _whom_to_ask(answer: Answer) -> str:
    if answer.closest is None:
        return ""
    return text("asking.closest", answer.language, municipality=answer.closest)


def _near(near: Sequence[Citation], language: str) -> list[Block]:
    return [part for c in near for part in (quote(c.quote), _source(c, language, None))]


def _source(citation: Citation, language: str, number: int | None) -> Block:
    before = f"[{number}] " if number else ""
    return line(words(before), link(source_line(citation, language), citation.url), words("\n"))


def source_line(citation: Citation, language: str) -> str:
    """Whose words, which document, page and date, as people say it; and whether the municipality
    that we speak of has confirmed it."""
    parts = [citation.title]
    if citation.page is not None:
        parts.append(text("asking.page", language, page=citation.page))
    if citation.date is None:
        parts[-1] += f" ({text('asking.undated', language)})"
    else:
        parts.append(source_date(citation.date, language))
    if citation.confirmed is not None:
        parts.append(confirmation(citation.confirmed, citation.organisation, language))
    return ", ".join(parts)


def confirmation(confirmed: str, organisation: str | None, language: str) -> str:
    """What a municipality has said of our account of it, or not said again of its status."""
    if confirmed == OUTDATED:
        return text("asking.outdated", language)
    if confirmed == UNCONFIRMED:
        return text("asking.unconfirmed", language)
    month = source_date(confirmed, language)
    return text("asking.confirmed", language, organisation=organisation, month=month)
