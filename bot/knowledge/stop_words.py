"""Words that say nothing of what a question is about, in Danish and English; our name is one."""

_DANISH = """
klimabot af alle alt anden andet andre at blev blive bliver da de dem den denne der deres det
dette dig din disse dit dog du efter eller en end er et for fra få får før gør ham han hans har
havde have hej hen hende her hos hun hvad hvem hver hvilke hvilken hvilket hvis hvor hvordan
hvorfor hvornår i ikke ind ja jeg betyder betyde hedder kaldes findes fortæl lav laver jer jeres
kan kun kunne man mange med meget men mig min mine mit mod må nej nogen noget nogle nu når og også
om op os over på selv sig sin sine sit skal skulle som så sådan til ud under var ved vi vil ville
vor vores være været
"""
_ENGLISH = """
a about all an and any are as at be been but by can did do does for from had has have he her his
how i if in into is it its me my no not of on or our she so some such than that the their them
there these they this mean means called tell to us was we were what when where which who whom why
will with would you your
"""
STOP_WORDS = frozenset(_DANISH.split()) | frozenset(_ENGLISH.split())
