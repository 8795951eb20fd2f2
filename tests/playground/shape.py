"""Whether an answer has only fields that Slack's own have."""

from typing import Any


def unknown_fields(answer: Any, sample: Any, path: str = "") -> list[str]:
    """Paths of fields that `sample`, one of Slack's answers, has not; also inside of lists.

    An object without fields in the sample stands for one with any.
    """
    if isinstance(answer, list) and isinstance(sample, list):
        known = _merged(sample)
        return [name for item in answer if known for name in unknown_fields(item, known, path)]
    if not isinstance(answer, dict) or not isinstance(sample, dict) or not sample:
        return []
    unknown = [f"{path}.{name}" for name in answer if name not in sample]
    inside = [unknown_fields(v, sample.get(k), f"{path}.{k}") for k, v in answer.items()]
    return unknown + [name for names in inside for name in names]


def _merged(items: list[Any]) -> dict[str, Any]:
    """What any of a list's objects has."""
    return {name: value for item in items if isinstance(item, dict) for name, value in item.items()}
