"""How people ask of the register: whole sentences, in small letters and without punctuation.

`§` is a place. Words in capitals stand for the parts below, in the sentences and in each other.
"""

from collections.abc import Mapping
from enum import Enum, auto


class Matter(Enum):
    MUNICIPALITIES = auto()
    PARTNERS = auto()
    EVERYBODY = auto()  # municipalities and partners
    MEMBERSHIP = auto()
    PEOPLE = auto()
    CONFIRMED = auto()
    NO_STATUS = auto()  # who has not told how it goes, this week


PARTS: Mapping[str, str] = {
    "ABOUT": "( (about|for|on) climate( work| action| issues| matters)?)?",
    "ALLIANCE": "(the (dk2020 (climate )?)?alliance|our (dk2020 )?(climate )?alliance"
    "|the alliance of (the )?N( municipalities)?)",
    "ALLIANCEN": "((dk2020 )?alliancen|dk2020 klimaalliancen|vores (dk2020 )?(klima)?alliance"
    "|de N( kommuner)?s (dk2020 )?(klima)?alliance)",
    "CONTACT": "(?P<role>contact|contact person|climate contact|(climate )?coordinator"
    "|deputy|deputy (climate )?coordinator|head of climate)",
    "DER": "( (er )?det der| der)?",
    "HOW": "(har ALLIANCEN|er( der)? med|er der i ALLIANCEN)",
    "KLIMA": "( (om|for) klima(et|arbejdet)?)?",
    "KONTAKT": "(?P<role>(klima)?koordinator(en|er|erne)?|kontakt(en)?|kontaktperson(en|er|erne)?"
    "|stedfortræder(en|e|ne)?|klimachef(en)?|klimaleder(en)?)",
    "MEDLEM": "( også| stadig)? (med|medlem|et medlem)( (i|af) ALLIANCEN)?",
    "MEMBER": "(members( of ALLIANCE)?|(in|part of|a part of) ALLIANCE)",
    "N": "(16|seksten|sixteen)",
    "NOT": "(has not|have not|hasnt|havent|did not|didnt)",
    "OF": "(in|of) ALLIANCE",
    "SHOW": "(list|name|show me)( all)?",
    "STATUSSEN": "(status|statussen|ugens status|deres status)",
    "UGEN": "( ((i|for) )?(denne|den her) uge| i ugen)?( endnu)?",
    "VIS": "(nævn|vis|list|oplist)( mig)?( alle)?",
    "WEEK": "( update)?( (for |in )?this week)?",
    "WHERE": "((the )?municipality of §|§( kommune| municipality)?)",
    "WHOSE": "(§s?|§ kommunes|§ municipalitys)",
}
SENTENCES: Mapping[Matter, tuple[str, ...]] = {
    Matter.MUNICIPALITIES: (
        "(hvilke( N)?|hvor mange) kommunerDER er( alle| der)?( medlemmer| medlem| med)"
        "( (i|af) ALLIANCEN)?",
        "(hvilke( N)?|hvor mange) kommunerDER (er( der)?|findes|deltager|indgår) i ALLIANCEN",
        "(hvilke|hvor mange) kommuner har vi i ALLIANCEN",
        "(hvilke( N)?|hvor mange) kommunerDER (er en del af|hører til|udgør) ALLIANCEN",
        "(hvilke( N)?|hvor mange) kommuner (består ALLIANCEN af|har ALLIANCEN)",
        "hvem er (de|alliancens) N( kommuner)?( i ALLIANCEN)?",
        "(hvad|hvilke) er (de|alliancens) N kommuner( i ALLIANCEN)?",
        "hvad hedder (de N|alliancens( N)?) kommuner( i ALLIANCEN)?",
        "hvem er (alliancens kommuner|kommunerne i ALLIANCEN)",
        "hvilke( N)? kommuner er (det|de N)",
        "VIS (de N|alliancens( N)?) kommuner( i ALLIANCEN)?",
        "VIS kommunerne i ALLIANCEN",
        "((which|what)( N)?|how many)( danish)? municipalities are( all| there)? MEMBER",
        "((which|what)( N)?|how many)( danish)? municipalities (belong to|make up) ALLIANCE",
        "((which|what)( N)?|how many)( danish)? municipalities (take part|participate) in ALLIANCE",
        "(which|what|how many) municipalities does ALLIANCE have",
        "(what|which|who) are the (N )?municipalities OF",
        "(who are the N|(what|which|who) are the N municipalities)",
        "SHOW( of)?( the)?( N)?( member)? municipalities OF",
        "SHOW( of)? the N municipalities",
    ),
    Matter.PARTNERS: (
        "hvem er (partnere|partnerne|alliancens partnere)",
        "hvem er (partner|partnere|partnerne) i ALLIANCEN",
        "(hvilke|hvor mange) partnereDER (HOW|er( med)? i ALLIANCEN|er der)",
        "hvilke organisationerDER er (alliancens partnere|partnere i ALLIANCEN)",
        "VIS (alliancens partnere|partnerne i ALLIANCEN)",
        "who are (the|the alliances) partners( OF)?",
        "(which|what|how many) partners (does ALLIANCE have|are( there)?( in ALLIANCE)?)",
        "which organi[sz]ations are partners OF",
        "SHOW( of)? the (alliances partners|partners OF)",
    ),
    Matter.EVERYBODY: (
        "hvemDER er( alle)? med( i ALLIANCEN)?",
        "hvemDER (er en del af|er i|deltager i|hører til) ALLIANCEN",
        "hvemDER er (alliancens medlemmer|medlem|medlemmer|medlemmerne)( (i|af) ALLIANCEN)?",
        "hvem består ALLIANCEN af",
        "hvor mangeDER er( der)? med i ALLIANCEN",
        "hvor mange medlemmer (har ALLIANCEN|er der i ALLIANCEN)",
        "who is( all)? (in|part of|a member of) ALLIANCE",
        "who are (the|the alliances) members( OF)?",
        "how many members (does ALLIANCE have|are( there)? in ALLIANCE)",
    ),
    Matter.MEMBERSHIP: (
        "er WHEREMEDLEM( også)?",
        "er WHERE( også| stadig)? (i|en del af) ALLIANCEN",
        "er WHERE( også)? (blandt|en af) (de N|de N kommuner|alliancens( N)? kommuner)"
        "( i ALLIANCEN)?",
        "er WHERE( også)? (blandt|en af) kommunerne i ALLIANCEN",
        "(hører WHERE( også)?( med)? til|deltager WHERE( også)? i) ALLIANCEN",
        "om WHERE er(MEDLEM| en del af ALLIANCEN)",
        "is WHERE( also| still)? (a member( OF)?|(in|part of|a part of) ALLIANCE)",
        "is WHERE( also)? (one of|among) the N( municipalities)?( OF)?",
        "is WHERE( also)? (one of|among) the( member)? municipalities OF",
        "(does WHERE( also)? (belong to|take part in)|has WHERE joined) ALLIANCE",
        "(if|whether) WHERE is (a member( OF)?|(in|part of|a part of) ALLIANCE)",
    ),
    Matter.PEOPLE: (
        "(hvem er|hvad hedder)( alliancens)? KONTAKTKLIMA (i|på|for|hos|fra) WHEREKLIMA"
        "( i ALLIANCEN)?",
        "(hvem er|hvad hedder) WHOSE KONTAKTKLIMA( i ALLIANCEN)?",
        "hvem er (?P<role>leder|chef) (i|på) (§|WHERE i ALLIANCEN)",
        "hvemDER er KONTAKT (i|på) WHERE",
        "hvem (kan|skal|bør|må) (jeg|man|vi) (kontakte|skrive til|tale med|snakke med|tage fat i)"
        " (i|på|hos) WHEREKLIMA",
        "hvem kontakter (jeg|man|vi) (i|på|hos) WHEREKLIMA",
        "who is (the |our |my |the alliances )?CONTACTABOUT (in|at|for) WHEREABOUT( in ALLIANCE)?",
        "who is (the )?(?P<role>contact person|contact|climate coordinator|coordinator) of WHERE",
        "who is WHOSE CONTACTABOUT( in ALLIANCE)?",
        "who is (the )?(?P<role>head) in §",
        "who(m)? (do|can|should|could|may) (i|we|one) (contact|write to|talk to|speak to)"
        " (in|at) WHEREABOUT",
        "who the CONTACT (in|at|for) WHERE is",
    ),
    Matter.NO_STATUS: (
        "(hvem|hvilke( N)? kommuner)DER( har)?( endnu)? ikke( har)?( endnu)?"
        " (svaret på|sendt|fortalt|skrevet|givet|meldt) STATUSSENUGEN",
        "(hvem|hvilke( N)? kommuner)DER( har)?( endnu)? ikke( har)?( endnu)? svaretUGEN",
        "(hvem|hvilke( N)? kommuner)DER mangler( stadig| endnu)?"
        "( at (svare på|sende|fortælle|skrive|give|melde))? STATUSSENUGEN",
        "hvem (mangler vi|vi mangler) STATUSSEN fraUGEN",
        "(who|(which|what)( N)? municipalities) NOT"
        " (answered|told|sent|given|reported|answer|tell|send|give|report)"
        "( on)?( (the|their|its|a))? statusWEEK( yet)?",
        "(who|(which|what)( N)? municipalities) (is|are)( still)? missing"
        "( (the|their))? statusWEEK",
        "whose status (is( still)? missing|are we( still)? missing)WEEK",
    ),
    Matter.CONFIRMED: (
        "hvor mange (mennesker|personer|folk|medlemmer)DER er (blevet )?bekræftet( i ALLIANCEN)?",
        "hvor mangeDER er (blevet )?bekræftet i ALLIANCEN",
        "hvor mange bekræftede( mennesker| personer| medlemmer)? (er der i|har) ALLIANCEN",
        "hvor mange bekræftede (mennesker|personer|medlemmer) er der",
        "how many( people| members)? (are|have been) confirmed in ALLIANCE",
        "how many (people|members) (are|have been) confirmed",
        "how many confirmed (people|members) (are( there)? in ALLIANCE|does ALLIANCE have)",
        "how many confirmed (people|members) are there",
    ),
}
