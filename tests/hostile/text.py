"""Hostile Markdown and plain text, and files whose name is not what they are."""

import gzip
import random
from functools import partial

from tests.hostile.good import GOOD, MARKDOWN, SAYS, TEXT, good
from tests.hostile.hostile_file import (
    BOMB,
    BROKEN,
    EMPTY,
    FRONT_MATTER,
    NOT_TEXT,
    OTHER_TYPE,
    TOO_HEAVY,
    TOO_LONG,
    TOO_SLOW,
    either,
    read,
    refused,
)
from tests.hostile.office import words

LAUGHS = "a0: &a0 [latter]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)
FRONT_MATTERS = {
    "laughs": LAUGHS,
    "program": "title: !!python/object/apply:os.system ['true']",
    "module": "title: !!python/module:os",
    "deep-list": "title: " + "[" * 1_000_000,
    "deep-mapping": "title: " + "{a: " * 250_000,
    "merged": "a: &a {x: 1}\nb: {<<: [" + ", ".join(["*a"] * 1000) + "]}",
    "unknown-anchor": "title: *klima",
    "impossible-date": "date: 2020-02-30",
    "loop": "a: &a [*a]",
    "control": "title: \x07",
}
ESCAPED = {"nul": r"Klima\0plan", "half-a-character": r"Klima\ud800plan"}
PROGRAMS = {
    "exe": b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + random.Random(1).randbytes(5000),
    "elf": b"\x7fELF\2\1\1\0" + random.Random(2).randbytes(5000),
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + random.Random(3).randbytes(5000),
    "gzip": gzip.compress(TEXT.encode() * 50, mtime=0),
    "noise": b"\0\1\2" + random.Random(4).randbytes(5000),
}
PATHOLOGICAL = {
    "brackets": "[" * 100_000,
    "pictures": "![" * 50_000,
    "links": "[a](" * 50_000,
    "quotes": ">" * 50_000,
    "lists": "- " * 20_000,
    "stars": "*a **b " * 30_000,
    "underscores": "_a __b " * 30_000,
    "ticks": "".join("e" + "`" * n for n in range(1, 1500)),
    "references": "".join(f"[a{n}]: /a\n" for n in range(50_000)) + "[a][a] " * 10_000,
    "tags": "<a " * 50_000,
    "comments": "<!--" * 50_000,
    "entities": "&" * 200_000,
    "headings": "".join(f"# Indsats {n}\n\nSamsø\n\n" for n in range(100_000)),
    "columns": "|".join(["a"] * 10_000) + "\n" + "|".join(["-"] * 10_000) + "\n"
    + "|".join(["1"] * 10_000) + "\n",
    "rows": "|a|b|\n|-|-|\n" + "|1|2|\n" * 50_000,
    "missing-cells": "|".join(["a"] * 10_000) + "\n" + "|".join(["-"] * 10_000)
    + "\n" + "|a\n" * 10_000,
}  # fmt: skip


def fronted(front: str) -> bytes:
    return f"---\n{front}\n---\n\n{MARKDOWN}".encode()


def text(characters: int) -> bytes:
    return words(characters).encode()


FILES = (
    *(refused(f"front-matter-{name}.md", partial(fronted, front), FRONT_MATTER, BOMB)
      for name, front in FRONT_MATTERS.items()),
    *(read(f"title-with-{name}.md", partial(fronted, f'title: "{title}"\nurl: "{title}"'), SAYS)
      for name, title in ESCAPED.items()),
    *(either(f"{name}.md", f"{MARKDOWN}\n{content}\n".encode, TOO_SLOW, TOO_HEAVY, BROKEN,
             TOO_LONG, says=SAYS) for name, content in PATHOLOGICAL.items()),
    read("one-line.txt", partial(text, 9_900_000)),
    read("one-word.txt", lambda: b"k" * 5_000_000, "kkkk"),
    refused("10100000-characters.txt", partial(text, 10_100_000), TOO_LONG),
    refused("10100000-characters.md", partial(text, 10_100_000), TOO_LONG),
    either("control.txt", lambda: f"{SAYS}\x07\x1b[31m\x08\x7f\x0c".encode(), NOT_TEXT, OTHER_TYPE,
           says=SAYS),
    read("bidi.txt", lambda: f"{SAYS} \u202ednomakilK\u202c".encode(), SAYS),
    read("line-ends.txt", lambda: f"{SAYS}\r\r\n\x85\u2028\u2029\x0bSamsø".encode(), SAYS),
    refused("zero-width.txt", lambda: "\u200b\u200c\u200d\ufeff\u2060 ".encode() * 99, EMPTY),
    refused("only-a-mark.txt", lambda: b"\xef\xbb\xbf", EMPTY),
    refused("spaces.md", lambda: b" \n\t\n" * 999, EMPTY),
    refused("only-front-matter.md", lambda: b"---\ntitle: Klimaplan\n---\n", EMPTY),
    read("utf-8-mark.md", lambda: MARKDOWN.encode("utf-8-sig"), "vådområder"),
    read("utf-16.txt", lambda: TEXT.encode("utf-16"), "vådområder"),
    read("utf-16-be.txt", lambda: b"\xfe\xff" + TEXT.encode("utf-16-be"), "vådområder"),
    read("windows-1252.txt", lambda: TEXT.encode("cp1252"), "vådområder"),
    either("surrogate.txt", lambda: "\ufeffSamsø \ud800".encode("utf-16-le", "surrogatepass"),
           NOT_TEXT, says="Samsø"),
    refused("half-a-character.txt", lambda: TEXT.encode("utf-16") + b"x", NOT_TEXT),
    refused("utf-32.txt", lambda: TEXT.encode("utf-32"), NOT_TEXT, OTHER_TYPE),
    refused("no-such-letter.txt", lambda: b"Sams\x81\x8d\x8f", NOT_TEXT, OTHER_TYPE),
    *(refused(f"{kind}-named.{suffix}", partial(bytes, content), OTHER_TYPE)
      for kind, content in PROGRAMS.items() for suffix in GOOD),
    *(refused(f"zip-named.{suffix}", partial(good, "docx"), OTHER_TYPE)
      for suffix in ("html", "md", "txt")),
    *(refused(f"nothing.{suffix}", bytes, EMPTY, BROKEN, OTHER_TYPE) for suffix in GOOD),
)  # fmt: skip
