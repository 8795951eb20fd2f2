"""How an answer looks: quotes, each with its source, or what the register says."""

from collections.abc import Mapping, Sequence

from bot.asking.answer import Answer, Citation, Mode, Note, Verdict
from handlers.views.blocks import (
    MAX_LINE,
    MAX_TEXT,
    Block,
    Message,
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

EXTRACTED = "asking.extract_lead"
LEADS: Mapping[Note | None, str] = {Note.MODEL_AWAY: "asking.model_away"}
NOTES: Mapping[Note | None, str] = {
    Note.WRITING: "asking.writing",
    Note.CUT: "asking.cut",
    Note.STOPPED: "asking.stopped",
}


def answer_message(answer: Answer, asked: str | None = None) -> Message:
    """The message for an answer. Lead first; then quote and source, in turn.

    `asked` are the question's words, for an answer that does not stand under them.
    """
    before = [_asked(asked, answer.language)] if asked else []
    if answer.mode is Mode.REGISTER:
        said = rich_text([*before, line(words(answer.answer))])
        return Message(fallback(answer.answer), (said,))
    if answer.verdict is Verdict.NOT_FOUND:
        return _not_found(answer, before)
    if answer.mode is Mode.MODEL:
        return _written(answer, before)
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


def _written(answer: Answer, before: Sequence[Block]) -> Message:
    """A model's answer: its sentences, and the sources below."""
    parts = [*before, line(words(answer.answer + "\n"))]
    numbered = list(enumerate(answer.citations, 1))
    parts += [_source(citation, answer.language, number) for number, citation in numbered]
    notes = [text(NOTES[answer.note], answer.language)] if answer.note in NOTES else []
    parts += [line(words(note)) for note in notes]
    sources = [f"[{n}] {source_line(c, answer.language)}" for n, c in numbered]
    return Message(fallback(answer.answer, *sources, *notes), (rich_text(parts),))


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
    """Whose words, which document, page and date, as people say it."""
    parts = [citation.title]
    if citation.page is not None:
        parts.append(text("asking.page", language, page=citation.page))
    if citation.date is None:
        return f"{', '.join(parts)} ({text('asking.undated', language)})"
    return ", ".join([*parts, source_date(citation.date, language)])
