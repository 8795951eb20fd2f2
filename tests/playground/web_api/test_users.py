"""Who somebody is, and who there is."""

from tests.playground.web_api import given
from tests.playground.web_api.scene import APP, ASSENS, Scene


async def test_everybody_is_listed_page_by_page(scene: Scene) -> None:
    pages = await scene.client.users_list(limit=10)

    seen = [member["id"] async for page in pages for member in page["members"]]

    assert seen == ["USLACKBOT", APP, *scene.acts.workspace.people]


async def test_somebody_is_found_by_their_address_in_any_case(scene: Scene) -> None:
    found = await scene.client.users_lookupByEmail(email="Klimakoordinator@ASSENS.dk")

    assert found["user"]["id"] == ASSENS


async def test_neither_the_deactivated_nor_another_workspace_s_are_found_so(scene: Scene) -> None:
    await given.gone(scene)

    for email in ("raadgiver@firma.example", "klimakoordinator@vejle.dk.example"):
        assert await scene.refused("users.lookupByEmail", email=email) == "users_not_found"
    assert (await scene.client.users_info(user="U0RAADGIVER"))["user"]["deleted"] is True


async def test_addresses_are_told_only_with_the_scope(scene: Scene) -> None:
    assert "email" in (await scene.client.users_profile_get(user=ASSENS))["profile"]
    scene.acts.workspace.app.manifest["oauth_config"]["scopes"]["bot"].remove("users:read.email")

    assert "email" not in (await scene.client.users_profile_get(user=ASSENS))["profile"]


async def test_the_app_itself_is_a_user_that_is_a_bot(scene: Scene) -> None:
    app = (await scene.client.users_info(user=APP))["user"]
    own = (await scene.client.users_profile_get())["profile"]

    assert (app["is_bot"], app["profile"]["bot_id"]) == (True, "B0KLIMABOT")
    assert own["real_name"] == "Klimabot"
    assert (await scene.client.users_info(user=ASSENS))["user"]["is_bot"] is False
