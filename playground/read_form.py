"""Forms from outside, of which everything can be written down again."""

from aiohttp import web
from multidict import MultiDictProxy

Form = MultiDictProxy[str | bytes | bytearray | web.FileField]


class NotAForm(ValueError):
    """Broken, or not in the charset that it names."""


async def read_form(request: web.Request) -> Form:
    """A posted form, in UTF-8. Raises NotAForm."""
    if (request.charset or "utf-8").lower().replace("-", "") != "utf8":
        raise NotAForm(request.charset)
    try:
        return await request.post()
    except (ValueError, LookupError, RuntimeError, AssertionError) as error:
        raise NotAForm(str(error)) from None
