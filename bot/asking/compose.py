"""From claims that stand to an answer: the verdict and the joints are ours."""

from collections.abc import Mapping, Sequence

from bot.asking.answer import Answer, Citation, Mode, Note, Verdict, cite
from bot.asking.claims.numbers import numbers_in
from bot.asking.writing import Draft, Standing
from prompts import text

LEADS: Mapping[Verdict, str] = {
    Verdict.YES: "verdict.yes",
    Verdict.NO: "verdict.no",
    Verdict.PARTLY: "verdict.partly",
    Verdict.CONFLICT: "verdict.conflict",
    Verdict.WRONG_PREMISE: "verdict.wrong_premise",
}


def composed(draft: Draft, language: str) -> Answer:
    """The answer as far as it is written; not found when it is written and nothing stands."""
    if draft.verdict is None:
        return _answer(Verdict.ANSWER, draft.standing, language, Note.WRITING)
    if draft.verdict is Verdict.NOT_FOUND or not draft.standing:
        return Answer(Verdict.NOT_FOUND, Mode.MODEL, "", language)
    verdict = _verdict(draft.verdict, draft.standing)
    standing = draft.standing
    if verdict is Verdict.CONFLICT:  # the newest first; what is undated is never the newest
        standing = tuple(sorted(standing, key=lambda s: s.found.passage.date or "", reverse=True))
    return _answer(verdict, standing, language, None)


def cut_short(draft: Draft, language: str, note: Note) -> Answer:
    """What stood when the model broke off, or somebody stopped it."""
    return _answer(Verdict.ANSWER, draft.standing, language, note)


def _verdict(said: Verdict, standing: Sequence[Standing]) -> Verdict:
    """Sources cannot disagree with themselves."""
    documents = {(s.found.document, s.found.passage.url) for s in standing}
    if said is Verdict.CONFLICT and len(documents) < 2:
        return Verdict.ANSWER
    return said


def _answer(
    verdict: Verdict, standing: Sequence[Standing], language: str, note: Note | None
) -> Answer:
    citations = list[Citation]()
    sentences = [text(LEADS[verdict], language)] if verdict in LEADS else []
    for one in standing:
        citation = cite(one.found, one.claim.quote, language)
        if citation not in citations:
            citations.append(citation)
        sentences.append(f"{one.claim.text} [{citations.index(citation) + 1}]")
    if note is None and _compares_base_years(standing):
        sentences.append(text("verdict.base_years_differ", language))
    return Answer(
        verdict,
        Mode.MODEL,
        " ".join(sentences),
        language,
        tuple(citations),
        note=note,
        scopes=frozenset(one.found.scope for one in standing),
    )


def _compares_base_years(standing: Sequence[Standing]) -> bool:
    """Goals that are counted from different years cannot be compared."""
    years = {y.value for s in standing for y in numbers_in(s.claim.text).years if y.base}
    return len(years) > 1
