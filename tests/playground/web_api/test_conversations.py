"""Which conversations there are."""

from typing import Any

import pytest

from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, KAFFE, Scene


@pytest.mark.parametrize(
    ("arguments", "seen"),
    [
        ({}, {"alliancen", "kystnetværket", "kaffestuen"}),
        ({"types": "private_channel"}, {"følgegruppen"}),
        (
            {"types": "public_channel,private_channel", "exclude_archived": True},
            {"følgegruppen", "kystnetværket", "kaffestuen"},
        ),
    ],
)
async def test_channels_are_listed_by_kind(
    scene: Scene, arguments: dict[str, Any], seen: set[str]
) -> None:
    await given.private(scene)
    await given.archived(scene)

    answer = await scene.client.conversations_list(**arguments)

    assert {channel["name"] for channel in answer["channels"]} == seen


async def test_direct_messages_are_listed_with_whom_they_are(scene: Scene) -> None:
    await given.direct(scene)

    [direct] = (await scene.client.conversations_list(types="im"))["channels"]

    assert (direct["id"], direct["user"], direct["is_im"]) == ("D0ASSENS", ASSENS, True)


async def test_what_somebody_is_in_and_what_the_app_is_in(scene: Scene) -> None:
    theirs = await scene.client.users_conversations(user=ASSENS)
    own = await scene.client.users_conversations()

    assert KAFFE in {channel["id"] for channel in theirs["channels"]}
    assert KAFFE not in {channel["id"] for channel in own["channels"]}


async def test_a_channel_tells_how_many_are_in_it_when_asked(scene: Scene) -> None:
    plain = await scene.client.conversations_info(channel=ALLIANCEN)
    counted = await scene.client.conversations_info(channel=ALLIANCEN, include_num_members=True)

    assert "num_members" not in plain["channel"]
    members = scene.acts.workspace.channel(ALLIANCEN).members
    assert counted["channel"]["num_members"] == len(members)


async def test_a_talk_is_looked_for_without_being_opened(scene: Scene) -> None:
    where = {"users": ASSENS, "prevent_creation": True}
    assert await scene.refused("conversations.open", **where) == "channel_not_found"
    opened = await scene.client.conversations_open(users=ASSENS, return_im=True)

    again = await scene.call("conversations.open", **where)

    assert opened["channel"]["user"] == ASSENS
    assert again["channel"] == {"id": opened["channel"]["id"]}
    assert again["already_open"] is True
