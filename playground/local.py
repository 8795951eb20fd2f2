"""Only pages and programs of this machine may act here: not another site in the same browser."""

from collections.abc import Awaitable, Callable

from aiohttp import web

LOCAL = ("127.0.0.1", "localhost")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse another host's name for us, and what another site's page would have us do."""
    own = str(request.url.origin())
    if request.url.host not in LOCAL or request.headers.get("Origin", own) != own:
        refusal = '{"error": "not_from_here"}'
        raise web.HTTPForbidden(text=refusal, content_type="application/json")
    return await handler(request)
