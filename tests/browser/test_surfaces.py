"""Every surface of the page, lived as a person lives it, with a Bolt app at the other end.

Each is looked through by axe-core, asks nothing of other machines, and says nothing on the console.
"""

import re
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import aiohttp
import pytest
from playwright.async_api import Browser, FilePayload, Page, ViewportSize, expect
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground, load
from tests.browser.axe import violations
from tests.browser.everything import FEEDBACK, Everything, paper
from tests.playground.delivery.bolt import over_sockets, until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SIZES = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]
DIRECT = "/?som=U0ASSENS&kanal=D0ASSENS"
HOME = f"{DIRECT}&fane=hjem"


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground([load("alliance", paper())])
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def client(playground: Playground) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as http:
        base = f"{playground.address}/api/"
        yield AsyncWebClient("xoxb-playground", base_url=base, session=http, retry_handlers=[])


@pytest.fixture
async def app(playground: Playground, client: AsyncWebClient) -> AsyncIterator[Everything]:
    everything = Everything(client)
    async with over_sockets(playground, everything.app):
        yield everything


@pytest.fixture(params=SIZES, ids=["desk", "phone"])
async def page(
    request: pytest.FixtureRequest, browser: Browser, playground: Playground, app: Everything
) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport=request.param, base_url=playground.address)
    hosts: set[str | None] = set()
    errors: list[str] = []
    page.on("request", lambda r: hosts.add(urlsplit(r.url).hostname))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(5000)
    yield page
    assert await violations(page) == []
    assert hosts == {"127.0.0.1"}
    assert errors == []


async def open_status(page: Page) -> None:
    await page.goto(HOME)
    await page.locator("#home").get_by_role("button", name="Skriv status").click()
    await expect(page.get_by_role("dialog", name="Status for uge 49")).to_be_visible()


async def test_a_window_is_filled_in_corrected_and_sent(page: Page, app: Everything) -> None:
    await open_status(page)
    window = page.get_by_role("dialog")
    line = window.get_by_label("Hvad er der sket?")
    await expect(line).to_be_focused()

    await line.fill("Møde")
    await window.get_by_role("button", name="Send status").click()
    await expect(window).to_contain_text("Vælg her.")
    await expect(line).to_have_value("Møde")

    await window.get_by_label("Følger planen").check()
    await window.get_by_label("Indsats").select_option(label="Assens")
    await window.get_by_label("Kollega").select_option(label="Klimakoordinator, Køge")
    await window.get_by_label("Møde").fill("2026-12-01")
    await window.get_by_label("Lodsejere").check()
    await window.get_by_label("Hektar").fill("12.5")
    await window.get_by_label("Referat").fill("*Enige* om tilsagn")
    billede = FilePayload(name="kort.png", mimeType="image/png", buffer=b"\x89PNG")
    await window.get_by_label("Billede").set_input_files([billede])
    await window.get_by_role("button", name="Send status").click()
    await expect(window).to_contain_text("Skriv lidt mere, tak.")
    await expect(line).to_be_focused()

    await line.fill("Lodsejermøde holdt, afventer tilsagn")
    await line.press("Tab")
    await window.get_by_role("button", name="Send status").click()
    await expect(window).to_have_count(0)

    values = app.told[-1]["view"]["state"]["values"]
    assert values["linje"]["linje"]["value"] == "Lodsejermøde holdt, afventer tilsagn"
    assert values["stand"]["stand"]["selected_option"]["value"] == "1"
    assert values["kollega"]["kollega"]["selected_user"] == "U0KOEGE"
    assert values["dato"]["dato"]["selected_date"] == "2026-12-01"
    assert values["referat"]["referat"]["rich_text_value"]["type"] == "rich_text"
    assert values["billede"]["billede"]["files"][0]["name"] == "kort.png"


