"""The hand-made questions that searches are measured with."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "questions"


@dataclass(frozen=True)
class Question:
    """A question in both languages, and the literal `terms` any passage answering it holds."""

    id: str
    da: str
    en: str
    named: bool
    fact: str
    answer: str
    terms: Sequence[str]


@dataclass(frozen=True)
class Unanswerable:
    """A question on the right subject that the sources do not answer, and why not."""

    id: str
    da: str
    en: str
    why: str


def questions() -> Sequence[Question]:
    """All questions, in the order of the file. Raises TypeError for a field missing or unknown."""
    return [Question(**entry) for entry in _entries("questions.yaml")]


def unanswerable() -> Sequence[Unanswerable]:
    """All questions without an answer. Raises TypeError for a field missing or unknown."""
    return [Unanswerable(**entry) for entry in _entries("unanswerable.yaml")]


def _entries(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return entries
