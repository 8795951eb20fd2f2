"""Whom to ask where the sources do not answer."""

from dataclasses import replace

from bot.asking.closest import closest
from bot.asking.extract import Found
from storage.terms import Organisation, OrganisationKind
from tests.bot.test_extract import ASSENS, found

VEJLE = Organisation("630", "Vejle Kommune", OrganisationKind.MUNICIPALITY)
KL = Organisation("kl", "KL", OrganisationKind.PARTNER)


def of(owner: Organisation, text: str) -> Found:
    one = found(text, title=owner.name)
    return replace(one, passage=replace(one.passage, owner=owner))


WETLANDS = of(ASSENS, "Assens er gode til vådområder.")
FORESTS = of(VEJLE, "Vejle rejser skov.")


def test_the_municipality_that_is_named() -> None:
    assert closest("hvad koster Vejles vådområder?", [WETLANDS, FORESTS], None) == VEJLE


def test_or_else_the_one_that_has_most_of_the_subject() -> None:
    assert closest("er der nogen, der er gode til vådområder?", [FORESTS, WETLANDS], None) == ASSENS


def test_never_the_asker_s_own_nor_a_partner() -> None:
    assert closest("er der nogen, der er gode til vådområder?", [WETLANDS, FORESTS], ASSENS) is None
    assert (
        closest("er der nogen, der er gode til vådområder?", [of(KL, "KL om vådområder.")], None)
        is None
    )


def test_nobody_for_what_none_is_near() -> None:
    assert closest("hvordan laver man brun sovs?", [WETLANDS, FORESTS], None) is None
    assert closest("hvad vil Odense?", [WETLANDS, FORESTS], None) is None