async def test_a_second_window_lies_over_the_first_and_gives_it_back(
    page: Page, app: Everything, playground: Playground
) -> None:
    await open_status(page)
    await page.get_by_label("Hvad er der sket?").fill("Halvt skrevet")
    await page.get_by_role("button", name="Vis sidste uge").click()
    await expect(page.get_by_role("dialog", name="Sidste uge")).to_contain_text("To mangler endnu.")
    assert await violations(page) == []

    await page.get_by_role("button", name="Tilbage").click()
    await expect(page.get_by_label("Hvad er der sket?")).to_have_value("Halvt skrevet")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await until(lambda: app.told)
    assert app.told[-1]["type"] == "view_closed"
    assert playground.acts["T0DK2020"].views.stack("U0ASSENS") == ()


async def test_what_the_app_suggests_while_one_types_can_be_chosen_and_sent(
    page: Page, app: Everything
) -> None:
    await open_status(page)
    source = page.get_by_role("combobox", name="Kilde")
    await source.press_sequentially("køg")
    await page.get_by_role("option", name="Klimaplan, Køge").click()
    await expect(source).to_have_value("Klimaplan, Køge")
    await page.get_by_label("Hvad er der sket?").fill("Lodsejermøde holdt i dag")
    await page.get_by_label("Er gået i stå").check()
    await page.get_by_role("button", name="Send status").click()

    await until(lambda: app.told)
    chosen = app.told[-1]["view"]["state"]["values"]["kilde"]["kilde"]["selected_option"]
    assert chosen["value"] == "Klimaplan, Køge"


async def test_home_is_the_app_s_own_page_and_tells_of_a_choice_at_once(
    page: Page, app: Everything
) -> None:
    await page.goto(HOME)
    await page.get_by_label("Vis en anden kommune").select_option(label="Køge")

    await until(lambda: app.told)
    [action] = app.told[-1]["actions"]
    assert action["selected_option"]["value"] == "koege"
    assert app.told[-1]["container"]["type"] == "view"
    await page.get_by_role("link", name="Beskeder", exact=True).click()
    await expect(page.get_by_label("Skriv til Klimabot")).to_be_visible()


async def test_shortcuts_from_a_message_and_from_anywhere(
    page: Page, playground: Playground
) -> None:
    acts = playground.acts["T0DK2020"]
    said = acts.say(
        acts.workspace.person("Køge"), "Diget er 8 km.", acts.workspace.channel("alliancen")
    )
    await page.goto("/")
    message = page.locator(f"[id='m-{said['ts']}']")
    await message.hover()
    await message.get_by_text("Mere", exact=True).click(force=True)
    await message.get_by_role("button", name="Gem som viden").click()
    await expect(page.locator("#log")).to_contain_text("Gemt: Diget er 8 km.")
    await expect(page.locator("#log")).to_contain_text("Kun du kan se dette")

    if await page.get_by_role("button", name="Menu").is_visible():
        await page.get_by_role("button", name="Menu").click()
    await page.locator("#sidebar").get_by_role("button", name="Skriv status").click()
    await expect(page.get_by_role("dialog", name="Status for uge 49")).to_be_visible()


async def test_one_s_own_message_is_changed_reacted_to_and_deleted(
    page: Page, playground: Playground
) -> None:
    acts = playground.acts["T0DK2020"]
    said = acts.say(
        acts.workspace.person("Assens"), "Vi graver i uge 49", acts.workspace.channel("alliancen")
    )
    await page.goto("/")
    message = page.locator(f"[id='m-{said['ts']}']")

    await message.hover()
    await message.get_by_text("Reager", exact=True).click(force=True)
    await message.get_by_role("button", name="tada", exact=True).click()
    mine = message.get_by_role("button", name=re.compile("tada fra Klimakoordinator, Assens"))
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await mine.click()
    await expect(mine).to_have_count(0)
    await expect(message.locator("summary").first).to_be_focused()

    await message.hover()
    await message.get_by_text("Mere", exact=True).click(force=True)
    await message.get_by_role("link", name="Rediger").click()
    editor = message.get_by_label("Ret beskeden")
    await expect(editor).to_be_focused()
    await editor.fill("Vi graver i uge 50")
    await editor.press("Enter")
    await expect(message).to_contain_text("Vi graver i uge 50 (redigeret)")

    page.once("dialog", lambda dialog: dialog.accept())
    await message.hover()
    await message.get_by_text("Mere", exact=True).click(force=True)
    await message.get_by_role("button", name="Slet").click()
    await expect(message).to_have_count(0)


