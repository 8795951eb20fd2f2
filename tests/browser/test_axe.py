import pytest
from playwright.async_api import Browser

from tests.browser.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGE = """<!doctype html><html lang="da">
<head><title>Klimabot</title>
<meta http-equiv="Content-Security-Policy" content="script-src 'self'"></head>
<body><main><h1>Skriv</h1>{field}</main></body></html>"""
NAMED = '<label for="besked">Besked</label><input id="besked">'
NAMELESS = '<input id="besked">'


@pytest.mark.parametrize(("field", "broken"), [(NAMED, []), (NAMELESS, ["label: ['#besked']"])])
async def test_a_field_without_a_label_is_found(
    browser: Browser, field: str, broken: list[str]
) -> None:
    page = await browser.new_page()
    await page.set_content(PAGE.format(field=field))

    assert await violations(page) == broken
