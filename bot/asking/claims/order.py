"""Whether amounts changed places: `673 ha skov` where the quote has that much lavbundsjord."""

import re
from collections.abc import Sequence
from itertools import combinations

from bot.asking.claims.numbers import Amount, Year
from bot.knowledge.analyser import words

STEM = 5  # letters that two forms of a word have in common
_TOLD = re.compile(r"[\d.,\u00a0 ]+\s*(?:%|[^\W\d]+\.?)?")


def follow(mine: Sequence[Year], theirs: Sequence[Year]) -> bool:
    """Whether the years, those of each kind, stand in the quote in the same order."""
    return all(
        _in_order(
            [y.value for y in mine if y.base is base], [y.value for y in theirs if y.base is base]
        )
        for base in (True, False)
    )


def _in_order(few: Sequence[int], many: Sequence[int]) -> bool:
    left = iter(many)
    return all(value in left for value in few)


def is_turned(said: str, mine: Sequence[Amount], quote: str, theirs: Sequence[Amount]) -> bool:
    """Whether an amount stands where the quote has another."""
    return any(_is_elsewhere(one, said, quote, theirs) for one in mine) or any(
        _are_exchanged(pair, said, quote, theirs) for pair in combinations(mine, 2)
    )


def _is_elsewhere(one: Amount, said: str, quote: str, theirs: Sequence[Amount]) -> bool:
    """What stands beside it stands only beside another amount in the quote."""
    for beside in (_before, _after):
        word = beside(said, one)
        same = {beside(quote, other) for other in theirs if other.value == one.value}
        others = {beside(quote, other) for other in theirs if other.value != one.value}
        if word and word in others and word not in same:
            return True
    return False


def _are_exchanged(pair: Sequence[Amount], said: str, quote: str, theirs: Sequence[Amount]) -> bool:
    """Whether two amounts stand the other way round, and nothing beside them says why."""
    first, second = pair
    if first.value == second.value:
        return False
    at = [[other.at for other in theirs if other.value == one.value] for one in pair]
    in_order = any(a < b for a in at[0] for b in at[1])
    if not (at[0] and at[1]) or in_order:
        return False
    return not all(_is_known_by_its_words(one, said, quote, theirs) for one in pair)


def _is_known_by_its_words(one: Amount, said: str, quote: str, theirs: Sequence[Amount]) -> bool:
    same = [other for other in theirs if other.value == one.value]
    return any(
        beside(said, one) and beside(said, one) in {beside(quote, other) for other in same}
        for beside in (_before, _after)
    )


def _before(text: str, amount: Amount) -> str:
    """The word before it, in small letters."""
    said: list[str] = re.findall(r"[^\W\d]+", text[: amount.at].lower())
    return said[-1] if said else ""


def _after(text: str, amount: Amount) -> str:
    """The beginning of the first word of content after its unit."""
    told = _TOLD.match(text, amount.at)
    rest = text[told.end() if told and amount.unit else amount.at :]
    said = [word for word in words(rest) if not word[0].isdigit()]
    return said[0][:STEM] if said else ""