async def test_files_are_chosen_taken_back_and_sent(page: Page, playground: Playground) -> None:
    await page.goto("/")
    plan = FilePayload(name="klimaplan.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7")
    kort = FilePayload(name="kort.png", mimeType="image/png", buffer=b"\x89PNG")
    composer = page.locator("#box-form")

    await composer.locator("input[type=file]").set_input_files([plan])
    await expect(composer).to_contain_text("klimaplan.pdf")
    await composer.get_by_role("button", name="Fjern").click()
    await expect(composer.locator(".attached")).to_be_hidden()

    await composer.locator("input[type=file]").set_input_files([plan, kort])
    await page.get_by_label("Skriv til #alliancen").fill("Vores plan")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("link", name="klimaplan.pdf")).to_be_visible()
    await expect(page.locator("#log")).to_contain_text("Vores plan")
    await expect(composer.locator(".attached")).to_be_hidden()


async def test_an_answer_streams_in_and_ends_with_feedback(
    page: Page, playground: Playground, client: AsyncWebClient, app: Everything
) -> None:
    acts = playground.acts["T0DK2020"]
    assens = acts.workspace.person("Assens")
    first = acts.say(assens, "hvem er gode til vådområder?", acts.workspace.direct(assens))
    await page.goto(f"{DIRECT}&traad={first['ts']}")
    thread = page.get_by_role("complementary", name="Tråd")

    await client.assistant_threads_setStatus(
        channel_id="D0ASSENS", thread_ts=first["ts"], status="leder i kilderne …"
    )
    await expect(thread).to_contain_text("Klimabot leder i kilderne …")
    stream = await client.chat_startStream(
        channel="D0ASSENS", thread_ts=first["ts"], markdown_text="**Assens** "
    )
    where = {"channel": "D0ASSENS", "ts": stream["ts"]}
    await expect(thread.locator(".streaming")).to_contain_text("Assens")
    await expect(thread).not_to_contain_text("leder i kilderne")
    await client.chat_appendStream(**where, markdown_text="siger, at de er gode til vådområder.")
    await expect(thread).to_contain_text("Assens siger, at de er gode til vådområder.")
    await client.chat_stopStream(**where, blocks=[FEEDBACK])
    await expect(thread.locator(".streaming")).to_have_count(0)

    await thread.get_by_role("button", name="Godt svar").click()
    await until(lambda: app.told)
    assert app.told[-1]["actions"][0]["value"] == "godt"


async def test_the_clock_is_moved_from_the_sidebar(page: Page, playground: Playground) -> None:
    await page.goto("/")
    if await page.get_by_role("button", name="Menu").is_visible():
        await page.get_by_role("button", name="Menu").click()
    await page.locator("#clock-menu summary").click()
    before = playground.clock.now()
    await page.get_by_role("button", name="Mandag kl. 9").click()

    await expect(page.locator("#clock")).to_have_text(
        re.compile(r"^mandag den .* kl\. 9\.00|09\.00")
    )
    moved = playground.clock.now()
    assert moved > before
    assert moved.weekday() == 0


async def test_the_keyboard_alone_is_enough(page: Page, app: Everything) -> None:
    await page.goto("/?som=U0ASSENS&kanal=C0ALLIANCEN")
    await page.get_by_label("Skriv til #alliancen").focus()
    await page.keyboard.type("Hej alle")
    await page.keyboard.press("Enter")
    await expect(page.locator("#log .message")).to_have_count(1)
    await page.locator("#log .message summary").first.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".reactions button")).to_have_count(1)

    await page.goto(HOME)
    await page.locator("#home").get_by_role("button", name="Skriv status").press("Enter")
    await expect(page.get_by_label("Hvad er der sket?")).to_be_focused()
    await page.keyboard.type("Lodsejermøde holdt, afventer tilsagn")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await page.get_by_role("button", name="Send status").press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.locator("#home").get_by_role("button", name="Skriv status")).to_be_focused()
    assert app.told
