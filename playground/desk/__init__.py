"""What moves the playground itself: its clock, faults on order, and the ledger."""

from aiohttp import web

from playground.desk.clock import ClockDesk
from playground.desk.faults import FaultDesk
from playground.desk.ledger import LedgerDesk
from playground.world import World


def add_to(app: web.Application, world: World) -> None:
    """Serve the desk on this application: pages for a browser, JSON for programs."""
    clock, faults, ledger = ClockDesk(world), FaultDesk(world), LedgerDesk(world)
    app.router.add_get("/clock", clock.look)
    app.router.add_post("/clock", clock.move)
    app.router.add_get("/faults", faults.look)
    app.router.add_post("/faults", faults.order)
    app.router.add_delete("/faults/{number}", faults.cancel)
    app.router.add_post("/faults/{number}/cancel", faults.cancel)  # forms know no DELETE
    app.router.add_post("/faults/now", faults.now)
    app.router.add_get("/ledger", ledger.look)
