"""Files that people or the app have put into a workspace."""

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path
from secrets import token_hex
from typing import Any

from playground.clocks import SlackTime
from playground.ledger import Ledger
from playground.refused import Refused

PICTURES = frozenset({"image/gif", "image/jpeg", "image/png", "image/webp"})  # hold no script
LARGEST = 20_000_000  # bytes; ours, Slack takes 1 GB

File = dict[str, Any]


class Files:
    """What files there are, and what is in them: in memory, or in a folder."""

    def __init__(
        self, ledger: Ledger, folder: Path | None, time: SlackTime, address: Callable[[], str]
    ) -> None:
        self._ledger = ledger
        self._folder = folder
        self._time = time
        self._address = address
        self._files: dict[str, File] = {}
        self._contents: dict[str, bytes] = {}
        self._tickets: dict[str, str] = {}
        self._deleted: set[str] = set()
        for entry in ledger.entries:
            self._apply(entry)

    def _apply(self, entry: Mapping[str, Any]) -> None:
        if entry["what"] == "file":
            self._files[entry["file"]["id"]] = entry["file"]
        elif entry["what"] == "file_deleted":
            self._deleted.add(entry["id"])

    def announce(self, workspace: str, user: str, name: str, size: int) -> tuple[str, str]:
        """Make room for a file. Gives its id and the address that takes its content, once."""
        id_, ticket = "F" + token_hex(5).upper(), token_hex(16)
        suffix = Path(name).suffix.lower()  # no more of a name says what is in it
        mimetype = mimetypes.guess_type(f"x{suffix}")[0] or "application/octet-stream"
        where = f"{self._address()}/files/{workspace}/{id_}"
        self._files[id_] = {
            "id": id_,
            "created": int(self._time.now()),
            "timestamp": int(self._time.now()),
            "name": name,
            "title": name,
            "mimetype": mimetype,
            "filetype": Path(name).suffix.removeprefix(".") or "text",
            "user": user,
            "user_team": workspace,
            "size": size,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": where,
            "url_private_download": where,
            "permalink": where,
            "channels": [],
            "groups": [],
            "ims": [],
        }
        self._tickets[ticket] = id_
        return id_, f"{self._address()}/upload/{ticket}"

    def receive(self, ticket: str, content: bytes) -> None:
        """Take the content. Raises Refused for an address used before, or another size."""
        id_ = self._tickets.pop(ticket, "")
        if id_ not in self._files:
            raise Refused("file_not_found")
        if len(content) != self._files[id_]["size"]:
            raise Refused("file_update_failed")
        if self._folder is None:
            self._contents[id_] = content
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / id_).write_bytes(content)

    def keep(self, id_: str, title: str | None, channels: Mapping[str, list[str]]) -> File:
        """A file is complete, and shared: `channels` by channels, groups, ims."""
        self.content(id_)
        file = self._files[id_]
        if title:
            file["title"] = title
        for kind, ids in channels.items():
            file[kind] = sorted({*file[kind], *ids})
        file["is_public"] = bool(file["channels"])
        self._ledger.write("file", file=file)
        return file

    def add(self, workspace: str, user: str, name: str, content: bytes) -> str:
        """A person's file, whole at once. Gives its id."""
        id_, address = self.announce(workspace, user, name, len(content))
        self.receive(address.rpartition("/")[2], content)
        return id_

    def find(self, id_: str) -> File:
        """Raises Refused when there is none, or none any more."""
        if id_ in self._deleted:
            raise Refused("file_deleted")
        if id_ not in self._files:
            raise Refused("file_not_found")
        return self._files[id_]

    def content(self, id_: str) -> bytes:
        """Raises Refused as `find` does, and for a file of which only the name arrived."""
        self.find(id_)
        if id_ in self._contents:
            return self._contents[id_]
        if self._folder is not None and (self._folder / id_).exists():
            return (self._folder / id_).read_bytes()
        raise Refused("file_not_found")

    def delete(self, id_: str) -> None:
        self.find(id_)
        self._contents.pop(id_, None)
        if self._folder is not None:
            (self._folder / id_).unlink(missing_ok=True)
        self._apply(self._ledger.write("file_deleted", id=id_))
