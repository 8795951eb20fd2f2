"""Each process's own index, built from the database and rebuilt when that has changed."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass

import tantivy

from bot.knowledge.analyser import tokens
from storage import knowledge
from storage.engine import Begin
from storage.knowledge import FoundPassage
from storage.terms import System, Viewer

K1 = 1.2  # tantivy's own BM25 constant


@dataclass(frozen=True)
class Match:
    """A passage that shares words with the question.

    `score` is BM25. `strength` is its share of the most that any passage could score, so that
    it can be held against other questions' (0 to 1).
    """

    passage: int
    score: float
    strength: float


class Index:
    """Finds passages by their words. The database stays the truth; this is a copy."""

    viewer = System("index")

    def __init__(self, begin: Begin) -> None:
        self._begin = begin
        self._counter = -1
        self._index = _empty()
        self._size = 0
        self._building = asyncio.Lock()

    async def search(self, viewer: Viewer, text: str, limit: int) -> Sequence[Match]:
        """The best passages that the viewer may see, best first."""
        await self._refresh()
        return await asyncio.to_thread(self._search, viewer, text, limit)

    async def _refresh(self) -> None:
        async with self._building:
            async with self._begin(read_only=True) as session:
                counter = await knowledge.change_counter(session, self.viewer)
                if counter == self._counter:
                    return
                passages = await knowledge.passages(session, self.viewer)
            self._index = await asyncio.to_thread(_built, passages)
            self._counter, self._size = counter, len(passages)

    def _search(self, viewer: Viewer, text: str, limit: int) -> Sequence[Match]:
        asked = set(tokens(text))
        if not asked or (viewer.scopes is not None and not viewer.scopes):
            return []
        searcher = self._index.searcher()
        most = sum(self._weight(searcher, token) for token in asked) * (K1 + 1)
        found = searcher.search(self._query(viewer, asked), limit, count=False)
        return [
            Match(int(searcher.doc(address)["id"][0]), score, score / most)
            for score, address in found.hits
        ]

    def _query(self, viewer: Viewer, asked: set[str]) -> tantivy.Query:
        schema = self._index.schema
        body = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, "body", token))
                for token in sorted(asked)
            ]
        )
        if viewer.scopes is None:
            return body
        allowed = tantivy.Query.term_set_query(schema, "scope", sorted(viewer.scopes))
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, body),
                (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)),
            ]
        )

    def _weight(self, searcher: tantivy.Searcher, token: str) -> float:
        """The token's inverse document frequency; an unknown word weighs the most."""
        frequency = searcher.doc_freq("body", token)
        return math.log(1 + (self._size - frequency + 0.5) / (frequency + 0.5))


def _empty() -> tantivy.Index:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("scope", tokenizer_name="raw", index_option="basic")
    schema.add_text_field("body", tokenizer_name="tokens", index_option="freq")
    index = tantivy.Index(schema.build())
    whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("tokens", whitespace)
    return index


def _built(passages: Sequence[FoundPassage]) -> tantivy.Index:
    index = _empty()
    writer = index.writer(heap_size=32_000_000, num_threads=1)
    for found in passages:
        writer.add_document(
            tantivy.Document(id=str(found.id), scope=found.scope, body=" ".join(_body(found)))
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _body(found: FoundPassage) -> list[str]:
    """A passage is found by its words, its title, and most by its heading."""
    heading = found.passage.heading
    return tokens(f"{found.title} {heading} {heading} {found.passage.text}")
