"""How an answer looks: quotes, each with its source, or what the register says."""

from collections.abc import Mapping, Sequence

from bot.asking.answer import UNCONFIRMED, Answer, Citation, Mode, Note, Verdict
from handlers.views.blocks import (
    MAX_LINE,
    MAX_TEXT,
    Block,
    Message,
    button,
    fallback,
    line,
    link,
    quote,
    rich_text,
    visible,
    words,
)
from prompts import text
from prompts.dates import source_date

SHOW_QUOTES, STOP = "show_quotes", "stop_answer"
EXTRACTED = "asking.extract_lead"
LEADS: Mapping[Note | None, str] = {Note.MODEL_AWAY: "asking.model_away"}
NOTES: Mapping[Note | None, str] = {
    Note.WRITING: "asking.writing",
    Note.CUT: "asking.cut",
    Note.STOPPED: "asking.stopped",
}


def answer_message(answer: Answer, asked: str | None = None, key: str = "") -> Message:
    """The message for an answer. Lead first; then quote and source, in turn.

    `key` is the question's, for what can be done about the answer; without it there are no buttons.

    `asked` are the question's words, for an answer that does not stand under them.
    """
    before = [_asked(asked, answer.language)] if asked else []
    if answer.mode is Mode.REGISTER:
        said = rich_text([*before, line(words(answer.answer))])
        return Message(fallback(answer.answer), (said,))
    if answer.verdict is Verdict.NOT_FOUND:
        return _not_found(answer, before)
    if answer.mode is Mode.MODEL:
        return _written(answer, before, key)
    lead = text(LEADS.get(answer.note, EXTRACTED), answer.language)
    numbered = list(enumerate(answer.citations, 1))
    parts = [*before, line(words(lead))]
    for number, citation in numbered:
        parts += [
            quote(f"{visible(citation.quote, MAX_TEXT - 5)} [{number}]"),
            _source(citation, answer.language, number),
        ]
    quotes = [f"{c.quote} [{n}] {source_line(c, answer.language)}" for n, c in numbered]
    return Message(fallback(*quotes), (rich_text(parts),))


def _written(answer: Answer, before: Sequence[Block], key: str) -> Message:
    """A model's answer: its sentences, the sources below, their words one press away."""
    parts = [*before, line(words(answer.answer + "\n"))]
    numbered = list(enumerate(answer.citations, 1))
    parts += [_source(citation, answer.language, number) for number, citation in numbered]
    notes = [text(NOTES[answer.note], answer.language)] if answer.note in NOTES else []
    parts += [line(words(note)) for note in notes]
    sources = [f"[{n}] {source_line(c, answer.language)}" for n, c in numbered]
    told = fallback(answer.answer, *sources, *notes)
    return Message(told, (rich_text(parts), *_buttons(answer, key)))


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


def _asked(question: str, language: str) -> Block:
    sentence = text("asking.you_asked", language, question=visible(question, MAX_LINE))
    return line(words(sentence + "\n"))


def _not_found(answer: Answer, before: Sequence[Block]) -> Message:
    sentence = text("asking.not_found", answer.language)
    parts = [*before, line(words(sentence))]
    if answer.near:
        parts += [line(words(text("asking.near", answer.language)))]
        parts += _near(answer.near, answer.language)
    return Message(fallback(sentence), (rich_text(parts),))


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
    """What a municipality has said of our account of it."""
    if confirmed == UNCONFIRMED:
        return text("asking.unconfirmed", language)
    month = source_date(confirmed, language)
    return text("asking.confirmed", language, organisation=organisation, month=month)
