"""What a request to the Web API says: in its address, in a form, or in JSON."""

from typing import Any

from aiohttp import web

from playground.json_text import NotJson, read_json
from playground.refused import Refused
from playground.web_api.call import Arguments

LIKE_A_FORM = ("application/x-www-form-urlencoded", "multipart/form-data")
CHARSETS = frozenset({"utf-8", "utf8", "iso-8859-1"})  # docs.slack.dev, apis/web-api


async def read_arguments(request: web.Request) -> Arguments:
    """From the address, a form or JSON. Raises Refused as Slack does for what is neither."""
    if (request.charset or "utf-8").lower() not in CHARSETS:
        raise Refused("invalid_charset")
    if request.content_type == "application/json" and request.body_exists:
        return dict(request.query) | _json_object(await request.read())
    if request.can_read_body and request.content_type not in LIKE_A_FORM:
        has_type = "Content-Type" in request.headers
        raise Refused("invalid_post_type" if has_type else "missing_post_type")
    return {**request.query, **await _form(request)}


async def _form(request: web.Request) -> Arguments:
    """A form's texts; a file in it is no argument of any method."""
    try:
        given = await request.post()
    except ValueError:  # no form, or not in the charset that it names
        raise Refused("invalid_form_data") from None
    return {name: value for name, value in given.items() if isinstance(value, str)}


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        given = read_json(body or b"{}")
    except NotJson:
        raise Refused("invalid_json") from None
    if not isinstance(given, dict):
        raise Refused("json_not_object")
    return given
