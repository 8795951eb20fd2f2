"""What axe-core, the usual checker of WCAG, finds wrong with a page."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


async def violations(page: Page) -> list[str]:
    """The broken rules, each with its places. axe comes through DevTools, so no CSP stops it."""
    found = await Axe().run(page, options=RULES)
    return [
        f"{broken['id']}: {', '.join(str(node['target']) for node in broken['nodes'])}"
        for broken in found.response["violations"]
    ]
