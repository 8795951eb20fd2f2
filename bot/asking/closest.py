"""Whom to ask where the sources do not answer: the municipality that has most about the subject."""

from collections.abc import Sequence

from bot.asking.extract import Found
from bot.asking.focus import Focus
from bot.knowledge.places import places_in
from storage.terms import Organisation, OrganisationKind

READ = 8  # passages
ENOUGH = 0.4  # of the question that a passage has, where no municipality is named


def closest(
    question: str, found: Sequence[Found], asker: Organisation | None
) -> Organisation | None:
    """The municipality that is named, or else the one whose passage has most of the question.

    Never the asker's own. None where nothing comes near.
    """
    focus = Focus(question)
    supports = dict[Organisation, float]()
    for one in found[:READ]:
        owner = one.passage.owner
        if owner and owner.kind is OrganisationKind.MUNICIPALITY and owner != asker:
            supports[owner] = max(supports.get(owner, 0.0), focus.has(f"{one.heading} {one.text}"))
    if focus.places:
        return next((owner for owner in supports if focus.places & places_in(owner.name)), None)
    best = max(supports, key=lambda owner: supports[owner], default=None)
    return best if best and supports[best] >= ENOUGH else None
