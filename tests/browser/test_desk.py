"""The clock, the fault desk and the ledger with their script, in a real browser."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from playground import Playground, load
from tests.browser.test_page import DESK, MANIFEST, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground([load("alliance", MANIFEST)])
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def page(browser: Browser, playground: Playground) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport=DESK, base_url=playground.address)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(5000)
    yield page
    assert errors == []


async def test_the_clock_ticks_is_set_and_says_so(page: Page, playground: Playground) -> None:
    await page.goto("/clock")
    shown = await page.locator("#hand").inner_text()
    await expect(page.locator("#hand")).not_to_have_text(shown)

    await page.get_by_role("button", name="En dag", exact=True).click()

    await expect(page.get_by_role("status").last).to_have_text("Uret er stillet frem.")
    await expect(page.locator("#clocks .small")).to_have_text("1 dag foran virkeligheden")
    await expect(page.get_by_role("button", name="En dag", exact=True)).to_be_focused()
    assert page.url == f"{playground.address}/clock"


async def test_only_what_a_fault_needs_is_asked_for(page: Page) -> None:
    await page.goto("/faults")
    seconds, error = page.get_by_label("Sekunder"), page.get_by_label("Fejlens navn")

    for kind, asked in (("429", (True, False)), ("error", (False, True)), ("500", (False, False))):
        await page.get_by_label("Hvad sker der").select_option(kind)
        assert (await seconds.is_visible(), await error.is_visible()) == asked


async def test_a_fault_is_ordered_is_used_up_and_what_is_typed_stays(
    page: Page, playground: Playground
) -> None:
    await page.goto("/faults")
    await page.get_by_label("Metode").fill("alle metoder")
    await page.get_by_label("Hvad sker der").select_option("500")
    await page.get_by_role("button", name="Bestil", exact=True).click()
    await expect(page.get_by_text("Alle metoder svarer 500")).to_be_visible()

    async with aiohttp.ClientSession() as http:
        await http.post(f"{playground.address}/api/auth.test")

    await expect(page.get_by_text("Ingen fejl venter.")).to_be_visible()
    await expect(page.get_by_label("Metode")).to_have_value("alle metoder")


async def test_whoever_takes_a_fault_back_hears_it_and_goes_on(page: Page) -> None:
    await page.goto("/faults")
    await page.get_by_label("Metode").fill("users.info")
    await page.get_by_role("button", name="Bestil", exact=True).click()

    await page.get_by_role("button", name="Tag tilbage", exact=True).press("Enter")

    await expect(page.locator("#done")).to_have_text("Fejlen er taget tilbage.")
    await expect(page.locator("#main")).to_be_focused()


async def test_a_mistake_is_told_and_goes_again(page: Page) -> None:
    await page.goto("/faults")
    await page.get_by_label("Metode").fill("chat.sendFax")
    await page.get_by_role("button", name="Bestil", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("Den metode findes ikke her.")

    await page.get_by_label("Metode").fill("chat.update")
    await page.get_by_role("button", name="Bestil", exact=True).click()
    await expect(page.get_by_role("alert")).to_have_count(0)


async def test_what_happens_comes_by_itself(page: Page, playground: Playground) -> None:
    await page.goto("/ledger")
    [acts] = playground.acts.values()
    acts.archive(acts.workspace.channel("kystnetværket"))

    await expect(page.get_by_role("row", name="Kanal arkiveret")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["wide", "narrow"])
@pytest.mark.parametrize("address", ["/clock", "/faults", "/ledger"])
async def test_nothing_is_wider_than_the_screen(
    page: Page, playground: Playground, size: ViewportSize, address: str
) -> None:
    [acts] = playground.acts.values()
    acts.say(acts.workspace.person("Assens"), "æ" * 300, acts.workspace.channel("alliancen"))
    acts.deactivate(acts.workspace.person("Gæst fra et andet"))
    await page.set_viewport_size(size)
    await page.goto(address)

    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
