"""Modals that stand open, in a stack for each person, and each person's App Home."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from playground.app import App
from playground.choices import state
from playground.clocks import SlackTime
from playground.kit.naming import named
from playground.refused import Refused

DEEPEST = 3  # modals one over the other; docs.slack.dev, surfaces/modals

View = dict[str, Any]
EMPTY: Mapping[str, Any] = {
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
    "close": None,
    "submit": None,
}


@dataclass
class Opened:
    """A view as one person has it before them; `errors` by block id, as the app refused it."""

    person: str
    view: View
    errors: dict[str, str] = field(default_factory=dict)
    is_on_its_way: bool = False  # sent to the app, which has not answered yet
    trouble: bool = False  # the app did not answer, or not with what Slack takes

    @property
    def id(self) -> str:
        return str(self.view["id"])


class Views:
    """All views of one workspace's app."""

    def __init__(self, app: App, team: str, time: SlackTime) -> None:
        self._app = app
        self._team = team
        self._time = time
        self._stacks: dict[str, list[Opened]] = defaultdict(list)
        self._homes: dict[str, Opened] = {}

    def stack(self, person: str) -> Sequence[Opened]:
        return tuple(self._stacks[person])

    def top(self, person: str) -> Opened | None:
        return self._stacks[person][-1] if self._stacks[person] else None

    def home(self, person: str) -> Opened | None:
        return self._homes.get(person)

    def find(self, view_id: str, external_id: str = "") -> Opened:
        """Raises Refused when no such view is open, or published."""
        for opened in self._everywhere():
            if opened.id == view_id or (external_id and opened.view["external_id"] == external_id):
                return opened
        raise Refused("not_found")

    def open(self, person: str, view: View) -> View:
        """Show a modal, in place of what the person may have had open."""
        self._want_unique(view)
        self._stacks[person].clear()
        return self._put(person, view)

    def push(self, person: str, view: View) -> View:
        """Show a modal over another. Raises Refused when three are open, or none is."""
        if not self._stacks[person]:
            raise Refused("not_found")
        if len(self._stacks[person]) >= DEEPEST:
            raise Refused("push_limit_reached")
        return self._put(person, view)

    def _put(self, person: str, view: View) -> View:
        self._want_unique(view)
        stack = self._stacks[person]
        opened = Opened(person, self._made("V" + token_hex(5).upper(), view))
        opened.view["root_view_id"] = stack[0].id if stack else opened.id
        opened.view["previous_view_id"] = stack[-1].id if stack else None
        stack.append(opened)
        return opened.view

    def update(self, opened: Opened, view: View, hash_: str | None = None) -> View:
        """Change what stands open. Raises Refused when it changed after `hash_` was given."""
        if hash_ and hash_ != opened.view["hash"]:
            raise Refused("hash_conflict")
        if view.get("external_id") != opened.view["external_id"]:
            self._want_unique(view)
        kept = {name: opened.view[name] for name in ("root_view_id", "previous_view_id")}
        before = opened.view["state"]["values"]
        opened.view = self._made(opened.id, view) | kept
        opened.view["state"]["values"] = _kept(before, opened.view["state"]["values"])
        opened.errors, opened.trouble = {}, False
        return opened.view

    def publish(self, person: str, view: View, hash_: str | None = None) -> View:
        """Make somebody's App Home anew."""
        opened = self._homes.get(person)
        if opened is not None:
            return self.update(opened, view, hash_)
        self._want_unique(view)
        made = self._made("V" + token_hex(5).upper(), view)
        self._homes[person] = Opened(
            person, made | {"root_view_id": made["id"], "previous_view_id": None}
        )
        return self._homes[person].view

    def close(self, person: str, *, all_: bool = False) -> Sequence[Opened]:
        """Take the top modal away, or all of them. Gives what was taken, the top one first."""
        stack = self._stacks[person]
        taken = stack[::-1] if all_ else stack[-1:]
        del stack[len(stack) - len(taken) :]
        return taken

    def remove(self, opened: Opened) -> None:
        """Take one modal away, wherever in its stack it lies now."""
        self._stacks[opened.person].remove(opened)

    def _made(self, id_: str, view: View) -> View:
        blocks = named(view["blocks"])
        return {
            **EMPTY,
            **view,
            "id": id_,
            "team_id": self._team,
            "blocks": blocks,
            "state": {"values": state.initial(blocks)},
            "hash": f"{int(self._time.now())}.{token_hex(4)}",
            "app_id": self._app.id,
            "app_installed_team_id": self._team,
            "bot_id": self._app.bot_id,
        }

    def _want_unique(self, view: View) -> None:
        external = view.get("external_id")
        if not external:
            return
        if any(opened.view["external_id"] == external for opened in self._everywhere()):
            raise Refused("duplicate_external_id")

    def _everywhere(self) -> Sequence[Opened]:
        return [v for stack in self._stacks.values() for v in stack] + [*self._homes.values()]


def _kept(before: state.Values, now: state.Values) -> state.Values:
    """What was chosen stays where block and element keep their ids, as in Slack."""
    return {
        block: {
            action: before.get(block, {}).get(action, initial)
            if before.get(block, {}).get(action, initial)["type"] == initial["type"]
            else initial
            for action, initial in actions.items()
        }
        for block, actions in now.items()
    }
