"""How good the answers are, on questions whose facts are known."""

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.asking.answer import Answer, Verdict
from bot.personal_numbers import masked

GOLD = Path(__file__).parent / "gold.jsonl"
LONGEST = 600  # characters of an answer; what is longer is no answer to a busy person
NUMBER = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True)
class GoldQuestion:
    """A question and the regular expressions that must all be found in its answer.

    `kind` says what sort of question it is; figures are given for each.
    """

    id: str
    q: str
    language: str
    answerable: bool
    facts: tuple[str, ...] = ()
    kind: str = ""

    @property
    def for_tuning(self) -> bool:
        """One half is there to choose by, the other to report."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True)
class Judged:
    """A gold question and what came of it."""

    question: GoldQuestion
    answer: Answer = field(repr=False)

    @property
    def answered(self) -> bool:
        return self.answer.verdict is not Verdict.NOT_FOUND

    @property
    def right(self) -> bool:
        """Every fact stands in a short answer; the numbers of sources are no facts."""
        said = NUMBER.sub("", self.answer.answer)
        found = all(re.search(fact, said, re.IGNORECASE) for fact in self.question.facts)
        return self.answered and len(said) <= LONGEST and found


@dataclass(frozen=True)
class Share:
    """So many of so many, with Wilson's 95 % interval, in per cent."""

    count: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.of:
            return 0.0, 100.0
        z, p, n = 1.96, self.count / self.of, self.of
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def read_questions(path: Path) -> Sequence[GoldQuestion]:
    """JSON lines of {id, q, language, answerable, facts, kind}.

    Raises OSError, ValueError, KeyError or TypeError for a file of another form.
    """
    lines = path.read_text("utf-8").splitlines()
    return [_question(json.loads(line)) for line in lines if line.strip()]


def few(asked: Sequence[GoldQuestion], most: int) -> Sequence[GoldQuestion]:
    """So many of them, of all sorts, and the same ones each time."""
    return sorted(asked, key=lambda q: hashlib.sha256(f"few {q.id}".encode()).digest())[:most]


def _question(line: object) -> GoldQuestion:
    if not isinstance(line, dict):
        raise TypeError("no question")
    facts = line.get("facts") or ()
    if not isinstance(facts, Sequence) or isinstance(facts, str):
        raise TypeError("facts is no list")
    try:
        patterns = [re.compile(str(fact), re.IGNORECASE).pattern for fact in facts]
    except re.error as error:
        raise ValueError(str(error)) from None
    return GoldQuestion(
        id=str(line["id"]),
        q=masked(str(line["q"])),
        language=str(line.get("language") or "da"),
        answerable=bool(line["answerable"]),
        facts=tuple(patterns),
        kind=str(line.get("kind") or ""),
    )


def summary(judged: Sequence[Judged]) -> Mapping[str, Share]:
    """The figures: of what could be answered how much was right and how much refused, of what
    could not how much was answered all the same, and whether the language was the question's."""
    could = [j for j in judged if j.question.answerable]
    could_not = [j for j in judged if not j.question.answerable]
    return {
        "facts": _share(could, lambda j: j.right),
        "refused": _share(could, lambda j: not j.answered),
        "answered_wrongly": _share(could_not, lambda j: j.answered),
        "language": _share(judged, lambda j: j.answer.language == j.question.language),
    }


def by_kind(judged: Iterable[Judged]) -> Mapping[str, Sequence[Judged]]:
    """The same, one kind of question after the other."""
    kinds: dict[str, list[Judged]] = {}
    for one in judged:
        kinds.setdefault(one.question.kind, []).append(one)
    return dict(sorted(kinds.items()))


def _share(judged: Sequence[Judged], holds: Callable[[Judged], bool]) -> Share:
    return Share(sum(map(holds, judged)), len(judged))
