"""Asking as a coordinator does, in the demo: question, follow-up, source, vote, colleague."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.test_demo import demo

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

KOEGE = "sænke udledningen med 46 pct. i 2030 i forhold til 2017"
VEJLE = "Klimabots resumé om Vejle"
SOURCE = "Klimabots resumé om Køge, efter Køge Kommune"
LONG = 20_000  # milliseconds


async def write(page: Page, box: str, words: str) -> None:
    await page.get_by_label(box).fill(words)
    await page.keyboard.press("Enter")


async def becomes(page: Page, person: str) -> None:
    """Change who one is, as the page offers it."""
    faces = page.locator("#faces")
    await faces.locator("summary").click()
    await faces.get_by_label("Find en person").fill(person)
    await faces.get_by_role("link", name=person).click()
    await expect(faces.locator("summary")).to_contain_text(person)


async def test_a_question_the_next_one_a_source_a_vote_and_a_colleague(
    browser: Browser, tmp_path: Path
) -> None:
    page = await browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(LONG)
    async with demo(tmp_path) as address:
        await page.goto(f"{address}/?som=U0KOEGE&kanal=D0KOEGE")
        await write(page, "Skriv til Klimabot", "Hvad er Køges mål for 2030?")
        thread = page.get_by_role("complementary", name="Tråd")
        await expect(thread).to_contain_text(KOEGE, timeout=LONG)

        source = thread.get_by_role("link", name=SOURCE).first
        href = await source.get_attribute("href")
        assert href
        assert "koege.dk" in href
        assert await violations(page) == []

        await write(page, "Svar i tråden", "og hvad med Vejle?")
        await expect(thread).to_contain_text(VEJLE, timeout=LONG)

        await thread.get_by_role("button", name="Det kunne jeg bruge").first.click()
        await thread.get_by_role("button", name="Del svaret").first.click()
        window = page.get_by_role("dialog", name="Del svaret")
        await expect(window.get_by_label("Hvor vil du dele det?")).to_be_visible()
        await window.get_by_role("button", name="Del svaret").click()
        await expect(window).to_have_count(0)

        await becomes(page, "Klimakoordinator, Vejle")
        await page.locator("#sidebar").get_by_role("link", name="alliancen").first.click()
        await expect(page.locator("#log")).to_contain_text("deler svaret: Hvad er Køges mål")
        await expect(page.locator("#log")).to_contain_text(KOEGE)

        await page.goto(f"{address}/?som=U0SEKRETARIAT&kanal=D0SEKRETARIAT&fane=hjem")
        await expect(page.locator("#home")).to_contain_text("1 kunne bruges, 0 kunne ikke")
