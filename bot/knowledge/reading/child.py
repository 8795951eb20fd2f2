"""The process that touches the bytes: a path on a line of stdin, an answer in JSON on stdout.

It has no secrets, little memory and little time; its parent replaces it when it fails.
"""

import json
import os
import sys
from pathlib import Path
from typing import BinaryIO

from bot.knowledge.reading.document import read_document
from bot.knowledge.reading.limits import Refused, allow_one_more, hold_myself
from bot.knowledge.reading.table import read_workbook

LENGTH = 8  # bytes before each answer that say how long it is


def main() -> None:
    """Answer until stdin ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    hold_myself()
    _answer(answers, b"{}")  # ready
    for asked in sys.stdin.buffer:
        path, name, as_table = json.loads(asked)
        allow_one_more()
        _answer(answers, answer(Path(path), name, as_table))


def _answer(answers: BinaryIO, told: bytes) -> None:
    answers.write(len(told).to_bytes(LENGTH, "big") + told)
    answers.flush()


def answer(path: Path, name: str, as_table: bool) -> bytes:
    """A reading or a workbook as JSON, or the key of the reason why there is none."""
    try:
        return (read_workbook if as_table else read_document)(path, name).to_json()
    except Refused as refused:
        key = refused.key
    except MemoryError:
        key = "document.too_heavy"
    except Exception:  # noqa: BLE001 - whatever an extractor raises, the file is at fault
        key = "document.broken"
    return json.dumps({"refused": key}).encode()


if __name__ == "__main__":
    main()
