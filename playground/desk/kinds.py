"""The kinds of entries in the ledger, and what each is called in Danish."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from playground.desk.wording import duration
from playground.ledger import Entry

Words = Callable[[Entry], str]


def _nothing(_: Entry) -> str:
    return ""


@dataclass(frozen=True)
class Kind:
    """What happened, what of it is quoted, and which filter finds it."""

    label: str
    group: str
    words: Words = _nothing


def _posted(entry: Entry) -> str:
    message: Mapping[str, Any] = entry["message"]
    files = ", ".join(file.get("name", "") for file in message.get("files", []))
    return message.get("text") or files


def _edited(entry: Entry) -> str:
    return entry["changes"].get("text") or ""


def _reacted(entry: Entry) -> str:
    return f":{entry['name']}:" + ("" if entry["on"] else " taget af igen")


def _ahead(entry: Entry) -> str:
    ahead = duration(timedelta(seconds=entry["ahead"]))
    return f"{ahead} foran" if ahead else "som i virkeligheden"


GROUPS: Mapping[str, str] = {
    "beskeder": "Beskeder",
    "reaktioner": "Reaktioner",
    "filer": "Filer",
    "kanaler": "Kanaler",
    "personer": "Personer",
    "app": "Appen",
    "ur": "Ur",
}
KINDS: Mapping[str, Kind] = {
    "posted": Kind("Postet", "beskeder", _posted),
    "edited": Kind("Rettet", "beskeder", _edited),
    "deleted": Kind("Slettet", "beskeder"),
    "reacted": Kind("Reaktion", "reaktioner", _reacted),
    "file": Kind("Fil", "filer", lambda entry: str(entry["file"]["title"])),
    "file_deleted": Kind("Fil slettet", "filer", lambda entry: str(entry["id"])),
    "channel": Kind("Ny kanal", "kanaler", lambda entry: f"#{entry['name']}"),
    "renamed": Kind("Kanal omdøbt", "kanaler", lambda entry: f"#{entry['name']}"),
    "archived": Kind("Kanal arkiveret", "kanaler"),
    "unarchived": Kind("Kanal genåbnet", "kanaler"),
    "joined": Kind("Kom ind", "kanaler"),
    "left": Kind("Gik ud", "kanaler"),
    "deactivated": Kind("Deaktiveret", "personer"),
    "reactivated": Kind("Aktiv igen", "personer"),
    "revoked": Kind("Token trukket tilbage", "app", lambda entry: str(entry["error"])),
    "guests": Kind(
        "Gæster og kommandoer", "personer", lambda e: "må" if e["allowed"] else "må ikke"
    ),
    "restored": Kind("Token virker igen", "app"),
    "status": Kind("Status", "app"),
    "title": Kind("Titel på tråd", "app"),
    "prompts": Kind("Forslag", "app"),
    "view": Kind("Vindue", "app"),
    "clock": Kind("Ur stillet frem", "ur", _ahead),
}


def kind(what: str) -> Kind:
    """Also of what a later version wrote, which keeps its own name."""
    return KINDS.get(what) or Kind(what, "")
