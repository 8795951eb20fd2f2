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


async def found_alliance(session: Session) -> None:
    """Put the organisations into the database, or give those there their present names."""
    for entry in _listed():
        kind = OrganisationKind(entry["kind"])
        organisation = Organisation(entry["code"], entry["name"], kind)
        await alliance.save_organisation(session, organisation, entry["domains"])


@cache
def _listed() -> Sequence[Mapping[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return entries
