"""What people do with messages on the page, without a script in the browser."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground
from playground.acts import Acts
from tests.playground.page.visits import ASSENS, DIRECT, KOEGE, Visitor, plain


@pytest.fixture
def visitor(playground: Playground, http: aiohttp.ClientSession) -> Visitor:
    return Visitor(playground, http)


async def test_changing_one_s_own_message(visitor: Visitor, acts: Acts) -> None:
    assens, channel = acts.workspace.person("Assens"), acts.workspace.channel("alliancen")
    message = acts.say(assens, "Vi graver & måler i uge 49, @Klimabot", channel)

    editing = await visitor.sees(**ASSENS, ret=message["ts"])
    assert ">Vi graver &amp; måler i uge 49, @Klimabot</textarea>" in editing

    changed = {**ASSENS, "ts": message["ts"], "text": "Vi graver i uge 50"}
    page = await visitor.sends("/change", changed)
    assert "Vi graver i uge 50" in page
    assert "(redigeret)" in page


async def test_a_message_that_is_emptied_is_deleted_as_in_slack(
    visitor: Visitor, acts: Acts
) -> None:
    assens, channel = acts.workspace.person("Assens"), acts.workspace.channel("alliancen")
    message = acts.say(assens, "En fejl", channel)

    assert "En fejl" not in await visitor.sends("/change", {**ASSENS, "ts": message["ts"]})


async def test_nobody_changes_or_deletes_what_another_wrote(visitor: Visitor, acts: Acts) -> None:
    assens, channel = acts.workspace.person("Assens"), acts.workspace.channel("alliancen")
    message = acts.say(assens, "Mine ord", channel)
    theirs = {**KOEGE, "ts": message["ts"]}

    assert await visitor.is_refused("/withdraw", theirs) == "not_yours"
    assert await visitor.is_refused("/change", {**theirs, "text": "Andres"}) == "not_yours"
    assert "Rediger" not in await visitor.sees(**KOEGE)
    assert "Rediger" in await visitor.sees(**ASSENS)
    assert "Mine ord" not in await visitor.sends("/withdraw", {**ASSENS, "ts": message["ts"]})


async def test_an_emoji_is_put_on_seen_with_its_people_and_taken_off(
    visitor: Visitor, acts: Acts
) -> None:
    koege, channel = acts.workspace.person("Køge"), acts.workspace.channel("alliancen")
    message = acts.say(koege, "Diget er godkendt", channel)
    reaction = {"ts": message["ts"], "emoji": "tada"}

    await visitor.sends("/react", {**KOEGE, **reaction})
    page = await visitor.sends("/react", {**ASSENS, **reaction})
    assert 'title="Klimakoordinator, Køge, Klimakoordinator, Assens"' in page
    assert 'aria-pressed="true"' in page

    page = await visitor.sends("/react", {**ASSENS, **reaction})
    assert 'title="Klimakoordinator, Køge"' in page
    assert 'aria-pressed="true"' not in page


async def test_a_file_is_shared_with_words_and_opened_again(
    visitor: Visitor, acts: Acts, playground: Playground, http: aiohttp.ClientSession
) -> None:
    page = await visitor.sends("/say", {**ASSENS, "text": "Vores plan"}, plan_pdf=b"%PDF-1.7 klima")

    assert "Vores plan" in page
    assert "plan.pdf" in page
    assert "14 byte" in page
    [message] = playground.messages.all("T0DK2020", "C0ALLIANCEN")
    where = message["files"][0]["url_private"]
    async with http.get(where, headers={"Sec-Fetch-Site": "same-origin"}) as response:
        assert await response.read() == b"%PDF-1.7 klima"
        assert response.headers["Content-Disposition"].startswith("attachment")


async def test_several_files_and_a_picture_that_is_shown(visitor: Visitor) -> None:
    files = {"kort_png": b"\x89PNG", "tal_csv": b"1;2", "tegning_svg": b"<svg/>"}
    page = await visitor.sends("/say", ASSENS, **files)

    assert '<img src="http://127.0.0.1:' in page
    assert "tal.csv" in page
    assert page.count("<img src") == 1  # an SVG can hold a script, and is only downloaded


async def test_a_reply_is_shown_in_the_channel_too_when_one_wants(
    visitor: Visitor, acts: Acts
) -> None:
    koege, channel = acts.workspace.person("Køge"), acts.workspace.channel("alliancen")
    first = acts.say(koege, "Hvem har prøvet?", channel)
    reply = {**ASSENS, "traad": first["ts"], "text": "Det har vi"}

    assert "svarede i en tråd" not in plain(await visitor.sends("/say", reply))
    await visitor.sends("/say", {**reply, "text": "Ring bare", "also": "yes"})

    in_channel = plain(await visitor.sees(**ASSENS))
    assert "svarede i en tråd Ring bare" in in_channel
    assert "Det har vi" not in in_channel


async def test_an_archived_channel_is_read_and_not_written_in(visitor: Visitor, acts: Acts) -> None:
    acts.archive(acts.workspace.channel("alliancen"))

    page = await visitor.sees(**ASSENS)

    assert "Kanalen er arkiveret" in page
    assert 'id="box"' not in page
    assert await visitor.is_refused("/say", {**ASSENS, "text": "hej"}) == "archived"


async def test_the_app_is_brought_in_and_taken_out(visitor: Visitor, acts: Acts) -> None:
    coffee = {"som": "U0ASSENS", "kanal": "C0KAFFE"}

    assert "Tag Klimabot ud" in await visitor.sends("/join", coffee)
    assert "Hent Klimabot ind" in await visitor.sends("/join", {**coffee, "leave": "yes"})


async def test_an_agent_s_status_title_and_suggestions_are_seen(
    visitor: Visitor, acts: Acts, client: AsyncWebClient, playground: Playground
) -> None:
    acts.workspace.app.manifest["oauth_config"]["scopes"]["bot"].append("assistant:write")
    assens = acts.workspace.person("Assens")
    first = acts.say(assens, "hvem er gode til vådområder?", acts.workspace.direct(assens))
    thread = {"channel_id": "D0ASSENS", "thread_ts": first["ts"]}
    await client.assistant_threads_setStatus(**thread, status="leder i kilderne …")
    await client.assistant_threads_setTitle(**thread, title="Vådområder")
    prompts = [{"title": "Hvem ellers?", "message": "hvem ellers er gode til vådområder?"}]
    await client.assistant_threads_setSuggestedPrompts(**thread, prompts=prompts)

    page = await visitor.sees(**DIRECT, traad=first["ts"])
    assert "Klimabot leder i kilderne …" in plain(page)
    assert '<p class="topic">Vådområder</p>' in page
    assert 'data-fill="hvem ellers er gode til vådområder?"' in page

    playground.time.advance(121)
    assert "leder i kilderne" not in await visitor.sees(**DIRECT, traad=first["ts"])


async def test_a_message_that_streams_in_can_be_stopped(
    visitor: Visitor, acts: Acts, client: AsyncWebClient
) -> None:
    assens = acts.workspace.person("Assens")
    first = acts.say(assens, "hvem er gode til vådområder?", acts.workspace.direct(assens))
    stream = await client.chat_startStream(
        channel="D0ASSENS", thread_ts=first["ts"], markdown_text="**Assens** siger"
    )

    page = await visitor.sees(**DIRECT, traad=first["ts"])
    assert "<strong>Assens</strong> siger" in page
    assert 'aria-busy="true"' in page

    place = {**DIRECT, "traad": first["ts"], "ts": stream["ts"]}
    assert "Stop svaret" not in await visitor.sends("/stop", place)
    with pytest.raises(SlackApiError, match="stopped_by_user"):
        await client.chat_appendStream(channel="D0ASSENS", ts=stream["ts"], markdown_text="x")
