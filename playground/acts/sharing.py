"""Sharing files."""

from collections.abc import Mapping, Sequence

from playground.acts.composing import composed
from playground.acts.talking import Talking
from playground.content.conversation import Message
from playground.content.files import File
from playground.workspace import Channel, Person

SHARED_AS = {"im": "ims", "group": "groups", "channel": "channels"}


class Sharing(Talking):
    """What people put into a channel beside words."""

    def upload(
        self,
        person: Person,
        name: str,
        content: bytes,
        channel: Channel,
        thread: str | None = None,
        text: str = "",
    ) -> Message:
        """Share a file, with or without words to it."""
        return self.upload_all(person, {name: content}, channel, thread, text)

    def upload_all(
        self,
        person: Person,
        files: Mapping[str, bytes],
        channel: Channel,
        thread: str | None = None,
        text: str = "",
    ) -> Message:
        """Share several files in one message, by their names."""
        self.want_here(person, channel)
        self.want_the_app_to_listen(channel)
        added = [self.files.add(self.workspace.id, person.id, *file) for file in files.items()]
        message = self.new_message(person, composed(text, self.workspace), channel)
        if thread is not None:
            message |= self.in_thread(thread, channel)
        self.share(added, message, channel)
        self.mention(message, channel)
        return message

    def share(
        self, ids: Sequence[str], message: Message, channel: Channel, titles: Sequence[str] = ()
    ) -> Sequence[File]:
        """Complete files and post the message, which carries them from then on."""
        named = dict(zip(ids, titles, strict=False))
        shares = {SHARED_AS[channel.type]: [channel.id]}
        files = [self.files.keep(id_, named.get(id_), shares) for id_ in ids]
        shown = [{n: v for n, v in file.items() if n not in SHARED_AS.values()} for file in files]
        message |= {"subtype": "file_share", "files": shown, "upload": True}
        self.post(message, channel)
        for file in files if self.workspace.app.user in channel.members else ():
            event = {"type": "file_shared", "file_id": file["id"], "user_id": message["user"]}
            where = {"channel_id": channel.id, "file": {"id": file["id"]}}
            self.happen({**event, **where}, "file_shared")
        return files
