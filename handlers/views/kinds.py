"""Which view draws which kind of message."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.alliance import reviewing
from bot.alliance.account import Page, is_of, may_review
from bot.asking import occasion, sharing, work
from bot.asking.answer import Answer
from handlers.asking import is_direct
from handlers.views.account import Account, account_message
from handlers.views.answer import answer_message, you_asked
from handlers.views.beneath import beneath
from handlers.views.blocks import Message
from handlers.views.drawing import KnownAs, View
from handlers.views.notices import SENTENCES, apology, notice
from handlers.views.secretariat import SecretariatViews
from handlers.views.sharing import shared_by
from storage import alliance, asking, documents, reviews
from storage.asking import AnswerState
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


def views(known_as: KnownAs, zone: ZoneInfo) -> Mapping[str, View]:
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

    secretariat = SecretariatViews(known_as, zone).by_kind()
    return {**VIEWS, **secretariat, reviewing.ACCOUNT: _account}


VIEWS: Mapping[str, View] = {
    occasion.ANSWER: _answer,
    work.APOLOGY: _apology,
    sharing.SHARED: _shared,
    **dict.fromkeys(SENTENCES, _notice),
}
