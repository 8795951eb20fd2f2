"""Modals and App Home."""

from typing import Any

import pytest
from slack_sdk.models.views import View

from tests.playground.web_api import given
from tests.playground.web_api.scene import ASSENS, KOEGE, Scene, refused

NOTE = {
    "type": "input",
    "block_id": "line",
    "label": {"type": "plain_text", "text": "En linje"},
    "element": {"type": "plain_text_input", "action_id": "text"},
}


async def test_a_modal_opens_as_slack_sdk_knows_views(scene: Scene) -> None:
    submit = {"type": "plain_text", "text": "Send"}
    modal = View(type="modal", title="Status", submit="Send", callback_id="status", blocks=[NOTE])

    answer = await scene.client.views_open(view=modal, **await given.trigger(scene))

    view = View(**answer["view"])
    assert (view.callback_id, view.type, view.root_view_id) == ("status", "modal", view.id)
    assert answer["view"]["submit"]["text"] == submit["text"]
    assert scene.acts.views.top(ASSENS).view == answer["view"]  # type: ignore[union-attr]


@pytest.mark.usefixtures("still")
async def test_a_trigger_opens_a_modal_for_three_seconds(scene: Scene) -> None:
    in_time, late = await given.trigger(scene), await given.trigger(scene)
    scene.playground.time.advance(3.0)
    await scene.client.views_open(view=given.MODAL, **in_time)

    scene.playground.time.advance(0.001)

    call = scene.client.views_open(view=given.MODAL, **late)
    assert await refused(call) == "expired_trigger_id"


async def test_a_trigger_is_used_once(scene: Scene) -> None:
    trigger = await given.trigger(scene)
    await scene.client.views_open(view=given.MODAL, **trigger)

    call = scene.client.views_open(view=given.MODAL, **trigger)

    assert await refused(call) == "exchanged_trigger_id"


async def test_a_refused_view_leaves_its_trigger_unused(scene: Scene) -> None:
    trigger = await given.trigger(scene)
    assert await scene.refused("views.open", view={"type": "modal"}, **trigger) == (
        "invalid_arguments"
    )

    await scene.client.views_open(view=given.MODAL, **trigger)


async def test_three_modals_lie_one_over_the_other_and_a_fourth_does_not(scene: Scene) -> None:
    trigger = await given.opened_to_the_full(scene)

    bottom, middle, top = (opened.view for opened in scene.acts.views.stack(ASSENS))

    assert top["previous_view_id"] == middle["id"]
    assert top["root_view_id"] == middle["root_view_id"] == bottom["id"]
    call = scene.client.views_push(view=given.MODAL, **trigger)
    assert await refused(call) == "push_limit_reached"


async def test_a_change_with_the_last_hash_passes_and_with_the_one_before_does_not(
    scene: Scene,
) -> None:
    opened = await given.opened(scene)
    where = {"view_id": opened["view_id"], "view": given.MODAL}

    changed = await scene.client.views_update(hash=opened["hash"], **where)

    assert changed["view"]["hash"] != opened["hash"]
    assert changed["view"]["id"] == opened["view_id"]
    call = scene.client.views_update(hash=opened["hash"], **where)
    assert await refused(call) == "hash_conflict"


async def test_a_view_is_found_by_its_external_id_which_nobody_else_s_may_have(
    scene: Scene,
) -> None:
    own = {**given.MODAL, "external_id": "status-assens"}
    await scene.client.views_open(view=own, **await given.trigger(scene))

    found = await scene.client.views_update(external_id="status-assens", view=own)

    assert found["view"]["external_id"] == "status-assens"
    koege = scene.acts.triggers.give(KOEGE)
    call = scene.client.views_open(view=own, trigger_id=koege)
    assert await refused(call) == "duplicate_external_id"
    assert scene.acts.views.top(KOEGE) is None


async def test_a_modal_is_put_on_top_only_from_inside_one(scene: Scene) -> None:
    await given.opened(scene)
    outside: Any = await given.trigger(scene)

    call = scene.client.views_push(view=given.MODAL, **outside)

    assert await refused(call) == "not_found"


async def test_a_home_is_published_again_under_the_same_id(scene: Scene) -> None:
    once = await scene.client.views_publish(user_id=ASSENS, view=given.HOME)
    again = await scene.client.views_publish(
        user_id=ASSENS, view=given.HOME, hash=once["view"]["hash"]
    )

    assert once["view"]["id"] == again["view"]["id"]
    assert View(**again["view"]).type == "home"
