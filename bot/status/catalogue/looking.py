"""Looking at a sheet that lies in Slack: a copy of it is read, compared, and gone again."""

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import CatalogueUnreadable, DocumentUnreadable, SheetUnavailable
from bot.knowledge.reading import Reader, Workbook
from bot.status.catalogue import importing
from bot.status.catalogue.given import FetchSheet
from bot.status.catalogue.importing import Preview
from bot.status.catalogue.outline import Outline
from storage import alliance
from storage.engine import Begin, Session
from storage.sheets import GivenSheet
from storage.terms import (
    KlimabotError,
    OrganisationKind,
    OrganisationUnknown,
    Person,
    SheetState,
)

AT_ONCE = 2  # sheets that are read side by side; each reader is a process
WHOSE = "action.whose"
NO_SHEET = (CatalogueUnreadable, DocumentUnreadable, OrganisationUnknown, SheetUnavailable)


@dataclass(frozen=True)
class Looking:
    """Gets the content with `fetch`, and looks at no more than a few at once."""

    fetch: FetchSheet
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def at(self, sheet: GivenSheet, person: Person, begin: Begin) -> GivenSheet:
        """The sheet with what is to be told of it: what it would change, or why it cannot."""
        try:
            name, book = await self.read(sheet)
            sheet = replace(sheet, name=name)
            async with begin(read_only=True) as session:
                seen = await compared(session, person, book, sheet)
        except NO_SHEET as error:
            return not_read(sheet, error)
        told = await asyncio.to_thread(Outline.of, seen)
        return replace(sheet, state=SheetState.SHOWN, told=told.to_json())

    async def read(self, sheet: GivenSheet) -> tuple[str, Workbook]:
        """Its name and its rows. Raises one of NO_SHEET, and FileNotNow."""
        async with self._turn, Reader() as reader:
            with TemporaryDirectory(prefix="klimabot-") as folder:
                path = Path(folder) / "sheet"
                name = await self.fetch(sheet.file, path)
                return name, await reader.read_workbook(path, name)


async def compared(session: Session, person: Person, book: Workbook, sheet: GivenSheet) -> Preview:
    """What the sheet would change. Raises one of NO_SHEET."""
    whose = None
    if sheet.municipality is not None:
        whose = await alliance.get_organisation(session, person, sheet.municipality)
        if whose.kind is not OrganisationKind.MUNICIPALITY:
            raise CatalogueUnreadable(WHOSE)
    return await importing.preview(session, person, book, whose)


def not_read(sheet: GivenSheet, error: KlimabotError) -> GivenSheet:
    """Why it cannot be read; where it only does not say whose it is, we ask."""
    state = SheetState.WHOSE if error.key == WHOSE else SheetState.REFUSED
    return replace(sheet, state=state, told={"key": error.key, "values": error.values})
