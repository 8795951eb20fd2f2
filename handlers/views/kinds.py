"""Which view draws which kind of message."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.alliance import being_away, reviewing
from bot.alliance.account import is_of, may_review
from bot.alliance.broadcast import work as broadcast
from bot.alliance.broadcast.work import Secretariat
from bot.alliance.secretariat.approving import Recurring
from bot.asking import occasion, sharing, work
from bot.asking.answer import Answer
from bot.asking.pages import Page
from bot.clock import Clock
from bot.delivery.voice import BUNDLE
from bot.status.catalogue import giving, handing_out, showing, writing
from bot.status.catalogue.exporting import xlsx_sheet
from bot.status.catalogue.searching import has_words
from bot.status.catalogue.showing import wish_of
from bot.status.catalogue.told import Told, note_about
from handlers.asking import is_direct
from handlers.views.account import Account, account_message
from handlers.views.action_told import told_message
from handlers.views.actions import actions_message
from handlers.views.actions_listed import Listed
from handlers.views.answer import answer_message, you_asked
from handlers.views.approvals import ApprovalViews
from handlers.views.being_away import away_message
from handlers.views.beneath import beneath
from handlers.views.blocks import Message, together
from handlers.views.broadcast import broadcast_message, draft_message
from handlers.views.drawing import KnownAs, View
from handlers.views.notices import SENTENCES, apology, notice
from handlers.views.secretariat import SecretariatViews
from handlers.views.sharing import shared_by
from handlers.views.sheet import as_sheet_button, file_message, sheet_message
from handlers.views.status.digests import DigestViews
from handlers.views.status.rounds import StatusViews
from storage import (
    actions,
    alliance,
    asking,
    broadcasts,
    documents,
    drafts,
    reviews,
    sheets,
    voice,
)
from storage.asking import AnswerState
from storage.broadcasts import Broadcast
from storage.delivery import Delivery
from storage.engine import Session
from storage.terms import System


async def _answer(session: Session, viewer: System, delivery: Delivery) -> Message:
    found = await asking.find_answer(session, viewer, delivery.occasion)
    if found is None:
        raise LookupError("an answer's message without its answer")
    question = await asking.find_question(session, viewer, delivery.occasion)
    if question is None:
        raise LookupError("an answer without its question")
    answer, key, alone = Answer.from_json(found.content), delivery.occasion, delivery.thread is None
    before = [you_asked(question.text, answer.language)] if alone else []
    message = answer_message(answer, before, key, question.user)
    if found.state is AnswerState.WRITING:
        return message
    private = delivery.channel is None or is_direct(delivery.channel)
    return message.with_more(*beneath(answer, key, private=private))


async def _shared(session: Session, viewer: System, delivery: Delivery) -> Message:
    found = await asking.find_answer(session, viewer, delivery.occasion)
    question = await asking.find_question(session, viewer, delivery.occasion)
    if found is None or question is None or found.state is not AnswerState.READY:
        raise LookupError("a shared answer that does not stand")
    answer = Answer.from_json(found.content)
    if not sharing.may_be_shared(answer):
        raise LookupError("an answer that may not be shared any more")
    return answer_message(answer, shared_by(question.user, question.text, answer.language))


async def _notice(session: Session, viewer: System, delivery: Delivery) -> Message:
    return notice(delivery)


async def _apology(session: Session, viewer: System, delivery: Delivery) -> Message:
    return apology(delivery)


async def _broadcast_of(session: Session, viewer: System, delivery: Delivery) -> Broadcast:
    id = delivery.occasion.removeprefix(f"{broadcast.BROADCAST}:")
    found = await broadcasts.find_broadcast(session, viewer, delivery.workspace, id)
    if found is None:
        raise LookupError("a broadcast's message without its broadcast")
    return found


async def _broadcast(session: Session, viewer: System, delivery: Delivery) -> Message:
    return broadcast_message(await _broadcast_of(session, viewer, delivery), delivery.language)


async def _told(session: Session, viewer: System, delivery: Delivery) -> Message:
    part, _, key = delivery.occasion.partition(":")
    about = note_about(key)
    note = await drafts.find_draft(session, viewer, delivery.workspace, delivery.recipient, about)
    if note is None:
        raise LookupError("what came of a window is forgotten")
    return told_message(Told.from_json(note), int(part), delivery.language)


async def _sheet(session: Session, viewer: System, delivery: Delivery) -> Message:
    found = await sheets.find_sheet(session, viewer, delivery.workspace, delivery.occasion)
    if found is None:
        raise LookupError("a sheet's message without its sheet")
    known = await alliance.organisations(session, viewer)
    return sheet_message(found, known, delivery.language)


async def _away(session: Session, viewer: System, delivery: Delivery) -> Message:
    return away_message(delivery)


def views(
    known_as: KnownAs, staff: Secretariat, clock: Clock, zone: ZoneInfo, recurring: Recurring
) -> Mapping[str, View]:
    """Those that are the same for everybody, and those that go by who reads them."""

    async def _account(session: Session, viewer: System, delivery: Delivery) -> Message:
        reader = await known_as(session, delivery.workspace, delivery.recipient)
        page = Page.of(delivery.occasion)
        about = await alliance.get_organisation(session, viewer, page.code)
        account = Account(
            about,
            page,
            await reviews.claims(session, reader, about),
            await documents.documents_of(session, reader, about),
            is_own=is_of(reader, page.code),
            may_review=may_review(reader, page.code),
        )
        return account_message(account, delivery.language)

    async def _actions(session: Session, viewer: System, delivery: Delivery) -> Message:
        reader = await known_as(session, delivery.workspace, delivery.recipient)
        page = Page.of(delivery.occasion)
        about = await alliance.get_organisation(session, viewer, page.code)
        wish = await wish_of(session, viewer, page.key)
        may_write = may_review(reader, page.code)
        kept = await actions.actions_of(session, reader, about)
        closed = await actions.closed_actions(session, reader, about) if may_write else ()
        whole = not (wish.closed or wish.words)
        listed = Listed(
            about,
            closed if wish.closed else [one for one in kept if has_words(one.action, wish.words)],
            page,
            sought=wish.words,
            closed=len(closed) if whole else 0,
            are_closed=wish.closed,
            may_write=may_write,
        )
        message = actions_message(listed, delivery.language)
        own = whole and is_of(reader, page.code)
        below = (as_sheet_button(delivery.language),) if own else ()
        return replace(message, blocks=(*message.blocks, *below))

    async def _actions_sheet(session: Session, viewer: System, delivery: Delivery) -> Message:
        reader = await known_as(session, delivery.workspace, delivery.recipient)
        code, language = Page.of(delivery.occasion).code, delivery.language
        about = await alliance.get_organisation(session, viewer, code)
        kept = await actions.actions_of(session, reader, about)
        made = await asyncio.to_thread(xlsx_sheet, kept, language)
        return file_message(about, made, len(kept), language)

    async def _draft(session: Session, viewer: System, delivery: Delivery) -> Message:
        found = await _broadcast_of(session, viewer, delivery)
        now = clock.now()
        today = now.astimezone(zone).date()
        return draft_message(
            found,
            await broadcast.reached(session, viewer, found),
            delivery.recipient,
            await broadcast.approvers(session, staff, found, today),
            delivery.language,
            now,
            zone,
        )

    all_views = {
        **VIEWS,
        **SecretariatViews(known_as, zone, recurring).by_kind(),
        **StatusViews(known_as, clock, zone).by_kind(),
        **DigestViews(recurring, clock, zone).by_kind(),
        reviewing.ACCOUNT: _account,
        showing.ACTIONS: _actions,
        writing.ACTION_TOLD: _told,
        handing_out.ACTIONS_SHEET: _actions_sheet,
        broadcast.DRAFT: _draft,
        broadcast.APPROVAL: _draft,
    }

    approved = ApprovalViews(recurring, all_views, clock, zone).by_kind()

    async def _bundle(session: Session, viewer: System, delivery: Delivery) -> Message:
        told = await voice.told_by(session, viewer, delivery)
        return together([await all_views[one.kind](session, viewer, one) for one in told])

    return {**all_views, **approved, BUNDLE: _bundle}


VIEWS: Mapping[str, View] = {
    occasion.ANSWER: _answer,
    work.APOLOGY: _apology,
    sharing.SHARED: _shared,
    being_away.AWAY: _away,
    giving.SHEET: _sheet,
    broadcast.BROADCAST: _broadcast,
    broadcast.TRIAL: _broadcast,
    **dict.fromkeys(SENTENCES, _notice),
}
