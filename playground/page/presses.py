"""What people press, choose and send on the page, in messages, modals and App Home."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aiohttp import web
from multidict import MultiDict

from playground.acts.sending import remember
from playground.choices import elements, state
from playground.content.conversation import Message
from playground.content.views import Opened
from playground.delivery.envelope import NotAcknowledged
from playground.page import forms
from playground.page.place import Place
from playground.page.posts import PageForms, allowed, done, posted, refused, texts
from playground.read_form import Form
from playground.refused import Refused
from playground.world import World

Where = Message | Opened
Blocks = Sequence[elements.Block]
APP_IS_SILENT = {"problem": "app_is_silent"}


class Presses(PageForms):
    """The forms around blocks. `view` in them names a modal or App Home, `ts` a message."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._offered: dict[str, dict[str, list[elements.Block]]] = defaultdict(dict)

    async def press(self, request: web.Request) -> web.Response:
        """Press a button, or choose in an element that tells the app at once."""
        form = await posted(request)
        place = self.place(texts(form))
        return done(request, place, **await self._press(place, form))

    async def _press(self, place: Place, form: Form) -> dict[str, str]:
        """Gives what went wrong on the app's side, if something did."""
        words = texts(form)
        where = self._where(place, words)
        values = self._values(place, where, form)
        if isinstance(where, Opened):
            remember(where, values)
        block, element, chosen = _meant(where, words, values)
        with allowed():
            taken = await self.acts(place).choose(place.person, where, block, element, chosen)
        return {} if taken else APP_IS_SILENT

    async def view(self, request: web.Request) -> web.Response:
        """Send the open modal, close it, or press a button in it."""
        form = await posted(request)
        words = texts(form)
        place = self.place(words)
        opened = self._view(place, words.get("view", ""))
        if "close" in words:
            await self.acts(place).close(place.person, opened, all_=words["close"] == "all")
        elif "press" in words or "act" in words:
            return done(request, place, **await self._press(place, form))
        else:
            with allowed():
                values = self._values(place, opened, form)
                await self.acts(place).submit(place.person, opened.view, values)
        return done(request, place)

    async def options(self, request: web.Request) -> web.Response:
        """What an external select offers for what was typed."""
        form = await posted(request)
        words = texts(form)
        place = self.place(words)
        where = self._where(place, words)
        found = forms.acted(_blocks(where), words.get("key", ""))
        if found is None or "external" not in found[1]["type"]:
            raise refused(web.HTTPConflict, "button_gone")
        with allowed():
            offered = await self.acts(place).suggestions(
                place.person, where, *found, words.get("value", "")
            )
        self._offered[_name(where)].setdefault(found[1]["action_id"], []).extend(offered)
        told = [{"text": o["text"]["text"], "value": o["value"]} for o in offered]
        return web.json_response({"options": told})

    async def shortcut(self, request: web.Request) -> web.Response:
        """Take a shortcut, on a message or from anywhere."""
        words = texts(await posted(request))
        place = self.place(words)
        message = self.message(place, words["ts"]) if words.get("ts") else None
        with allowed():
            try:
                await self.acts(place).shortcut(place.person, words.get("shortcut", ""), message)
            except NotAcknowledged:
                return done(request, place, **APP_IS_SILENT)
        return done(request, place)

    def _where(self, place: Place, words: Mapping[str, str]) -> Where:
        if words.get("view"):
            return self._view(place, words["view"])
        return self.message(place, words.get("ts", ""), "button_gone")

    def _view(self, place: Place, view_id: str) -> Opened:
        """Raises HTTPConflict for a view that is closed, or somebody else's."""
        try:
            opened = self.acts(place).views.find(view_id)
        except Refused:
            raise refused(web.HTTPConflict, "view_gone") from None
        if opened.person != place.person.id:
            raise refused(web.HTTPConflict, "view_gone")
        return opened

    def _values(self, place: Place, where: Where, form: Form) -> state.Values:
        """What is chosen in a form, whose files are kept. Raises HTTPBadRequest."""
        blocks, fields = _blocks(where), MultiDict(form)
        files = _sent(where) | dict(self._kept(place, blocks, fields))
        workspace = place.workspace
        offered = self._offered[_name(where)]
        known = state.Known(workspace.people, workspace.channels, offered, files)
        try:
            return forms.read(blocks, fields, known)
        except state.NotAChoice:
            raise refused(web.HTTPBadRequest, "not_a_choice") from None

    def _kept(
        self, place: Place, blocks: Blocks, fields: MultiDict[Any]
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        files = self.acts(place).files
        for name, file in list(forms.uploads(blocks, fields)):
            content = file.file.read()
            id_ = files.add(place.workspace.id, place.person.id, file.filename, content)
            fields.add(name, id_)
            yield id_, files.keep(id_, None, {})


def _blocks(where: Where) -> Blocks:
    blocks: Blocks = where.view["blocks"] if isinstance(where, Opened) else where.get("blocks", [])
    return blocks


def _sent(where: Where) -> dict[str, Mapping[str, Any]]:
    """The files that were sent with the form before, by id."""
    values = where.view["state"]["values"] if isinstance(where, Opened) else {}
    chosen = [chosen for actions in values.values() for chosen in actions.values()]
    return {file["id"]: file for one in chosen for file in one.get("files") or ()}


def _name(where: Where) -> str:
    return where.id if isinstance(where, Opened) else str(where["ts"])


def _meant(
    where: Where, words: Mapping[str, str], values: state.Values
) -> tuple[elements.Block, elements.Block, state.State]:
    """What was pressed, or chosen in. Raises HTTPConflict when it is no longer there."""
    pressed = forms.pressed(_blocks(where), words.get("press", ""))
    acted = forms.acted(_blocks(where), words.get("act", ""))
    if pressed is not None:
        return pressed
    if acted is None:  # it changed after the page was drawn
        raise refused(web.HTTPConflict, "button_gone")
    block_id, action_id = elements.ids(*acted)
    return *acted, values[block_id][action_id]
