"""Documents to publish and search in tests, with vectors that anybody can work out."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from bot.alliance.founding import found_alliance
from bot.knowledge.vectors import Vector
from storage import knowledge
from storage.engine import Begin
from storage.knowledge import Document
from storage.terms import DocumentKind, Organisation, OrganisationKind, Passage, Visibility

VEJLE = Organisation("630", "Vejle Kommune", OrganisationKind.MUNICIPALITY)
KOEGE = Organisation("259", "Køge Kommune", OrganisationKind.MUNICIPALITY)
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DIMENSIONS = 64


def document(
    slug: str,
    *texts: str,
    owner: Organisation = VEJLE,
    visibility: Visibility = Visibility.ALLIANCE,
    kind: DocumentKind = DocumentKind.FILE,
    date: str | None = None,
) -> Document:
    passages = tuple(Passage(n, "", text) for n, text in enumerate(texts))
    said = "|".join(texts)
    return Document(slug, slug, kind, visibility, said, passages, owner=owner, date=date)


async def publish(begin: Begin, *documents: Document, now: datetime = NOW) -> None:
    async with begin() as session:
        await found_alliance(session)
        for one in documents:
            await knowledge.publish(session, one, now=now)


async def withdraw(begin: Begin, slug: str) -> None:
    async with begin() as session:
        await knowledge.withdraw(session, slug)


class WordsAsMeaning:
    """A model whose vector of a text is made of its words: real vectors, in no time."""

    def __init__(self, name: str = "ord-1", dimensions: int = DIMENSIONS) -> None:
        self.name = name
        self.dimensions = dimensions
        self.embedded: list[str] = []

    async def question(self, text: str) -> Vector:
        return self._vector(text)

    async def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        self.embedded += texts
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> Vector:
        vector = np.full(self.dimensions, 0.01, np.float32)
        for word in text.lower().replace(".", " ").split():
            seed = hashlib.sha256(f"{self.name} {word}".encode()).digest()
            vector[seed[0] % self.dimensions] += 1
        return vector / np.float32(np.linalg.norm(vector))
