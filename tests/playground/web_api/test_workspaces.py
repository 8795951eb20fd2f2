"""Two workspaces with one app: a token reaches its own, and one socket tells of both."""

from collections.abc import AsyncIterator
from copy import deepcopy
from dataclasses import replace

import aiohttp
import pytest

from playground import Playground, Workspace
from playground.content.conversation import Message
from tests.playground.web_api import given
from tests.playground.web_api.conftest import ALLIANCE, scene_of
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, TEAM, Scene

SECOND = "T0ENERGI"


def renamed(workspace: Workspace) -> Workspace:
    """The same workspace under other ids: only the app is the same, with another bot token."""

    def other(id_: str) -> str:
        return id_.replace("0", "1", 1)

    app = workspace.app
    app = replace(app, user=other(app.user), bot_id=other(app.bot_id), bot_token="xoxb-energi")
    people = {other(p.id): replace(p, id=other(p.id)) for p in workspace.people.values()}
    channels = {
        other(c.id): replace(c, id=other(c.id), members={other(id_) for id_ in c.members})
        for c in workspace.channels.values()
    }
    return Workspace(SECOND, "Energifællesskabet", "energi", app, people, channels)


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground([deepcopy(ALLIANCE), renamed(deepcopy(ALLIANCE))])
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
def second(playground: Playground, http: aiohttp.ClientSession) -> Scene:
    return scene_of(playground, http, SECOND)


def say_in(scene: Scene, text: str) -> Message:
    """What Assens says in the channel for all, in that workspace."""
    workspace = scene.acts.workspace
    return scene.acts.say(workspace.person("Assens"), text, workspace.channel("alliancen"))


async def test_each_token_is_of_its_own_workspace(scene: Scene, second: Scene) -> None:
    teams = [(await one.client.auth_test())["team_id"] for one in (scene, second)]

    assert teams == [TEAM, SECOND]


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.postMessage", {"channel": ALLIANCEN, "text": "Hej"}, "channel_not_found"),
        ("chat.postMessage", {"channel": ASSENS, "text": "Hej"}, "channel_not_found"),
        ("conversations.history", {"channel": ALLIANCEN}, "channel_not_found"),
        ("conversations.open", {"users": ASSENS}, "user_not_found"),
        ("users.info", {"user": ASSENS}, "user_not_found"),
        ("bots.info", {"bot": "B0KLIMABOT"}, "bot_not_found"),
        ("team.info", {"team": TEAM}, "team_not_found"),
        ("views.publish", {"user_id": ASSENS, "view": given.HOME}, "invalid_arguments"),
    ],
)
async def test_nothing_of_the_other_workspace_is_there(
    second: Scene, method: str, arguments: dict[str, object], error: str
) -> None:
    assert await second.refused(method, **arguments) == error


async def test_neither_modals_nor_files_are_reached_across(
    scene: Scene, second: Scene, http: aiohttp.ClientSession
) -> None:
    opened = await given.opened(scene)
    press = {"trigger_id": scene.acts.triggers.give(ASSENS), "view": given.MODAL}
    file = {"file": (await given.our_file(scene))["file"]}
    there = (await scene.client.files_info(**file))["file"]["url_private"]
    view = {"view_id": opened["view_id"], "view": given.MODAL}

    assert await second.refused("views.update", **view) == "not_found"
    assert await second.refused("views.open", **press) == "invalid_trigger_id"
    for method in ("files.info", "files.delete"):
        assert await second.refused(method, **file) == "file_not_found"
    files = {"files": [{"id": file["file"]}]}
    assert await second.refused("files.completeUploadExternal", **files) == "file_not_found"
    token = {"Authorization": "Bearer xoxb-energi"}
    for address, status in ((there, 403), (there.replace(TEAM, SECOND), 404)):
        async with http.get(address, headers=token) as answer:
            assert answer.status == status


async def test_events_of_both_come_over_one_socket_with_their_team(
    scene: Scene, second: Scene, http: aiohttp.ClientSession
) -> None:
    opened = await second.socket_client.apps_connections_open(app_token="xapp-playground")
    async with http.ws_connect(opened["url"]) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        for one, text in ((scene, "fra alliancen"), (second, "fra fællesskabet")):
            say_in(one, text)
        told = []
        for _ in range(2):
            envelope = await socket.receive_json()
            await socket.send_json({"envelope_id": envelope["envelope_id"]})
            told.append(envelope["payload"])

    assert {(p["team_id"], p["event"]["text"]) for p in told} == {
        (TEAM, "fra alliancen"),
        (SECOND, "fra fællesskabet"),
    }
    assert {(p["team_id"], p["authorizations"][0]["user_id"]) for p in told} == {
        (TEAM, "U0KLIMABOT"),
        (SECOND, "U1KLIMABOT"),
    }
    assert {p["api_app_id"] for p in told} == {"A0KLIMABOT"}


async def test_each_workspace_has_its_own_calls_a_minute(scene: Scene, second: Scene) -> None:
    for _ in range(20):
        await scene.call("users.list")

    assert await scene.refused("users.list") == "ratelimited"
    assert (await second.call("users.list"))["ok"]


async def test_a_token_that_is_revoked_in_one_works_in_the_other(
    scene: Scene, second: Scene
) -> None:
    await scene.client.auth_revoke()

    assert await scene.refused("auth.test") == "token_revoked"
    assert (await second.client.auth_test())["ok"]
