"""Who is in a channel, and new channels."""

import pytest

from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, APP, ASSENS, KAFFE, Scene


@pytest.mark.parametrize("name", ["kyst-2026", "vådområder", "å" * 80, "a_b"])
async def test_a_channel_s_name_is_small_letters_digits_and_dashes(scene: Scene, name: str) -> None:
    made = (await scene.client.conversations_create(name=name))["channel"]

    assert (made["name"], made["is_private"], made["is_member"]) == (name, False, True)
    assert (await scene.client.conversations_info(channel=made["id"]))["channel"]["name"] == name


@pytest.mark.parametrize("name", ["Kyst", "kyst og hav", "kyst!", "#kyst", "kyst.", "kyst,hav"])
async def test_no_other_name_is_taken(scene: Scene, name: str) -> None:
    assert await scene.refused("conversations.create", name=name) == "invalid_name_specials"


async def test_a_private_channel_is_known_to_its_members_alone(scene: Scene) -> None:
    made = (await scene.client.conversations_create(name="følgegruppen", is_private=True))[
        "channel"
    ]
    assert made["is_private"] is True

    scene.acts.workspace.channels[made["id"]].members.discard(APP)

    where = {"channel": made["id"]}
    assert await scene.refused("conversations.info", **where) == "channel_not_found"
    assert await scene.refused("chat.postMessage", text="Hej", **where) == "channel_not_found"


async def test_the_app_joins_once_and_is_warned_the_second_time(scene: Scene) -> None:
    once = await scene.client.conversations_join(channel=KAFFE)
    again = await scene.client.conversations_join(channel=KAFFE)

    assert "warning" not in once.data
    assert again["response_metadata"]["warnings"] == ["already_in_channel"]
    assert APP in (await scene.client.conversations_members(channel=KAFFE))["members"]


async def test_with_force_those_are_invited_who_can_be(scene: Scene) -> None:
    await given.outsider(scene)
    call = {"channel": ALLIANCEN, "users": f"{ASSENS},U0VEJLE"}
    members = scene.acts.workspace.channel(ALLIANCEN).members
    assert await scene.refused("conversations.invite", **call) == "already_in_channel"
    assert "U0VEJLE" not in members

    await scene.call("conversations.invite", force=True, **call)

    assert "U0VEJLE" in members


async def test_members_come_page_by_page(scene: Scene) -> None:
    pages = await scene.client.conversations_members(channel=ALLIANCEN, limit=10)

    seen = [member async for page in pages for member in page["members"]]

    assert sorted(seen) == sorted(scene.acts.workspace.channel(ALLIANCEN).members)
