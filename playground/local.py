"""Only pages and programs of this machine may act here: not another site in the same browser."""

from collections.abc import Awaitable, Callable

from aiohttp import web

LOCAL = ("127.0.0.1", "localhost")
ELSEWHERE = ("cross-site", "same-site")  # as browsers say it; programs say nothing
FOR_PROGRAMS = ("/api/", "/files/", "/respond/", "/socket/", "/upload/")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse another host's name for us, and what another site's page would have us do."""
    if not _is_for_us(request) or (is_from_elsewhere(request) and not _is_a_visit(request)):
        refusal = '{"error": "not_from_here"}'
        raise web.HTTPForbidden(text=refusal, content_type="application/json")
    return await handler(request)


def is_from_elsewhere(request: web.Request) -> bool:
    """Whether another site's page asked the browser for this."""
    return request.headers.get("Sec-Fetch-Site") in ELSEWHERE


def _is_for_us(request: web.Request) -> bool:
    try:
        own = str(request.url.origin())
        return request.url.host in LOCAL and request.headers.get("Origin", own) == own
    except ValueError:  # no address at all
        return False


def _is_a_visit(request: web.Request) -> bool:
    """Somebody followed a link to one of our pages."""
    visits = request.headers.get("Sec-Fetch-Mode") == "navigate"
    return visits and request.method == "GET" and not request.path.startswith(FOR_PROGRAMS)
