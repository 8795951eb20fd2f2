"""Words for the same thing, in Danish and English: the trade's, and the everyday ones of those who
ask. A line is one thing, by the beginnings of its words: Danish | English."""

from functools import cache

SHORT = 3  # characters
_ENDINGS = frozenset(["", *"e en er ene erne es ers et r s t".split()])
_LINES = """
kommune | municipalit
indsats tiltag handling initiativ | action measure initiative
mål ambition | target goal aim
basisår udgangspunkt forhold | base baseline compared
udledning emission | emission
reduktion reducer sænk fald mindre lavere skær | cut reduc drop fall lower
klimaneutral nettonul | neutral net-zero
fossilfri fossil | fossil
plan klimaplan klimahandlingsplan klimahandleplan klimastrategi strateg | plan strateg
vedtag vedtog godkend | adopt approv
høring | consult hearing
klimatilpasning tilpas klimasikr | adapt
klimarobust modstandsdygtig resilient | resilien
vådområde | wetland
skov skovrejsning træer | forest afforest tree woodland
lavbundsjord lavbund kulstofrig | lowland carbon-rich peat
landbrug landmænd landboforening | agricultur farm
dige kystbeskyttelse kystsikring højvandssikring | dike dyke seawall
kyst kystbeskyttelse kystsikring | coast
stormflod oversvømmelse | storm flood surge
havvandsstigning havniveau | sea-level
skybrud regn | cloudburst rain stormwater
grundvand | groundwater
beskyt | protect
fjernvarme varme opvarm | district heat
fjernkøling køling | cooling
varmelager damvarmelager | storage store
overskudsvarme | surplus excess waste
varmepumpe | pump
solceller sol | solar
vindmølle mølle vind | wind turbine
havvindmølle havvind | offshore
biogas | biogas
brint power-to-x ptx | hydrogen
fangst lagring ccs ccus | capture
strøm el elektricitet | electricit power
energi | energ
færge | ferr
bus busse | bus buses
bil elbil | car vehicle
ladepunkt ladestander ladeinfrastruktur lade | charg
transport mobilitet | transport mobilit
bolig hus huse bygning | home hous building
skole | school
industri | industr
virksomhed erhverv | compan business
partnerskab partner samarbejde | partner cooperat collaborat
aftale | agreement
borgmester | mayor
byråd kommunalbestyrelse | council
formand leder | chair head
styregruppe | steering
sekretariat | secretariat
koordinator | coordinator
forpligtelse forpligt krav pligt | commit require oblig
topmøde | summit
møde mødt | meeting met
første | first
drivhusgasregnskab klimaregnskab regnskab | inventor account
scope | scope
sektor | sector
borger indbygger menneske person | citizen inhabitant people resident capita
ton | tonne ton
hektar ha | hectare
kilometer km | kilomet
meter | meter metre
procent pct | percent per-cent
mio mia million milliard | million billion
pris kostede koster kr kroner investering | cost price invest
tilskud bevilling støtte penge | grant subsid fund money
budget | budget
pris vandt vundet kåret | prize award won
certificer | certif
rapport evaluering | evaluation report
status fremskridt | status progress
data tal | data figure
år årlig | year annual
måned | month
lov lovgivning | law act legislation
frist senest inden | deadline latest
ny nyt | new
offentlig | public
aktindsigt | access
region | region
formål | purpose
netværk | network
viden erfaring | knowledge experience
medlem | member
deltag | join
dannet stiftet begyndt start oprettet | found establish began start
ansvar | responsib
område areal | area
havn | harbour harbor port
ø | island
park | park
pumpe | pump
projekt | project
forsyning | utilit
lodsejer | landowner
natur | nature
vand | water
jord | soil land
by | town city
verden global | world global
manko | gap
merværdi | co-benefit
barriere | barrier
ramme rammevær | framework
"""


def _table() -> dict[str, set[int]]:
    beginnings: dict[str, set[int]] = {}
    for number, line in enumerate(_LINES.split("\n")):
        for word in line.replace("|", " ").split():
            beginnings.setdefault(word, set()).add(number)
    return beginnings


_THINGS = _table()
_DANISH = [line.partition("|")[0].split() for line in _LINES.split("\n")]
_LONGEST = max(map(len, _THINGS))


@cache
def things(word: str) -> frozenset[int]:
    """What a word in lower case may stand for: by the longest beginning that is known. A short
    one may only be followed by an ending."""
    for end in range(min(len(word), _LONGEST), 1, -1):
        if (end > SHORT or word[end:] in _ENDINGS) and (found := _THINGS.get(word[:end])):
            return frozenset(found)
    return frozenset()


def in_danish(word: str) -> list[str]:
    """Danish words for the same things; none for a word that is Danish already."""
    words = [danish for thing in sorted(things(word)) for danish in _DANISH[thing]]
    return [] if any(word.startswith(danish) for danish in words) else words
