"""JSON from outside, of which everything can be written down again."""

import json
from typing import Any


class NotJson(ValueError):
    """No JSON, or JSON with what no JSON may hold: NaN, infinity, half a character."""


def read_json(text: str | bytes) -> Any:
    """What a JSON text says. Raises NotJson, also for one nested too deeply to be read."""
    try:
        given = json.loads(text)
        json.dumps(given, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from None
    return given
