"""Changing and deleting what the app wrote."""

from typing import Any

import pytest

from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, TEAM, Scene

DIVIDER = [{"type": "divider", "block_id": "streg"}]
STATUS = {"event_type": "status", "event_payload": {"kommune": "Assens"}}


async def posted(scene: Scene) -> dict[str, Any]:
    answer = await scene.client.chat_postMessage(
        channel=ALLIANCEN, text="Hej", blocks=DIVIDER, metadata=STATUS
    )
    return {"channel": ALLIANCEN, "ts": answer["ts"]}


async def test_text_alone_takes_blocks_away_and_keeps_metadata(scene: Scene) -> None:
    where = await posted(scene)

    changed = await scene.client.chat_update(text="Hej igen", **where)

    stored = scene.acts.messages.find(TEAM, ALLIANCEN, where["ts"]) or {}
    assert changed["message"]["text"] == changed["text"] == "Hej igen"
    assert "blocks" not in changed["message"]
    assert stored["metadata"] == STATUS
    assert stored["edited"]["user"] == scene.acts.workspace.app.user


async def test_attachments_alone_leave_text_and_blocks_as_they_are(scene: Scene) -> None:
    where = await posted(scene)

    changed = await scene.call("chat.update", attachments=[{"text": "Assens"}], **where)

    message = changed["message"]
    assert (message["text"], message["blocks"]) == ("Hej", DIVIDER)
    assert message["attachments"] == [{"text": "Assens"}]


async def test_empty_metadata_takes_the_old_away(scene: Scene) -> None:
    where = await posted(scene)

    await scene.call("chat.update", text="Hej", metadata={}, **where)

    assert "metadata" not in (scene.acts.messages.find(TEAM, ALLIANCEN, where["ts"]) or {})


@pytest.mark.parametrize(("length", "taken"), [(4_000, True), (4_001, False)])
async def test_new_text_is_no_longer_than_4_000_characters(
    scene: Scene, length: int, taken: bool
) -> None:
    where = await given.ours(scene)
    call = {"channel": ALLIANCEN, "ts": where["ts"], "text": "å" * length}

    if taken:
        assert (await scene.call("chat.update", **call))["ok"]
    else:
        assert await scene.refused("chat.update", **call) == "msg_too_long"


async def test_a_reply_is_shown_in_the_channel_afterwards(scene: Scene) -> None:
    where = await given.our_reply(scene)

    await scene.call("chat.update", reply_broadcast=True, **where)

    history = await scene.client.conversations_history(channel=ALLIANCEN)
    assert history["messages"][0]["ts"] == where["ts"]
    again = {"reply_broadcast": True, **where}
    assert await scene.refused("chat.update", **again) == "cant_broadcast_message"


async def test_files_come_to_a_message_afterwards(scene: Scene) -> None:
    where, file = await posted(scene), (await given.our_file(scene))["file"]

    for ids in ([file], file, f'["{file}"]'):
        changed = await scene.call("chat.update", text="Se her", file_ids=ids, **where)
        assert [f["id"] for f in changed["message"]["files"]] == [file]


async def test_what_is_deleted_is_found_no_more(scene: Scene) -> None:
    where = await posted(scene)

    await scene.client.chat_delete(**where)

    assert await scene.refused("chat.delete", **where) == "message_not_found"


async def test_a_person_s_id_is_no_channel_here(scene: Scene) -> None:
    said = await scene.client.chat_postMessage(channel=ASSENS, text="Hej")

    where = {"channel": ASSENS, "ts": said["ts"], "text": "Hej igen"}
    assert await scene.refused("chat.update", **where) == "channel_not_found"


async def test_a_permalink_leads_to_the_message(scene: Scene) -> None:
    where = await posted(scene)

    link = await scene.client.chat_getPermalink(channel=ALLIANCEN, message_ts=where["ts"])

    assert link["permalink"].endswith(f"kanal={ALLIANCEN}#m-{where['ts']}")
