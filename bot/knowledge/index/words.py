"""The words' side: BM25 over stems and 4-grams, in tantivy (docs/decisions/0006)."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from bot.knowledge.analyser import tokens, words
from bot.knowledge.concepts import in_danish
from bot.knowledge.index.within import Bounds, days
from bot.knowledge.places import places_in
from storage.passages import FoundPassage
from storage.terms import DocumentKind

K1 = 1.2  # tantivy's own BM25 constant
STEM_WEIGHT = 2.0  # against a 4-gram's 1: docs/decisions/0016
COMMON = 0.5  # of the passages; in a large collection going through them takes long for little
LARGE = 10_000  # passages
MANY = 5_000  # rows
HEAP = 32_000_000  # bytes, for what is added between two commits


@dataclass(frozen=True)
class Hits:
    """Rows that share words with the question, best first, and their BM25.

    `max_score` is what a passage would score that had every word of it again and again.
    """

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]
    max_score: float


NOTHING = Hits(np.zeros(0, np.int64), np.zeros(0, np.float32), 0.0)


class Words:
    """Finds rows by their words. In memory without a folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self._index = tantivy.Index(SCHEMA, path=str(folder) if folder else None)
        whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("tokens", whitespace)
        self._index.config_reader(reload_policy="manual")
        self._writer = self._open()

    def _open(self) -> tantivy.IndexWriter:
        return self._index.writer(heap_size=HEAP, num_threads=1)

    def write(self, removed: Iterable[int], added: Sequence[tuple[int, FoundPassage]]) -> None:
        """Take documents out and put rows in; searches do not see it before `show`."""
        for document in removed:  # by a term, tantivy 0.27 takes no number out, and says nothing
            its_rows = tantivy.Query.term_query(SCHEMA, "document", document)
            self._writer.delete_documents_by_query(its_rows)
        for row, found in added:
            self._writer.add_document(_document(row, found))
        self._writer.commit()
        if len(added) > MANY:  # its parts are put together at once, not while people search
            self._writer.wait_merging_threads()
            self._writer = self._open()

    def show(self) -> None:
        """From now on searches see what was written."""
        self._index.reload()

    def view(self) -> tantivy.Searcher:
        """What can be searched now, whatever is written later."""
        return self._index.searcher()

    def search(self, view: tantivy.Searcher, text: str, bounds: Bounds, limit: int) -> Hits:
        """The best rows within the bounds."""
        weights = _weights(view, text)
        if not weights or (bounds.scopes is not None and not bounds.scopes):
            return NOTHING
        found = view.search(self._query(sorted(weights), bounds), limit, count=False)
        addresses = [address for _, address in found.hits]
        return Hits(
            rows=np.array(view.fast_field_values("row", addresses), np.int64),
            scores=np.array([score for score, _ in found.hits], np.float32),
            max_score=sum(weights.values()) * (K1 + 1),
        )

    def _query(self, asked: Sequence[str], bounds: Bounds) -> tantivy.Query:
        schema = self._index.schema
        should = [(tantivy.Occur.Should, _term(schema, token)) for token in asked]
        body = tantivy.Query.boolean_query(should)
        kept_to = [tantivy.Query.const_score_query(q, 0.0) for q in _filters(schema, bounds)]
        if not kept_to:
            return body
        every = [(tantivy.Occur.Must, query) for query in (body, *kept_to)]
        return tantivy.Query.boolean_query(every)


def _term(schema: tantivy.Schema, token: str) -> tantivy.Query:
    query = tantivy.Query.term_query(schema, "body", token, index_option="freq")
    return tantivy.Query.boost_query(query, STEM_WEIGHT) if token[0] == "=" else query


def _filters(schema: tantivy.Schema, bounds: Bounds) -> Iterable[tantivy.Query]:
    """Filters are scored as nought, so that they change what is found and not how it ranks."""
    if bounds.scopes is not None:
        yield tantivy.Query.term_set_query(schema, "scope", sorted(bounds.scopes))
    if bounds.organisation is not None:
        yield tantivy.Query.term_query(schema, "organisation", bounds.organisation)
    if bounds.kind is not None:
        yield tantivy.Query.term_query(schema, "kind", bounds.kind)
    number = tantivy.FieldType.Unsigned
    if bounds.since is not None:
        yield tantivy.Query.range_query(schema, "last_day", number, bounds.since, 99_999_999)
    if bounds.until is not None:
        yield tantivy.Query.range_query(schema, "first_day", number, 0, bounds.until)


def _weights(view: tantivy.Searcher, text: str) -> Mapping[str, float]:
    """How much each of the text's tokens says. In a large collection, what most passages have is
    only asked for when nothing else would be found."""
    frequencies = {token: view.doc_freq("body", token) for token in tokens(text)}
    danish = {token: view.doc_freq("body", token) for token in tokens(_in_danish(text))}
    frequencies = {t: f for t, f in danish.items() if f} | frequencies
    passages = _counted(view)
    telling = {t: f for t, f in frequencies.items() if f <= COMMON * passages}
    asked = telling if passages > LARGE and any(telling.values()) else frequencies
    return {t: _weight(t, f, passages) for t, f in asked.items()}


def _in_danish(text: str) -> str:
    """The trade's Danish words for the English ones of a text."""
    return " ".join(danish for word in words(text) for danish in in_danish(word))


def _counted(view: tantivy.Searcher) -> int:
    """How many passages a frequency is one of: until its part is merged, what is gone counts in
    both, as it does in tantivy's scores."""
    return sum(view.doc_freq("kind", str(kind)) for kind in DocumentKind)


def _weight(token: str, frequency: int, passages: int) -> float:
    """The token's inverse document frequency; an unknown word weighs the most."""
    rarity = math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
    return rarity * (STEM_WEIGHT if token[0] == "=" else 1)


def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    schema.add_unsigned_field("row", fast=True)
    schema.add_unsigned_field("document", indexed=True)
    for name in ("scope", "organisation", "kind"):
        schema.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("first_day", "last_day"):
        schema.add_unsigned_field(name, indexed=True, fast=True)
    schema.add_text_field("body", tokenizer_name="tokens", index_option="freq")
    return schema.build()


SCHEMA = _schema()


def _document(row: int, found: FoundPassage) -> tantivy.Document:
    first, last = days(found.passage.date)
    columns = {
        "row": row,
        "document": found.document,
        "scope": found.scope,
        "organisation": found.owner.code if found.owner else "",
        "kind": str(found.kind),
        "first_day": first,
        "last_day": last,
        "body": " ".join(_body(found)),
    }
    return tantivy.Document.from_dict(columns, SCHEMA)


def _body(found: FoundPassage) -> Sequence[str]:
    """A passage is found by its words, its title, and most by its heading; and by whose it is,
    where the title does not tell."""
    owner, heading = found.owner.name if found.owner else "", found.passage.heading
    told = places_in(owner) <= places_in(found.title)
    title = found.title if told else f"{owner} {found.title}"
    return tokens(f"{title} {heading} {heading} {found.passage.text}")
