from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, Request, Route, expect

from playground import Playground, load

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MANIFEST = {
    "features": {},
    "oauth_config": {"scopes": {"bot": ["chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": []}},
}
Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> Block:
    return {"text": plain(text), "value": value}


ASSENS, KOEGE = option("Assens", "as"), option("Køge", "kø")
CONFIRM = {
    "title": plain("Slet dit svar?"),
    "text": plain("Så tæller du ikke med."),
    "confirm": plain("Slet"),
    "deny": plain("Behold"),
}
BLOCKS: list[Block] = [
    {
        "type": "actions",
        "block_id": "b",
        "elements": [
            {"type": "button", "action_id": "slet", "text": plain("Slet svar"), "confirm": CONFIRM},
            {
                "type": "multi_static_select",
                "action_id": "kommuner",
                "placeholder": plain("Vælg kommuner"),
                "options": [ASSENS, KOEGE],
                "max_selected_items": 1,
            },
            {"type": "external_select", "action_id": "kilde", "min_query_length": 2},
        ],
    },
    {
        "type": "input",
        "block_id": "i",
        "label": plain("Referat"),
        "dispatch_action": True,
        "element": {"type": "rich_text_input", "action_id": "tekst"},
    },
    {
        "type": "input",
        "block_id": "n",
        "label": plain("Navn"),
        "dispatch_action": True,
        "element": {"type": "plain_text_input", "action_id": "navn"},
    },
]


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A message with controls in it. Nothing is said on the console, also not of the CSP."""
    playground = Playground([load("alliance", MANIFEST)])
    await playground.start()
    message = {"user": "U0KLIMABOT", "ts": "1795509000.000001", "channel": "C0ALLIANCEN"}
    playground.messages.post("T0DK2020", {**message, "text": "", "blocks": BLOCKS}, at=0.0)
    page = await browser.new_page(base_url=playground.address)
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(5000)
    await page.goto("/")
    await page.evaluate(
        "acts = []; document.addEventListener('act', (event) => acts.push(event.detail.key))"
    )
    yield page
    assert errors == []
    await playground.stop()


async def acts(page: Page) -> list[list[str]]:
    return [key.split("/") for key in await page.evaluate("acts")]


async def ask(page: Page) -> Locator:
    await page.route("**/press", lambda route: route.fulfill(json={}))
    await page.get_by_role("button", name="Slet svar").click()
    dialog = page.get_by_role("dialog", name="Slet dit svar?")
    await expect(dialog).to_contain_text("Så tæller du ikke med.")
    return dialog


async def test_some_buttons_ask_first(page: Page) -> None:
    dialog = await ask(page)
    async with page.expect_request("**/press"):
        await dialog.get_by_role("button", name="Slet").click()

    await expect(dialog).to_have_count(0)


@pytest.mark.parametrize("no", ["Behold", "Escape"])
async def test_a_no_presses_nothing(page: Page, no: str) -> None:
    posted: list[Request] = []
    page.on("request", lambda request: posted.append(request) if "/press" in request.url else None)
    dialog = await ask(page)
    if no == "Escape":
        await page.keyboard.press(no)
    else:
        await dialog.get_by_role("button", name=no).click()

    await expect(dialog).to_have_count(0)
    await expect(page.get_by_role("button", name="Slet svar")).to_be_focused()
    assert posted == []


async def test_several_are_found_and_ticked_off_by_keyboard(page: Page) -> None:
    group = page.get_by_role("group", name="Vælg kommuner")
    await group.locator("summary").press("Enter")
    await expect(group.get_by_role("searchbox")).to_be_focused()
    await page.keyboard.type("køg")
    await expect(group.get_by_label("Assens")).to_be_hidden()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")

    await page.evaluate("import('/static/view.js').then((view) => view.refresh())")
    await expect(group.locator(".chip")).to_have_text(["Køge"])
    await expect(group.get_by_label("Assens")).to_be_disabled()  # one is the most
    await page.keyboard.press("Escape")
    await expect(group.get_by_role("searchbox")).to_be_hidden()
    assert await acts(page) == [["b", "kommuner"]]


async def test_the_app_gives_the_choices_while_one_types(page: Page) -> None:
    asked: list[str] = []

    async def options(route: Route) -> None:
        asked.append(route.request.post_data or "")
        found = [
            {"text": "Klimaplan, Assens", "value": "1"},
            {"text": "Klimaplan, Køge", "value": "2"},
        ]
        await route.fulfill(json={"options": found})

    await page.route("**/options", options)
    await page.route("**/press", lambda route: route.fulfill(json={}))
    field = page.get_by_role("combobox", name="Søg og vælg")
    await field.press_sequentially("k")
    await page.wait_for_timeout(400)
    assert asked == []  # two are the least
    await field.press_sequentially("li")
    await expect(page.get_by_role("option")).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")

    await expect(field).to_have_value("Klimaplan, Køge")
    await expect(page.locator("input[type=hidden][name*=kilde]")).to_have_value("2")
    await page.evaluate("import('/static/view.js').then((view) => view.refresh())")
    await expect(page.locator("input[type=hidden][name*=kilde]")).to_have_value("2")
    assert "kanal=C0ALLIANCEN" in asked[-1]
    assert "ts=1795509000.000001" in asked[-1]
    assert "value=kli" in asked[-1]
    assert await acts(page) == [["b", "kilde"]]


async def test_marks_go_around_what_is_selected(page: Page) -> None:
    box = page.get_by_role("textbox", name="Referat")
    await box.fill("Assens")
    await box.select_text()
    await page.get_by_role("button", name="Fed").click()
    await expect(box).to_have_value("*Assens*")
    await page.get_by_role("button", name="Punktliste").click()
    await expect(box).to_have_value("- *Assens*")


async def test_enter_tells_of_a_field_and_presses_nothing(page: Page) -> None:
    box = page.get_by_role("textbox", name="Navn")
    await box.fill("Våde enge")
    await box.press("Enter")

    await expect(page.get_by_role("dialog")).to_have_count(0)  # the first button would have asked
    assert await acts(page) == [["n", "navn"]]
