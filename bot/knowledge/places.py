"""Which municipalities a text names: the country's 98 (KL, kl.dk/kommunale-opgaver), by genitive
or without, with or without capitals; and what neighbours people ask about."""

import re
from collections.abc import Iterator

_NAMES = """
Aabenraa; Aalborg; Aarhus, Århus; Albertslund; Allerød; Assens; Ballerup; Billund; Bornholm;
Brøndby; Brønderslev; Dragør; Egedal; Esbjerg; Fanø; Favrskov; Faxe; Fredensborg; Fredericia;
Frederiksberg; Frederikshavn; Frederikssund; Furesø; Faaborg-Midtfyn, Faaborg; Gentofte;
Gladsaxe; Glostrup; Greve; Gribskov; Guldborgsund; Haderslev; Halsnæs; Hedensted; Helsingør;
Herlev; Herning; Hillerød; Hjørring; Holbæk; Holstebro; Horsens; Hvidovre; Høje-Taastrup, Høje
Taastrup, HTK; Hørsholm; Ikast-Brande; Ishøj; Jammerbugt; Kalundborg; Kerteminde; Kolding;
København, Københavns, Copenhagen; Køge; Langeland; Lejre; Lemvig; Lolland; Lyngby-Taarbæk,
Lyngby; Læsø; Mariagerfjord; Middelfart; Morsø; Norddjurs; Nordfyns; Nyborg; Næstved; Odder;
Odense; Odsherred; Randers; Rebild; Ringkøbing-Skjern, Ringkøbing; Ringsted; Roskilde;
Rudersdal; Rødovre; Samsø; Silkeborg; Skanderborg; Skive; Slagelse; Solrød; Sorø; Stevns;
Struer; Svendborg; Syddjurs; Sønderborg; Thisted; Tønder; Tårnby; Vallensbæk; Varde; Vejen;
Vejle; Vesthimmerland, Vesthimmerlands; Viborg; Vordingborg; Ærø; Malmø, Malmö; Hamborg,
Hamburg; Norge, Norway; Sverige, Sweden; Tyskland, Germany; Oslo; Stockholm
"""
# Also words of their own: only with a capital are they places.
_WORDS = frozenset({"Vejen", "Skive", "Odder", "Greve", "Varde", "Billund", "Struer"})


def _spellings() -> Iterator[tuple[str, str]]:
    for group in _NAMES.split(";"):
        names = [" ".join(name.split()) for name in group.split(",")]
        for name in names:
            yield name, names[0]


_PLACE_OF = {name.lower(): place for name, place in _spellings()}
_ANY = "|".join(sorted(map(re.escape, _PLACE_OF), key=len, reverse=True))
_GENITIVE = r"(?:['’]?s|['’])?"
_FOUND = re.compile(rf"(?<!\w)({_ANY})(?={_GENITIVE}(?!\w))", re.IGNORECASE)


def places_in(text: str) -> frozenset[str]:
    """The places that are named, each by its usual name."""
    return frozenset(_PLACE_OF[m.group().lower()] for m in _FOUND.finditer(text) if _is_place(m))


def without_places(text: str) -> str:
    """The text less the names of places."""
    return _FOUND.sub(lambda m: " " if _is_place(m) else m.group(), text)


def _is_place(found: re.Match[str]) -> bool:
    name = found.group()
    return name[0].isupper() or _PLACE_OF[name.lower()] not in _WORDS
