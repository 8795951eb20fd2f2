"""Modals and App Home."""

from typing import Any

from playground.content.triggers import Trigger
from playground.kit import check_view
from playground.refused import Refused
from playground.web_api.call import Answer, Call


def open_modal(call: Call) -> Answer:
    view = _view(call, "modal")
    trigger = _used(call)
    return _shown(call, trigger.person, call.acts.views.open(trigger.person, view))


def push(call: Call) -> Answer:
    view = _view(call, "modal")
    trigger = _used(call)
    if trigger.view is None:  # a modal is put on top from inside one only
        raise Refused("not_found")
    return _shown(call, trigger.person, call.acts.views.push(trigger.person, view))


def update(call: Call) -> Answer:
    if not call.text("view_id") and not call.text("external_id"):
        raise Refused("not_found")
    opened = call.acts.views.find(call.text("view_id"), call.text("external_id"))
    view = _view(call, opened.view["type"])
    changed = call.acts.views.update(opened, view, call.text("hash"))
    return _shown(call, opened.person, changed)


def publish(call: Call) -> Answer:
    user = call.need("user_id", "missing_profile_id")
    if user not in call.workspace.people:
        raise Refused("invalid_arguments")
    if not call.app.has_home:
        raise Refused("not_enabled")
    view = _view(call, "home")
    return _shown(call, user, call.acts.views.publish(user, view, call.text("hash")))


def _view(call: Call, kind: str) -> dict[str, Any]:
    view = call.decoded("view")
    check_view(view)
    if view["type"] != kind:
        raise Refused("invalid_arguments")
    return dict(view)


def _used(call: Call) -> Trigger:
    given = call.text("trigger_id") or call.text("interactivity_pointer")
    if not given:
        raise Refused("invalid_trigger_id")
    return call.acts.triggers.use(given)


def _shown(call: Call, person: str, view: dict[str, Any]) -> Answer:
    call.acts.messages.ledger.write("view", workspace=call.workspace.id, person=person)
    return {"view": view}
