"""Files: announced, sent, completed, read again."""

from typing import Any

import aiohttp
import pytest

from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, Scene

PLAN = "Vådområder i Assens".encode()


async def announced(scene: Scene) -> tuple[str, str]:
    """A file's id, and the address that takes its content."""
    answer = await scene.client.files_getUploadURLExternal(filename="plan.txt", length=len(PLAN))
    return answer["file_id"], answer["upload_url"]


async def test_sdk_s_upload_ends_in_a_message_with_the_file(scene: Scene) -> None:
    await scene.client.files_upload_v2(
        channel=ALLIANCEN, content=PLAN, filename="plan.txt", title="Plan", initial_comment="Se her"
    )

    history = await scene.client.conversations_history(channel=ALLIANCEN)
    [message] = history["messages"]
    [file] = message["files"]
    assert (message["text"], file["title"], file["size"]) == ("Se her", "Plan", len(PLAN))
    whole = (await scene.client.files_info(file=file["id"]))["file"]
    assert whole["channels"] == [ALLIANCEN]


async def test_a_file_goes_to_several_channels_or_to_none(scene: Scene) -> None:
    direct = (await scene.client.conversations_open(users=ASSENS))["channel"]["id"]
    [file] = (await given.uploaded(scene))["files"]
    kept = await scene.client.files_completeUploadExternal(files=[file])

    await scene.client.files_completeUploadExternal(files=[file], channels=[ALLIANCEN, direct])

    shared = (await scene.client.files_info(file=file["id"]))["file"]
    assert kept["files"][0]["id"] == file["id"]
    assert (shared["channels"], shared["ims"]) == ([ALLIANCEN], [direct])


@pytest.mark.parametrize("content", [PLAN[:-1], PLAN + b"!"])
async def test_content_of_another_size_is_not_taken(
    scene: Scene, http: aiohttp.ClientSession, content: bytes
) -> None:
    file, address = await announced(scene)

    async with http.post(address, data=content) as answer:
        assert answer.status == 400

    files = [{"id": file}]
    assert await scene.refused("files.completeUploadExternal", files=files) == "file_not_found"


async def test_an_address_takes_content_once(scene: Scene, http: aiohttp.ClientSession) -> None:
    _, address = await announced(scene)

    async with http.post(address, data=PLAN) as first, http.post(address, data=PLAN) as second:
        assert (first.status, second.status) == (200, 400)


async def test_content_may_come_as_a_form_and_a_form_without_any_is_refused(
    scene: Scene, http: aiohttp.ClientSession
) -> None:
    (_, address), (_, another) = await announced(scene), await announced(scene)
    form, empty = aiohttp.FormData(), aiohttp.FormData(default_to_multipart=True)
    form.add_field("file", PLAN, filename="plan.txt")

    async with http.post(address, data=form) as answer:
        assert await answer.text() == f"OK - {len(PLAN)}"
    async with http.post(another, data=empty) as answer:
        assert answer.status == 400


async def test_a_file_is_downloaded_with_the_app_s_token_alone(
    scene: Scene, http: aiohttp.ClientSession
) -> None:
    address = (await scene.client.files_info(**await one_of_ours(scene)))["file"]["url_private"]
    token = {"Authorization": "Bearer xoxb-playground"}

    async with http.get(address, headers=token) as answer:
        assert (answer.status, await answer.read()) == (200, given.LOGO)
    for wrong in ({}, {"Authorization": "Bearer xoxb-andre"}):
        async with http.get(address, headers=wrong) as answer:
            assert answer.status == 403


async def one_of_ours(scene: Scene) -> dict[str, Any]:
    return {"file": (await given.our_file(scene))["file"]}


async def test_without_the_scope_it_is_neither_told_of_nor_downloaded(
    scene: Scene, http: aiohttp.ClientSession
) -> None:
    file = await one_of_ours(scene)
    address = (await scene.client.files_info(**file))["file"]["url_private"]
    scene.acts.workspace.app.manifest["oauth_config"]["scopes"]["bot"].remove("files:read")

    async with http.get(address, headers={"Authorization": "Bearer xoxb-playground"}) as answer:
        assert answer.status == 403
    assert await scene.refused("files.info", **file) == "missing_scope"


async def test_what_is_deleted_is_gone(scene: Scene, http: aiohttp.ClientSession) -> None:
    file = await one_of_ours(scene)
    address = (await scene.client.files_info(**file))["file"]["url_private"]

    await scene.client.files_delete(**file)

    async with http.get(address, headers={"Authorization": "Bearer xoxb-playground"}) as answer:
        assert answer.status == 404


async def test_a_snippet_of_a_megabyte_and_a_description_of_thousand_characters_pass(
    scene: Scene,
) -> None:
    await scene.client.files_getUploadURLExternal(
        filename="kode.py", length=1_000_000, snippet_type="python", alt_txt="å" * 1_000
    )


async def test_a_file_from_a_public_channel_is_everybody_s(scene: Scene) -> None:
    theirs = await given.their_file(scene)

    told = await scene.client.files_info(file=theirs["file"])

    assert told["file"]["user"] == ASSENS
