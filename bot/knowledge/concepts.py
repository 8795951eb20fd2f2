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
udledning udled emission | emission emit
reduktion reducer sænk fald mindre lavere skær | cut reduc drop fall lower
klimaneutral nettonul | neutral net-zero
fossilfri fossil | fossil
plan klimaplan klimahandlingsplan klimahandleplan klimastrategi strateg | plan strateg
vedtag vedtog godkend | adopt approv
høring | consult hearing
klimatilpasning tilpas klimasikr | adapt
klimarobust modstandsdygtig resilient | resilien
god gode | good
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
fangst fang lagring ccs ccus | captur
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
aftale | agreement agree
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
befolkning folketal indbygger | population
ton | tonne ton
hektar ha | hectare
kilometer km | kilomet
meter | meter metre
procent pct | percent per-cent
mio mia million milliard | million billion
pris kostede koster kr kroner investering | cost price invest
tilskud bevilling støtte penge | grant subsid fund money
budget | budget
pris vandt vundet kåret | prize award win won
certificer | certif
rapport evaluering | evaluation report
status fremskridt fremdrift | status progress
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
jord | soil land ground
by | town city
verden global | world global
manko | gap
merværdi | co-benefit
barriere | barrier
andel del procentdel | share proportion
egen eget egne | own
lokal | local
statslig staten regering | state government national
national landsdækkende | national nationwide
international | international
landet lande nation | country nation
kontakt | contact
telefon | phone
medarbejder ansat personale | employee staff
rådgiver konsulent | consultant advis
stemme stemte afstemning | vote voting
valg kommunalvalg | elect
dag dage daglig | day daily
uge | week
timer timetal | hour
dato | date
sidst seneste nyeste | last latest newest recent
næste | next
ældre gammel | old older
stor største størrelse | large big size
lille mindst | small
laveste | lowest
høj højde højest | high height tall
lang længde længe | long length
hurtig fart | quick speed
bygge byggeri | build built construct
producer produktion | produc generat
forbrug brug | consum use used using usage
synk | sink
raffinaderi | refiner
anlæg værk kraftværk kraftvarmeværk | plants facilit
underskriv underskrift | sign signed signing signator
erklæring | declaration statement
tilgængelig | accessib
opdater | updat
websted hjemmeside | website web
journaliser | journal filing
slet slette | delet eras
gennemgå gennemgang | review
revision revider | revis
sted placering | place site location
samme | same
spor | track
søjle | pillar
niveau | level
delmål | interim
milepæl | milestone
fase etape | phase stage
resultat effekt | result effect impact
fordel gevinst | benefit advantage
udfordring | challenge
risiko risici | risk
udvalg fagudvalg klimaudvalg | committee
dagsorden | agenda
referat | minutes
politisk politik | politic polic
direktør chef | director manager chief
arbejde | work
opgave | task
hjælp støtte | help assist support
spare besparelse | save saving
køb indkøb | buy purchas procure
eje ejer ejet | own owner owned
nabo | neighbo
klage | complain
nyhed artikel avis | news article
afsnit kapitel | section chapter
navn | name
betale | pay paid
løn | salar wage earn
sanktion straf bøde | sanction penalt
gebyr kontingent | fee
løfte lovede lovet | promis pledg
opnå nåede nået | reach achiev
slut afslut færdig | finish complet end ended ends
fortsæt | continu
stige steg øge vokse | ris rose increas grow grew
mangle | lack missing
grøn | green
vedvarende | renewabl
affald | waste
genbrug genanvend | recycl
cykel cykle | bike bicycl cycl
lastbil | truck lorr
jernbane | rail train
vej veje | road
skib søfart | ship maritime
naturgas gas | gas
olie | oil
kul | coal
halm | straw
grader | degree
tørke | drought
sø | lake
kanal | canal channel
smal indsnævr | narrow
gennemsnit | average
samlet hele total | total overall whole
halv halvdel | half
dobbelt | double twice
tre 3 | three
fire 4 | four
fem 5 | five
seks 6 | six
syv 7 | seven
otte 8 | eight
ni 9 | nine
ti 10 | ten
elleve 11 | eleven
tolv 12 | twelve
tretten 13 | thirteen
fjorten 14 | fourteen
femten 15 | fifteen
seksten 16 | sixteen
sytten 17 | seventeen
atten 18 | eighteen
nitten 19 | nineteen
tyve 20 | twenty
tredje | third
fjerde | fourth
femte | fifth
sjette | sixth
forklar årsag | reason explain cause
eksempel | example
metode | method
værktøj | tool
vejledning | guid
sammenlign | compar
sundhed | health
uddannelse kursus | education course training
forening | association
fond | foundation
åben åbne indvi | open inaugurat
omfatte dække indehold | cover includ contain
skriv skrev | writ wrote
send | send sent submit
besøg | visit
tale | talk speak speech
beslut | decid decision
forslag foreslå | propos
ændre | chang
forsink | delay
forvent vente | expect
drift | operat
fælles | joint common shared
besked | message
bilag | annex attachment
ramme rammevær | framework
kilde | source
dansk danske | danish
bæredygtig | sustainab
økonomi | econom financ
baggrund | background
bugt | bay
rolle | role
tidligere daværende | former earlier previous
forvaltning | administrat
forældet | outdated
virkemid | instrument
indstilling anbefal | recommend
komponent | component
miljø | environment
kampagne | campaign
sprog | language
kompens | compens
karakter | grade
pressemeddelelse | press
licens | licen
aktør | actor stakeholder
tidsplan | schedule timetable
ressource | resource
enstemmig | unanim
frivillig | volunt
biodiversitet | biodivers
biomasse | biomass
statistik | statistic
bidrag | contribut
inddrag involver | involv engag
folketing | parliament
bestyrelse | board
ansøg | applic apply applied
udpeg udnævn | appoint
husstand | household
forbyd forbud | ban banned prohibit
tilladelse | permit permission
juridisk jurist | legal lawyer
offentliggør udgiv | publish
kapacitet | capacit
liter | litre liter
spildevand | wastewater sewage
afgrøde | crop
afgift skat | tax
bølge | wave
turist | touris
tilslut slutte kom kommet indtræde tiltræde | join enter
etabler igang indled | begin began start launch
træde trådt kraft gælder gjaldt | effect force apply applies valid
klimaforandring | chang
omstilling | transition transform
udfas afvikl | phased phasing
udkast | draft
vurder bedøm | assess judg evaluat
nødvendig | necessar essential require
sagsgang behandling sagsbehandling | procedure process
sagsfremstilling sag | case
dokument | document
arkiv | archiv
notat notatpligt | note memo
besked sms mail | message text
regel regler retningslinje | rule guideline
forordning direktiv | regulation directive
myndighed | authorit
tilsyn | supervis oversight
fortrolig persondata | confidential personal
brud | breach
kunstig | artificial
kortlæg | map mapp
skema spørgeskema | form questionnaire
kolonne | column
tabel | table
udtræk | extract
beregn udregn | calculat comput
opgør opgørelse | inventor account
sårbar | vulnerab
hedebølge | heatwave
terrænnær | shallow
kloak | sewer
rør ledning | pipe
gasfyr oliefyr fyr | boiler furnace
motorvej | motorway highway
delebil | shared
maskine | machine
kulstof kulstofrig | carbon
husdyr kvæg svin | livestock cattle pig
dræn | drain
omlæg konverter | convert conversion
cirkulær | circular
forebyg | prevent
opfølg følge | follow monitor
monitor overvåg | monitor
scenarie fremskriv | scenario forecast projection
programleder projektleder | manager
tovholder | coordinator
team | team
afdeling | department unit
næstformand | deputy vice
arbejdsgruppe gruppe | group
hovedkontor | headquarter
genopstil genvalg | reelect
initiativtager | initiator
vært | host
program | programme program
punkt | item point
tema | theme
emne | subject topic
element | element
trin skridt | step
liste | list
katalog indsatskatalog | catalogue catalog
antal | number
plads | place room
runde | round
udvælg vælge valgt | choose chosen select
ansøger | applicant
brev | letter
artikel | article
avis | newspaper
omtal nævn | mention
kald | call
ordet ordbog begreb | word term concept
forkort | abbreviat
engelsk | english
oversæt | translat
modstykke pendant | counterpart equivalent
forskel forskellig | differen
uenig | disagree
enig | agree
præcis | exact precis
konkret | concrete specific
foreløbig midlertidig | provisional temporar
endelig | final
sammen tilsammen | together
inspirer | inspir
dele deling vidensdeling | shar
udveksle | exchang
lære læring | learn
indflydelse | influence
opmærksomhed | attention awareness
mulighed | opportunit possib option
betingelse forudsætning | condition
retfærdig | fair just
ambitiøs | ambitious
stærk | strong
svag | weak
tæt | close
svær vanskelig | difficult hard
gratis | free
kommerciel | commercial
reklame annonc | advertis
vilkår | terms
rettighed ret | right
logo | logo
kvalitet | quality
standard | standard
format | format
model forbillede | model
digital | digital
teknolog | technolog
chatbot bot robot | bot chatbot
ærlig | honest
gennemsigtig | transparen
indberet aflever rapporter | report submit
indhold | content
titel | title
periode varighed | period duration last
løbende | continu ongoing
jævnlig | regular
snarest straks | immediate soon
derefter senere | later then
nuværende | current present
fremtid | future
januar | january
februar | february
marts | march
juni | june
juli | july
august | august
september | september
oktober | october
november | november
december | december
forår | spring
sommer | summer
efterår | autumn
vinter | winter
temperatur | temperature
ekstrem | extreme
vejr | weather
hav havet | sea ocean
tab tabt | loss lost
værdi | value worth
beløb | amount sum
pulje | fund
finansier | financ fund
lån | loan
marked | market
eksport | export
arbejdsgiver | employer
job | job
kontor | office
ejendom | property
familie barn børn | famil child
unge ung | young youth
elev | pupil student
lærer | teacher
beboer | resident
forsker forskning | research scientist
pilot | pilot
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
    for end in range(min(len(word), _LONGEST), 0, -1):
        if (end > SHORT or word[end:] in _ENDINGS) and (found := _THINGS.get(word[:end])):
            return frozenset(found)
    return frozenset()


def in_danish(word: str) -> list[str]:
    """Danish words for the same things; none for a word that is Danish already."""
    words = [danish for thing in sorted(things(word)) for danish in _DANISH[thing]]
    return [] if any(word.startswith(danish) for danish in words) else words
