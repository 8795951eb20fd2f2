"""Who calls, and with what right."""

import aiohttp
import pytest

from playground.web_api.methods import METHODS
from tests.playground.web_api.scene import APP, TEAM, Scene

SCOPED = [name for name, entry in METHODS.items() if entry.scopes]


async def test_a_token_tells_whose_it_is_and_what_it_may(scene: Scene) -> None:
    who = await scene.client.auth_test()

    assert (who["user_id"], who["team_id"], who["bot_id"]) == (APP, TEAM, "B0KLIMABOT")
    assert "chat:write" in who.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize("method", SCOPED)
async def test_without_any_of_its_scopes_a_method_says_which_are_needed(
    scene: Scene, method: str
) -> None:
    scopes = scene.acts.workspace.app.manifest["oauth_config"]["scopes"]["bot"]
    scopes[:] = [scope for scope in scopes if scope not in METHODS[method].scopes]

    assert await scene.refused(method) == "missing_scope"


@pytest.mark.parametrize("method", SCOPED)
async def test_one_of_its_scopes_is_enough(scene: Scene, method: str) -> None:
    scopes = scene.acts.workspace.app.manifest["oauth_config"]["scopes"]["bot"]
    scopes[:] = [sorted(METHODS[method].scopes)[0]]
    url = f"{scene.playground.address}/api/{method}"

    async with aiohttp.ClientSession() as http:
        headers = {"Authorization": "Bearer xoxb-playground"}
        async with http.post(url, headers=headers) as answer:
            assert (await answer.json()).get("error") != "missing_scope"


@pytest.mark.parametrize("method", ["auth.test", "chat.postMessage", "apps.connections.open"])
@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-nej", "invalid_auth")])
async def test_a_wrong_token_opens_nothing(
    scene: Scene, http: aiohttp.ClientSession, method: str, token: str, error: str
) -> None:
    url = f"{scene.playground.address}/api/{method}"

    async with http.post(url, headers={"Authorization": f"Bearer {token}"}) as answer:
        assert (await answer.json())["error"] == error


@pytest.mark.parametrize(
    ("method", "token"),
    [("auth.test", "xapp-playground"), ("apps.connections.open", "xoxb-playground")],
)
async def test_each_kind_of_token_has_its_methods(
    scene: Scene, http: aiohttp.ClientSession, method: str, token: str
) -> None:
    url = f"{scene.playground.address}/api/{method}"

    async with http.post(url, data={"token": token}) as answer:
        assert (await answer.json())["error"] == "not_allowed_token_type"


async def test_a_revoked_token_is_no_longer_one_and_a_test_revokes_nothing(scene: Scene) -> None:
    assert (await scene.client.auth_revoke(test=True))["revoked"] is False

    assert (await scene.client.auth_revoke())["revoked"] is True

    assert await scene.refused("auth.test") == "token_revoked"


async def test_an_uninstalled_app_is_inactive(scene: Scene) -> None:
    await scene.client.apps_uninstall(client_id="1.2", client_secret="3")

    assert await scene.refused("auth.test") == "account_inactive"


async def test_a_connection_is_asked_for_by_post_and_opens_a_socket(
    scene: Scene, http: aiohttp.ClientSession
) -> None:
    url = f"{scene.playground.address}/api/apps.connections.open"
    headers = {"Authorization": "Bearer xapp-playground"}
    async with http.get(url, headers=headers) as answer:
        assert (await answer.json())["error"] == "insecure_request"

    opened = await scene.socket_client.apps_connections_open(app_token="xapp-playground")

    async with http.ws_connect(opened["url"]) as socket:
        assert (await socket.receive_json())["type"] == "hello"
    with pytest.raises(aiohttp.WSServerHandshakeError):  # an address lets one in
        await http.ws_connect(opened["url"])


async def test_the_app_and_its_workspace_say_who_they_are(scene: Scene) -> None:
    bot = (await scene.client.bots_info(bot="B0KLIMABOT"))["bot"]
    team = (await scene.client.team_info())["team"]

    assert (bot["user_id"], bot["app_id"]) == (APP, "A0KLIMABOT")
    assert (team["id"], team["domain"]) == (TEAM, "dk2020")
