"""What a lying model claims: each sentence of the starter pages, told falsely in every way."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.asking.claims import Claim
from bot.asking.claims.check import CONTENT_WORDS
from bot.knowledge.analyser import words
from bot.knowledge.places import places_in
from bot.knowledge.publish import starter_pages
from bot.knowledge.reading.document import read_document
from bot.knowledge.sentences import sentences
from storage.passages import FoundPassage
from storage.terms import DocumentKind, Organisation, OrganisationKind, Passage

TOWNS = ("Assens", "Køge", "Vejle", "Samsø", "Fredericia", "Middelfart", "Helsingør", "Lejre")
MONTHS = "januar februar marts april maj juni juli august september oktober november december"
UNITS = {"pct.": "ton", "ton": "ha", "mio.": "mia.", "mia.": "mio.", "hektar": "ton", "GWh": "MW"}
TURNED = {
    "sænke": "øge", "reducere": "øge", "mindske": "øge", "falder": "stiger", "lavere": "højere",
    "stigning": "nedgang", "reduktion": "stigning", "øge": "sænke", "stiger": "falder",
    "reduceres": "øges", "nedbringe": "forøge", "faldet": "steget", "højere": "lavere",
    "fald": "stigning", "sænker": "øger", "reducerer": "øger", "øget": "sænket", "stige": "falde",
}  # fmt: skip
BOUNDS = {"mindst": "højst", "højst": "mindst", "op til": "mindst", "over": "under"}
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\d.]*\s*(?:" + MONTHS.replace(" ", "|") + "))")
DAY = re.compile(r"\b(\d{1,2})\. (" + MONTHS.replace(" ", "|") + r")\b")
VERB = re.compile(r"\b(er|har|vil|skal|kan|blev|ligger|viser|dækker|bygger|arbejder|vedtog)\b")


@dataclass(frozen=True)
class Told:
    """A sentence of a passage."""

    found: FoundPassage
    text: str

    def claim(self, text: str, quote: str | None = None) -> tuple[Claim, FoundPassage]:
        return Claim(text, 1, self.text if quote is None else quote), self.found


Case = tuple[Claim, FoundPassage]


@cache
def told() -> Sequence[Told]:
    """Every sentence of the starter pages that is long enough to be quoted."""
    return [one for page in starter_pages() for one in _sentences(page)]


def _sentences(page: Path) -> Iterator[Told]:
    reading = read_document(page, page.name)
    for passage in reading.passages:
        found = _found(reading.title, passage)
        for s in sentences(passage.text):
            if len(set(words(passage.text[s.start : s.end]))) >= CONTENT_WORDS:
                yield Told(found, passage.text[s.start : s.end])


def _found(title: str, passage: Passage) -> FoundPassage:
    owner = Organisation("000", title, OrganisationKind.MUNICIPALITY) if title in TOWNS else None
    return FoundPassage(1, 1, "alliance", title, DocumentKind.STARTER, owner, passage, "")


def _each(change: Callable[[Told, random.Random], str | None]) -> Iterator[Case]:
    for one in told():
        changed = change(one, random.Random(one.text))
        if changed is not None and changed != one.text:
            yield one.claim(changed)


def _another_number(one: Told, chance: random.Random) -> str | None:
    """A number that is one more, or a tenth."""
    if not (found := list(NUMBER.finditer(one.text))):
        return None
    number = chance.choice(found)
    digits = number[0].replace(".", "").replace(",", "")
    return _with(one.text, number, str(int(digits) + chance.choice((1, 7, 20))))


def _number_of_another(one: Told, chance: random.Random) -> str | None:
    found = list(NUMBER.finditer(one.text))
    others = [n for other in told() for n in NUMBER.findall(other.text) if n not in one.text]
    return _with(one.text, chance.choice(found), chance.choice(others)) if found else None


def _numbers_exchanged(one: Told, chance: random.Random) -> str | None:
    found = [n for n in NUMBER.finditer(one.text) if len(n[0]) != 4]
    if len({n[0] for n in found}) < 2:
        return None
    first, last = found[0], found[-1]
    turned = _with(one.text, last, first[0])
    return _with(turned, first, last[0])


def _another_place(one: Told, chance: random.Random) -> str | None:
    places = sorted(places_in(one.text))
    others = [t for t in TOWNS if t not in one.text and t not in one.found.title]
    return one.text.replace(chance.choice(places), chance.choice(others)) if places else None


def _another_day(one: Told, chance: random.Random) -> str | None:
    if not (found := list(DAY.finditer(one.text))):
        return None
    date = chance.choice(found)
    month = chance.choice([m for m in MONTHS.split() if m != date[2]])
    changed = (f"{int(date[1]) % 27 + 1}. {date[2]}", f"{date[1]}. {month}")
    return _with(one.text, date, chance.choice(changed))


def _another_year(one: Told, chance: random.Random) -> str | None:
    found = list(re.finditer(r"\b(?:19|20)\d\d\b", one.text))
    years = [str(year) for year in range(1990, 2051, 5) if str(year) not in one.text]
    return _with(one.text, chance.choice(found), chance.choice(years)) if found else None


def _years_exchanged(one: Told, chance: random.Random) -> str | None:
    """Target and base year: `i 2030 i forhold til 2017` the other way round."""
    found = re.search(
        r"\b(20\d\d|19\d\d)(.{1,40}(?:forhold til|fra|siden) )(20\d\d|19\d\d)", one.text
    )
    return _with(one.text, found, f"{found[3]}{found[2]}{found[1]}") if found else None


def _denied(one: Told, chance: random.Random) -> str | None:
    if re.search(r"\b(ikke|ingen|uden|intet|aldrig|hverken)\b", one.text):
        return re.sub(r"\b(ikke|ingen|uden|intet|aldrig|hverken) ?", "", one.text)
    verb = VERB.search(one.text)
    return _with(one.text, verb, f"{verb[0]} ikke") if verb else None


def _done(one: Told, chance: random.Random) -> str | None:
    """What is planned told as done: `vil sænke` as `har sænket`."""
    if re.search(r"\b(har|er|blev|var)\b", one.text):
        return None
    changed = re.sub(r"\b(?:vil|skal|bør|ønsker at) (\w+?)e?\b(?= )", r"har \1et", one.text)
    return changed


def _turned(one: Told, chance: random.Random) -> str | None:
    found = [word for word in TURNED if re.search(rf"\b{word}\b", one.text)]
    return re.sub(rf"\b{found[0]}\b", TURNED[found[0]], one.text) if len(found) == 1 else None


def _another_unit(one: Told, chance: random.Random) -> str | None:
    found = re.search(r"(?<=\d )(pct\.|ton|mio\.|mia\.|hektar|GWh)(?!\w)", one.text)
    return _with(one.text, found, UNITS[found[0]]) if found else None


def _another_bound(one: Told, chance: random.Random) -> str | None:
    found = re.search(r"\b(mindst|højst|op til|over)(?= (?:\d|halv))", one.text)
    return _with(one.text, found, BOUNDS[found[0]]) if found else None


def _with(text: str, found: re.Match[str] | None, instead: str) -> str:
    assert found
    return text[: found.start()] + instead + text[found.end() :]


def _invented_quotes() -> Iterator[Case]:
    """A quote that is nearly there: a word of another sentence instead of one of its own."""
    chance = random.Random(5)
    for one in told():
        said = one.text.split()
        at = chance.randrange(len(said))
        word = chance.choice(chance.choice(told()).text.split())
        quote = " ".join([*said[:at], word, *said[at + 1 :]])
        if word.casefold() != said[at].casefold():
            yield one.claim(one.text, quote)


def _short_quotes() -> Iterator[Case]:
    for one in told():
        said = one.text.split()
        for length in (1, 2):
            yield one.claim(one.text, " ".join(said[len(said) // 2 :][:length]))


def _of_another() -> Iterator[Case]:
    """A true quote under what another passage says."""
    chance = random.Random(7)
    for one in told():
        other = chance.choice([t for t in told() if t.found.title != one.found.title])
        yield one.claim(other.text)


def _of_another_here() -> Iterator[Case]:
    """A true quote under what another passage of the same page says."""
    chance = random.Random(9)
    for one in told():
        same = [t for t in told() if t.found.title == one.found.title]
        if others := [t for t in same if t.found.passage.heading != one.found.passage.heading]:
            yield one.claim(chance.choice(others).text)


# Each kind of lie, and what share of it may pass.
LIES: Mapping[str, Callable[[], Iterator[Case]]] = {
    "an invented quote": _invented_quotes,
    "a quote of a word or two": _short_quotes,
    "another number": lambda: _each(_another_number),
    "a number of another passage": lambda: _each(_number_of_another),
    "two numbers exchanged": lambda: _each(_numbers_exchanged),
    "another unit": lambda: _each(_another_unit),
    "another municipality": lambda: _each(_another_place),
    "another day or month": lambda: _each(_another_day),
    "another year": lambda: _each(_another_year),
    "target and base year exchanged": lambda: _each(_years_exchanged),
    "denied, or no longer denied": lambda: _each(_denied),
    "planned told as done": lambda: _each(_done),
    "up instead of down": lambda: _each(_turned),
    "at least instead of at most": lambda: _each(_another_bound),
    "what another page says": _of_another,
    "what another part of the page says": _of_another_here,
}
