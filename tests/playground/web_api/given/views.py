"""Modals, App Home, and the triggers that open them."""

from tests.playground.web_api.scene import ASSENS, Arguments, Scene

MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Status"},
    "blocks": [{"type": "divider"}],
}
HOME = {"type": "home", "blocks": [{"type": "divider"}]}
SECTION = {"type": "section", "text": {"type": "plain_text", "text": "a" * 3_000}}
HUGE = {**MODAL, "blocks": [SECTION] * 100}
HUGE_HOME = {**HOME, "blocks": [SECTION] * 100}


async def trigger(scene: Scene) -> Arguments:
    """What Slack sends with a press in a message."""
    return {"trigger_id": scene.acts.triggers.give(ASSENS)}


async def old_trigger(scene: Scene) -> Arguments:
    given = await trigger(scene)
    scene.playground.time.advance(3.001)
    return given


async def used_trigger(scene: Scene) -> Arguments:
    given = await trigger(scene)
    await scene.call("views.open", view=MODAL, **given)
    return given


async def opened(scene: Scene, **more: str) -> Arguments:
    """A modal stands open; the trigger is of a press inside it."""
    view = (await scene.call("views.open", view={**MODAL, **more}, **await trigger(scene)))["view"]
    inside = scene.acts.triggers.give(ASSENS, view["id"])
    return {"trigger_id": inside, "view_id": view["id"], "hash": view["hash"]}


async def opened_with_own_id(scene: Scene) -> Arguments:
    return {"trigger_id": (await opened(scene, external_id="status-assens"))["trigger_id"]}


async def two_with_own_ids(scene: Scene) -> Arguments:
    """A modal over another; the upper one is to take the lower one's external id."""
    below = await opened(scene, external_id="status-assens")
    pushed = await scene.call("views.push", view=MODAL, trigger_id=below["trigger_id"])
    return {"view_id": pushed["view"]["id"]}


async def opened_to_the_full(scene: Scene) -> Arguments:
    top = await opened(scene)
    for _ in range(2):
        pushed = await scene.call("views.push", view=MODAL, trigger_id=top["trigger_id"])
        view = pushed["view"]["id"]
        top = {"trigger_id": scene.acts.triggers.give(ASSENS, view), "view_id": view}
    return {"trigger_id": top["trigger_id"]}


async def published(scene: Scene) -> Arguments:
    await scene.call("views.publish", user_id=ASSENS, view=HOME)
    return {"user_id": ASSENS}
