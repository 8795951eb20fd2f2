"""What a claim may not carry: an address, a mention, markup, or what nobody sees.

A model may have been told by a document to write them. Its answers have no links but the sources',
so a claim with an address in it is not worth the risk.
"""

import re
import unicodedata

from bot.hidden import HIDDEN

_MARKUP = re.compile(r"[<>`\[\]\\]|&(?:lt|gt|amp|#\w+);")
_MENTION = re.compile(r"@|!(?:channel|here|everyone|subteam|date)\b|(?<!\w)#\w", re.IGNORECASE)
_SCHEME = re.compile(
    r"\w:\s*//|//\w|\b(?:data|javascript|vbscript|mailto|tel|file|slack|hxxps?):(?=\S)",
    re.IGNORECASE,
)
_ABBREVIATION = r"(?:f\.eks|m\.fl|m\.m|o\.lign|inkl\.moms|ekskl\.moms)\b"  # looks like an address
_HOST = re.compile(
    rf"(?<!\w)(?!{_ABBREVIATION})[\w-]+(?:\.[\w-]+)*\.(?:xn--[\w-]+|[^\W\d_]{{2,}})(?![\w-])"
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)",
    re.IGNORECASE,
)
_ALIKE = str.maketrans({"\u3002": ".", "\u2024": ".", "\u2044": "/", "\u2215": "/"})
_MICRO = "\u03bc"
_FORBIDDEN = (HIDDEN, _MARKUP, _MENTION, _SCHEME, _HOST)


def carries_markup(text: str) -> bool:
    """Whether something in it could be read as more than words, however it is spelt."""
    plain = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return (
        not all(map(str.isprintable, text.split()))
        or _mixes_alphabets(plain)
        or any(how.search(one) for how in _FORBIDDEN for one in (text, plain))
    )


def _mixes_alphabets(text: str) -> bool:
    """Whether a word has letters of another alphabet that look like ours; µg is one of ours."""
    text = text.replace(_MICRO, "")
    return any(len(set(map(_alphabet, filter(str.isalpha, word)))) > 1 for word in text.split())


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]
