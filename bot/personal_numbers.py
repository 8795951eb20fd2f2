"""Masking the personal numbers that Danes write: nothing of ours needs them.

A number is day, month and year of birth, and four digits more. The check digit is not looked at,
for since 2007 numbers are given out without one (cpr.dk, "Personnumre uden kontrolciffer"). A
replacement number has 60 added to its day (cpr.dk, "Personnummer").
"""

import re
from itertools import takewhile

MASK = "[cpr]"
REPLACEMENT = 60  # is added to the day
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_DASH = rf"[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d][{_HIDDEN}]*+"
_SPACE = rf"[^\S\n][{_HIDDEN}]*+"
_AROUND = rf"[\s{_HIDDEN}]*+"
_GAP = rf"(?:{_AROUND}{_DASH}{_AROUND}|(?:{_SPACE}){{0,2}})"


def _digits(count: int) -> str:
    return rf"(?:\d[{_HIDDEN}]*+){{{count}}}"


_ALONE = rf"\d(?<!\d\d)[{_HIDDEN}]*+"  # the first digit, sought fast
_POINT = rf"(?:[./]|{_DASH}|{_SPACE})"
_POINTED = rf"{_digits(1)}{_POINT}{_digits(2)}{_POINT}{_digits(2)}{_DASH}"
_FOUR = rf"{_digits(3)}\d(?!\d)"
_NUMBER = re.compile(rf"{_ALONE}(?:{_digits(5)}{_GAP}|{_POINTED}){_FOUR}")
# A spreadsheet drops a nought at the beginning, so beside the word nine digits are enough.
_NAMED = re.compile(rf"cpr(?!\])[^\d\n;\[]{{0,20}}+{_digits(5)}{_GAP}{_FOUR}", re.IGNORECASE)


def masked(text: str) -> str:
    """The text with `[cpr]` for each personal number, and otherwise as it was."""
    return _NAMED.sub(_masked, _NUMBER.sub(_masked, text))


def _masked(found: re.Match[str]) -> str:
    digits = "".join(filter(str.isdecimal, found[0])).zfill(10)
    if not _is_a_day(int(digits[:2]), int(digits[2:4])):
        return found[0]
    return "".join(takewhile(lambda c: not c.isdecimal(), found[0])) + MASK


def _is_a_day(day: int, month: int) -> bool:
    day -= REPLACEMENT if day > REPLACEMENT else 0
    return 1 <= month <= len(DAYS) and 1 <= day <= DAYS[month - 1]
