"""Answers from the alliance's register: who is in it, and whom one can write to."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.asking.answer import Answer, Mode, Verdict
from bot.asking.register_question import RegisterQuestion, register_question
from bot.asking.register_sentences import Matter
from bot.asking.register_status import without_status
from prompts import text
from prompts.lists import listed
from storage import alliance
from storage.engine import Session
from storage.terms import (
    Audience,
    Organisation,
    OrganisationKind,
    OrganisationUnknown,
    Role,
    Viewer,
    may_know_people,
)

KOMMUNE = " Kommune"
LISTS: Mapping[OrganisationKind, str] = {
    OrganisationKind.MUNICIPALITY: "register.municipalities",
    OrganisationKind.PARTNER: "register.partners",
}
LISTED: Mapping[Matter, Sequence[OrganisationKind]] = {
    Matter.MUNICIPALITIES: (OrganisationKind.MUNICIPALITY,),
    Matter.PARTNERS: (OrganisationKind.PARTNER,),
    Matter.EVERYBODY: tuple(LISTS),
}
ROLES: Mapping[Role, str] = {
    Role.COORDINATOR: "register.coordinator",
    Role.DEPUTY: "register.deputy",
    Role.HEAD: "register.head",
}


async def from_register(
    session: Session, viewer: Viewer, question: str, language: str, now: datetime
) -> Answer | None:
    """What the register answers, within the viewer's rights. None: not a question for it."""
    asked = register_question(question)
    known = await alliance.organisations(session, viewer) if asked else []
    if asked is None or not known:
        return None
    if asked.matter is Matter.MEMBERSHIP:
        return _membership(known, asked, language)
    if asked.matter is Matter.PEOPLE:
        said = await _people(session, viewer, asked, language)
    elif asked.matter is Matter.NO_STATUS:
        said = await without_status(session, viewer, language, now)
    elif asked.matter is Matter.CONFIRMED:
        count = await alliance.count_members(session, viewer)
        said = text("register.confirmed", language, count=count)
    else:
        said = " ".join(_list(known, kind, language) for kind in LISTED[asked.matter])
    return Answer(Verdict.ANSWER, Mode.REGISTER, said, language) if said else None


def _names(known: Sequence[Organisation], kind: OrganisationKind) -> Sequence[str]:
    return [each.name.removesuffix(KOMMUNE) for each in known if each.kind is kind]


def _list(known: Sequence[Organisation], kind: OrganisationKind, language: str) -> str:
    names = _names(known, kind)
    return text(LISTS[kind], language, count=len(names), names=listed(names, language))


def _membership(known: Sequence[Organisation], asked: RegisterQuestion, language: str) -> Answer:
    municipalities = _names(known, OrganisationKind.MUNICIPALITY)
    if asked.place in municipalities:
        said = text("register.member", language, place=asked.place)
        return Answer(Verdict.YES, Mode.REGISTER, said, language)
    count = len(municipalities)
    said = text("register.no_member", language, place=asked.place, count=count)
    return Answer(Verdict.NO, Mode.REGISTER, said, language)


async def _people(
    session: Session, viewer: Viewer, asked: RegisterQuestion, language: str
) -> str | None:
    """Whom one can write to there, or why that is not told here; None outside the alliance."""
    try:
        there = await alliance.get_organisation(session, viewer, asked.place or "")
    except OrganisationUnknown:
        return None
    if not may_know_people(viewer):
        elsewhere = isinstance(viewer, Audience)
        key = "register.told_directly" if elsewhere else "register.told_to_confirmed"
        return text(key, language, organisation=there.name)
    people = await alliance.people_of(session, viewer, there)
    if not people:
        return text("register.nobody", language, organisation=there.name)
    return _named(people, asked.role, there, language)


def _named(
    people: Sequence[tuple[str, Role]], role: Role | None, there: Organisation, language: str
) -> str:
    """Those in the role that is asked for; everybody, if no role is, or nobody has it."""
    asked_for = [person for person in people if person[1] is role]
    said = listed([_person(*person, language) for person in asked_for or people], language)
    if role is None or asked_for:
        return text("register.people", language, organisation=there.name, people=said)
    name = text(ROLES[role], language)
    return text(
        "register.nobody_in_role", language, role=name, organisation=there.name, people=said
    )


def _person(email: str, role: Role, language: str) -> str:
    return text("register.person", language, email=email, role=text(ROLES[role], language))
