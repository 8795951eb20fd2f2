import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from playground import Playground, load

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MANIFEST = {
    "features": {
        "slash_commands": [{"command": "/klima", "description": "Spørg", "usage_hint": "spørg …"}]
    },
    "oauth_config": {"scopes": {"bot": ["chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_mention", "message.im"]}},
}
DESK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground([load("alliance", MANIFEST)])
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def page(browser: Browser, playground: Playground) -> AsyncIterator[Page]:
    """Somebody new at the page. It asks nothing of other machines and has no errors."""
    page = await browser.new_page(viewport=DESK, base_url=playground.address)
    hosts: set[str | None] = set()
    errors: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(5000)
    await page.goto("/")
    yield page
    assert hosts == {"127.0.0.1"}
    assert errors == []


def answer(playground: Playground, text: str, **more: Any) -> str:
    """The app writes something. Gives its timestamp."""
    message = {"user": "U0KLIMABOT", "ts": playground.time.next_ts(), "channel": "C0ALLIANCEN"}
    return str(
        playground.messages.post("T0DK2020", {**message, "text": text, **more}, at=0.0)["ts"]
    )


def said(playground: Playground) -> list[dict[str, Any]]:
    return [entry["message"] for entry in playground.ledger.entries if entry["what"] == "posted"]


async def test_writing_as_assens_and_being_answered(page: Page, playground: Playground) -> None:
    box = page.get_by_label("Skriv til #alliancen")
    await page.get_by_role("button", name="@Klimabot hvem er gode til vådområder?").click()
    await expect(box).to_be_focused()
    await box.press("Enter")
    await expect(page.locator("#log .message")).to_have_text(
        re.compile("Klimakoordinator, Assens.*@Klimabot hvem er gode til vådområder", re.DOTALL)
    )
    await expect(box).to_have_value("")

    [question] = said(playground)
    await box.fill("jeg skriver videre")
    answer(playground, "Det er Assens", thread_ts=question["ts"])

    thread = page.get_by_role("complementary", name="Tråd")
    await expect(thread).to_contain_text("Det er Assens")
    await expect(page.locator("#news")).to_have_text("Klimabot: Det er Assens")
    await expect(page).to_have_url(re.compile(f"traad={question['ts']}$"))
    await expect(box).to_be_focused()
    await expect(box).to_have_value("jeg skriver videre")

    await page.reload()
    await expect(thread).to_contain_text("Det er Assens")
    await expect(box).to_have_value("jeg skriver videre")


async def test_being_somebody_else(page: Page, playground: Playground) -> None:
    answer(playground, "kun til Assens", only="U0ASSENS")
    await expect(page.locator("#log")).to_contain_text("Kun du kan se dette")

    await page.get_by_text("Du er").click()
    await page.get_by_label("Find en person").fill("køge")
    await page.get_by_role("link", name="Klimakoordinator, Køge").click()

    await expect(page).to_have_url(re.compile("som=U0KOEGE&kanal=C0ALLIANCEN"))
    await expect(page.locator("#log")).not_to_contain_text("kun til Assens")
    await page.get_by_label("Skriv til #alliancen").fill("hilsen fra Køge")
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator("#log .message .name")).to_have_text("Klimakoordinator, Køge")


async def test_everything_by_keyboard(page: Page, playground: Playground) -> None:
    first = answer(playground, "Skal vi tage den herfra?")
    box = page.get_by_label("Skriv til #alliancen")

    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")  # the skip link
    await expect(box).to_be_focused()
    await page.keyboard.type("@k")
    await page.keyboard.press("Tab")
    await page.keyboard.type("hej")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("på en ny linje")
    await page.keyboard.press("Enter")
    await expect(page.locator("#log .message")).to_have_count(2)
    assert said(playground)[-1]["text"] == "<@U0KLIMABOT> hej\npå en ny linje"

    await page.keyboard.type("/")
    await expect(page.get_by_role("option", name="/klima")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("option", name="/klima")).to_be_hidden()
    await page.keyboard.press("Backspace")

    opener = page.locator(f"[id='m-{first}'] .open-thread")
    await opener.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Svar i tråden")).to_be_focused()
    await page.keyboard.type("ja tak")
    await page.keyboard.press("Enter")
    await expect(page.locator("#thread .message")).to_have_count(2)
    await page.keyboard.press("Escape")
    await expect(page.locator("#thread")).to_have_count(0)
    await expect(opener).to_be_focused()


async def test_pressing_a_button_and_seeing_it_answered(page: Page, playground: Playground) -> None:
    text = {"type": "plain_text", "text": "Ja"}
    button = {"type": "button", "action_id": "yes", "text": text, "value": "1"}
    ts = answer(playground, "Kommer I?", blocks=[{"type": "actions", "elements": [button]}])
    async with page.expect_response("**/press") as pressed:
        await page.get_by_role("button", name="Ja", exact=True).click()
    assert (await pressed.value).status == 200

    playground.messages.edit("T0DK2020", "C0ALLIANCEN", ts, {"blocks": [], "text": "Noteret"}, at=0)
    await expect(page.locator("#log .message")).to_contain_text("Noteret")


async def test_on_a_phone(page: Page, playground: Playground) -> None:
    await page.set_viewport_size(PHONE)
    ts = answer(playground, "En_meget_lang_linje_uden_mellemrum" * 9 + "\n```" + "x" * 300 + "```")
    await expect(page.locator("#log .message")).to_be_visible()
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert await page.evaluate(wide) is False

    await page.locator(f"[id='m-{ts}'] .open-thread").click()
    await expect(page.get_by_label("Svar i tråden")).to_be_focused()
    await expect(page.get_by_label("Skriv til #alliancen")).to_be_hidden()
    assert await page.evaluate(wide) is False
    await page.get_by_role("link", name="Luk tråden").click()

    await expect(page.get_by_role("link", name="kaffestuen")).to_be_hidden()
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("link", name="kaffestuen").click()
    await expect(page.get_by_role("heading", name="#kaffestuen")).to_be_visible()


async def test_nothing_typed_is_lost_when_the_playground_goes_away(
    browser: Browser, playground: Playground
) -> None:
    page = await browser.new_page(base_url=playground.address)
    await page.goto("/")
    await page.get_by_label("Skriv til #alliancen").fill("vigtigt")
    await playground.stop()
    await expect(page.get_by_text("Siden har mistet forbindelsen.")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("Din tekst står i feltet endnu")
    await expect(page.get_by_label("Skriv til #alliancen")).to_have_value("vigtigt")

    await playground.start()
    await expect(page.get_by_text("Siden har mistet forbindelsen.")).to_be_hidden()
    await page.keyboard.press("Enter")
    await expect(page.locator("#log .message")).to_contain_text("vigtigt")
