"""What a municipality writes instead of our claim about it: a document of its own."""

import hashlib

from bot.clock import Clock
from bot.knowledge.blocks import Block, title_of
from bot.knowledge.splitting import split
from storage import knowledge
from storage.engine import Session
from storage.knowledge import Document
from storage.reviews import correction_slug
from storage.terms import DocumentKind, Organisation, Visibility


async def publish_correction(
    session: Session, owner: Organisation, claim: str, title: str, words: str, clock: Clock
) -> None:
    """Keep what the owner says itself, for the whole alliance; `claim` is the hash of ours."""
    title = title_of(title)
    correction = Document(
        slug=correction_slug(owner, claim),
        title=title,
        kind=DocumentKind.FILE,
        visibility=Visibility.ALLIANCE,
        content_hash=hashlib.sha256(words.encode()).hexdigest(),
        passages=split([Block(words)], title),
        owner=owner,
        date=clock.now().date().isoformat(),
    )
    await knowledge.publish(session, correction, now=clock.now())
