"""Who wrote something, as a view shows them."""

import re
from dataclasses import dataclass
from zlib import crc32

from playground.delivery.objects import SLACKBOT
from playground.workspace import Person, Workspace

COLOURS = 8  # as many as page.css has


@dataclass(frozen=True)
class Author:
    """A person, or the app."""

    id: str
    name: str
    organisation: str = ""
    is_app: bool = False
    is_guest: bool = False
    is_external: bool = False

    @property
    def initials(self) -> str:
        """From the place in 'Klimakoordinator, Assens', which tells more than the role."""
        words: list[str] = re.findall(r"\w+", self.name.rpartition(",")[2]) or ["?"]
        return words[0][:2].title() if len(words) == 1 else (words[0][0] + words[1][0]).upper()

    @property
    def colour(self) -> int:
        return crc32(self.id.encode()) % COLOURS


def author(workspace: Workspace, user: str) -> Author:
    """Whoever has that id, also when they are no longer here."""
    if user == workspace.app.user:
        return Author(user, workspace.app.name, is_app=True)
    if user == SLACKBOT:
        return Author(user, "Slackbot")
    person = workspace.people.get(user)
    return of(person) if person else Author(user, user)


def of(person: Person) -> Author:
    return Author(
        person.id,
        person.name,
        person.organisation,
        is_guest=person.is_restricted,
        is_external=person.is_external,
    )
