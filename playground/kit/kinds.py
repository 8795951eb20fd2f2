"""Objects that say their own `type`: text objects, elements, blocks, views, chunks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from playground.kit.limits import ID
from playground.kit.problems import Place, Surface
from playground.kit.rules import Check, Form, Rule, string

ANYWHERE = frozenset(Surface)
MESSAGE = frozenset({Surface.MESSAGE})
MODAL = frozenset({Surface.MODAL})
VIEW = frozenset({Surface.MODAL, Surface.HOME})
MESSAGE_OR_MODAL = frozenset({Surface.MESSAGE, Surface.MODAL})
MESSAGE_OR_HOME = frozenset({Surface.MESSAGE, Surface.HOME})


@dataclass(frozen=True)
class Kind:
    """What one `type` of object looks like, and the surfaces it may stand in."""

    form: Form
    surfaces: Collection[Surface] = ANYWHERE


def kind(
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule] | None = None,
    *checks: Check,
    surfaces: Collection[Surface] = ANYWHERE,
) -> Kind:
    """An object with these fields beside its `type`."""
    return Kind(Form({"type": string(), **required}, optional or {}, checks), surfaces)


def block(
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule] | None = None,
    *checks: Check,
    surfaces: Collection[Surface] = ANYWHERE,
) -> Kind:
    """A block: an object that may have a block_id."""
    return kind(required, {"block_id": string(ID), **(optional or {})}, *checks, surfaces=surfaces)


def by_type(kinds: Mapping[str, Kind]) -> Rule:
    """An object that is one of `kinds`, by its `type`, where its surface allows it."""

    def rule(value: object, place: Place) -> None:
        if not isinstance(value, dict):
            return place.refuse("must provide an object")
        if "type" not in value:
            return place.refuse("missing required field: type")
        name = value["type"]
        found = kinds.get(name) if isinstance(name, str) else None
        if found is None or place.surface not in found.surfaces:
            said = name if isinstance(name, str) else "not a string"
            return place.at("type").refuse(f"unsupported type: {said}")
        found.form(value, place)

    return rule
