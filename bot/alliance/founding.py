"""The alliance's organisations, as they are when a database is new or the list has changed."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from storage import alliance
from storage.engine import Session
from storage.terms import Organisation, OrganisationKind

LIST = Path(__file__).parent / "organisations.yaml"
SECRETARIAT = "sekretariatet"
KOMMUNE = " kommune"


async def found_alliance(session: Session) -> None:
    """Put the organisations into the database, or give those there their present names."""
    for entry in _listed():
        kind = OrganisationKind(entry["kind"])
        organisation = Organisation(entry["code"], entry["name"], kind)
        await alliance.save_organisation(session, organisation, entry["domains"])


def municipality_named(words: str) -> str | None:
    """The municipality of the alliance that these words name, with or without 'Kommune'; None for
    any other words."""
    return _municipalities().get(spelled(words))


@cache
def _municipalities() -> Mapping[str, str]:
    names = [e["name"] for e in _listed() if e["kind"] == OrganisationKind.MUNICIPALITY]
    return {spelled(name): name for name in names}


def spelled(name: str) -> str:
    """However it is written: Høje Taastrup, HØJE-TÅSTRUP, Høje-Taastrup Kommune."""
    plain = name.casefold().replace("å", "aa").replace("-", " ")
    return " ".join(plain.split()).removesuffix(KOMMUNE)


@cache
def _listed() -> Sequence[Mapping[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return entries
