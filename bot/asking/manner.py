"""Words that say how something is asked, not what: those that are no stop words, since a text that
is searched may mean something by them."""

_DANISH = """
allerede aldrig altid altså bare ca cirka dog efter egentlig ellers faktisk fået gav gerne
givet giver gik gjort gå går gøre hjælp hver hvert hvorvidt igen imellem jo klima co2 kom komme
kommer kommune kommunen kommuner kommunerne lagt lave lavede lavet lige ligge ligger mellem mens
mon måske netop nok nu ofte omkring omtrent per pr præcis præcist samt se ser sidder siden sige
siger stadig stod stå står sætte tag tage taget tager tak ting tog ved vide vist vel gennem
"""
_ENGLISH = """
able across again along already always anyone anything around back been before being between both
came cannot climate come comes could currently done down during each else even ever exactly gave
get given gives go goes going got here keep know knows let look made make may might more much
many municipal municipalities municipality must need needs never now often one only other our out
please really right roughly said say says see shall should since someone something sometimes still
take there thing things think through today too took until up usually very via want wants well
whether while within without actually approximately against among just
"""
MANNER = frozenset(_DANISH.split()) | frozenset(_ENGLISH.split())
# Words that say little of what a question is about, though they may be what is asked for.
PASSING = frozenset(
    """
bedre bedst bedste dag dage dårlig folk fredag første gammel god gode godt lang langt laver
lille længe ny nye nyeste nyt person personer sidste små stor store stort større vandt vinder
åben åbent åbner ældre
best better big cook day days done first friday good large larger last long made make makes
making new newer newest old older open people short small smaller time win wins won
""".split()
)
