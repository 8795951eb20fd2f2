"""Which actions have somebody's words in them."""

from bot.knowledge.analyser import stems, words
from storage.actions import Action

WITHIN = 4  # letters; a shorter word is a word of its own, not a part of one


def has_words(action: Action, sought: str) -> bool:
    """Whether its number is that, or its title, number, sector and purpose have all the words: as
    they are, bent (ladestander, ladestandere), or in a longer one (lade, ladestandere). No words
    are in every action.
    """
    if not sought or action.number.casefold() == sought.casefold():
        return True
    said = " ".join((action.number, action.title, action.sector, action.purpose))
    there, bases = words(said), stems(said)
    return all(
        base in bases or (len(word) >= WITHIN and any(base in each for each in there))
        for word, base in zip(words(sought), stems(sought), strict=True)
    )
