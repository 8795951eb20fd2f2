"""One right call of each method, by which its answer is held against Slack's own."""

from collections.abc import Mapping

from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, KAFFE, Case, case

RIGHT: Mapping[str, Case] = {
    "apps.connections.open": case(),
    "apps.uninstall": case(client_id="1.2", client_secret="3"),
    "assistant.threads.setStatus": case(
        given.thread, status="leder efter kolleger …", loading_messages=["Spørger Assens"]
    ),
    "assistant.threads.setSuggestedPrompts": case(
        given.thread,
        title="Prøv",
        prompts=[{"title": "Kyst", "message": "Hvem er gode til kyst?"}],
    ),
    "assistant.threads.setTitle": case(given.thread, title="Vådområder"),
    "auth.revoke": case(test=True),
    "auth.test": case(),
    "bots.info": case(bot="B0KLIMABOT"),
    "chat.appendStream": case(given.stream, markdown_text=" Assens"),
    "chat.delete": case(given.ours),
    "chat.getPermalink": case(given.ours),
    "chat.postEphemeral": case(given.thread, text="Kun til dig", user=ASSENS),
    "chat.postMessage": case(given.thread, text="Assens gør", reply_broadcast=True),
    "chat.startStream": case(given.thread, markdown_text="Jeg ser efter", **given.RECIPIENT),
    "chat.stopStream": case(given.stream, markdown_text=" Assens"),
    "chat.update": case(given.ours, text="Hej igen"),
    "conversations.create": case(name="kyst-2026"),
    "conversations.history": case(given.our_reply),
    "conversations.info": case(channel=ALLIANCEN, include_num_members=True),
    "conversations.invite": case(given.outsider),
    "conversations.join": case(channel=KAFFE),
    "conversations.list": case(limit=1),
    "conversations.members": case(channel=ALLIANCEN, limit=1),
    "conversations.open": case(users=ASSENS, return_im=True),
    "conversations.replies": case(given.theirs),
    "files.completeUploadExternal": case(given.uploaded),
    "files.delete": case(given.our_file),
    "files.getUploadURLExternal": case(filename="plan.pdf", length=4),
    "files.info": case(given.our_file),
    "reactions.add": case(given.theirs, name="seedling"),
    "reactions.remove": case(given.reacted),
    "team.info": case(),
    "users.conversations": case(user=ASSENS),
    "users.info": case(user=ASSENS, include_locale=True),
    "users.list": case(limit=1),
    "users.lookupByEmail": case(email="klimakoordinator@assens.dk"),
    "users.profile.get": case(user=ASSENS),
    "views.open": case(given.trigger, view=given.MODAL),
    "views.publish": case(user_id=ASSENS, view=given.HOME),
    "views.push": case(given.opened, view=given.MODAL),
    "views.update": case(given.opened, view=given.MODAL),
}
