"""The claim check against a model that lies, and one that tells the truth in its own words."""
# ruff: noqa: E501 - a claim and its quote are read in one line

import re
from dataclasses import replace

import pytest

from bot.asking.claims import Claim, Weakness, literal, weakness
from bot.asking.claims.markup import carries_markup
from storage.passages import FoundPassage
from storage.terms import DocumentKind, Passage
from tests.bot.asking.lies import LIES, told

MAY_PASS = 0.05  # of each kind of lie
ENOUGH = 40  # cases of a kind that say something
# What a good model makes of a quote: these must stand, or the check is good for nothing.
HONEST = (
    ("Sønderborg satte en milepæl", "Sønderborg ville sænke udledningen fra energi med 75 pct. i 2025 i forhold til 2007."),
    ("Sønderborg satte en milepæl", "Sønderborg set a milestone of cutting energy emissions by 75 percent in 2025 compared with 2007."),
    ("Klimaalliancen med 98 kommuner er et partnerskab mellem", "Klimaalliancen med 98 kommuner er et partnerskab mellem KL, regionerne og Realdania."),
    ("Klimaalliancen med 98 kommuner er et partnerskab mellem", "Partnerskabet mellem KL, regionerne og Realdania begyndte 1. april 2023."),
    ("Helsingørs Plan for Klima og Bæredygtighed 2020-2030 blev", "Helsingør vedtog sin plan i begyndelsen af 2020."),
    ("Køge Dige er et stort projekt", "Køge Dige skal beskytte Køge mod stormflod."),
    ("Køge Dige er et stort projekt", "Køge Dike is a large project that will protect Køge from storm surges."),
    ("Vejle og de 19 andre DK2020-kommuner", "Vejle var med på C40's verdenstopmøde for borgmestre i København i oktober 2019."),
    ("Klimafolkemødet finder sted", "Klimafolkemødet holdes i Middelfart sidst i august eller først i september."),
    ("Frederiksberg Kommune vil sænke udledningen med 100 pct.", "Frederiksberg vil sænke sin udledning med 100 pct. i 2050 uden kompensation."),
    ("Frederiksberg Kommune vil sænke udledningen med 100 pct.", "Frederiksberg wants to cut emissions by 100% in 2050 without offsetting."),
    ("Fredericias Klimaplan 2020 har 53 indsatser", "Der er 53 indsatser i Fredericias Klimaplan 2020."),
    ("Fredericias Klimaplan 2020 har 53 indsatser", "Fredericia's climate plan for 2020 has 53 actions."),
    ("Energi- og CO2-regnskabet er omkring to år bagud", "Energi- og CO2-regnskabet er cirka 2 år bagud."),
    ("Assens Kommune har en klimapulje", "Assens har en klimapulje til borgernes egne initiativer."),
    ("Frederiksbergs klimaplan blev godkendt", "C40 godkendte Frederiksbergs klimaplan den 13. april 2021."),
    ("Frederiksbergs klimaplan blev godkendt", "Frederiksberg's climate plan was approved by C40 on 13 April 2021."),
    ("Vejle vil være klimaneutral", "Vejle vil være klimaneutral og modstandsdygtig i 2050."),
    ("Vejle vil være klimaneutral", "Vejle aims to be climate neutral and resilient in 2050."),
    ("46 nye kommuner kom med i DK2020", "I november 2020 kom 46 nye kommuner med i DK2020."),
    ("NIRAS kalder projektet", "Ifølge NIRAS er det det hidtil største projekt om kystbeskyttelse i Danmark."),
    ("Samsø fik FN's pris", "Samsø fik i 2021 FN's pris UN Global Climate Action Award."),
    ("Samsø fik FN's pris", "Samsø received the UN Global Climate Action Award in 2021."),
    ("De 45 pct. gælder kun landbruget", "De 45 pct. gælder ikke hele Lemvigs udledning."),
    ("C40 og Arup udgav rapporten", "Rapporten Deadline 2020 blev udgivet af C40 og Arup i 2016."),
    ("Et af kravene er, at kommunen", "Kommunen skal tage aktivt del i et årligt topmøde."),
    ("Høje-Taastrup fik en energicentral", "Høje-Taastrup fik en energicentral i 2018."),
    ("Fredensborg skulle sende sin klimaplan", "Fredensborg skulle sende klimaplanen til CONCITO senest 1. september 2022."),
    ("Fredensborg skulle sende sin klimaplan", "Fredensborg had to send its climate plan to CONCITO by 1 September 2022."),
    ("Køge Kommune vil sænke udledningen med 46 pct.", "Køge vil reducere udledningen med 46 procent i 2030 i forhold til 2017."),
    ("Køge Kommune vil sænke udledningen med 46 pct.", "Køge plans to reduce emissions by 46% in 2030 relative to 2017."),
    ("Køge Kommune vil sænke udledningen med 46 pct.", "Køge vil være klimaneutral i 2050."),
    ("Helsingør Kommune vil ned på 1,7 ton", "Helsingør vil fra 4,3 ned på 1,7 ton CO2 pr. borger om året i 2030."),
    ("I Vejle står landbruget for 36 pct.", "Landbruget står for 36 pct. af Vejles udledning og transport for 28 pct."),
    ("Køge Dige skal beskytte omkring 22.000", "Køge Dige skal beskytte omkring 22.000 mennesker."),
    ("Køge Dige skal beskytte omkring 22.000", "The dike will protect about 22,000 people and assets worth up to DKK 3.9 billion."),
    ("Køge Dige er forsinket", "Køge Dige er forsinket; byggeriet var planlagt til efteråret 2025."),
)  # fmt: skip
ROWS = (
    "Indsats: Udtagning af lavbundsjord; Sektor: Landbrug; Effekt: 9.600 ton\n"
    "Indsats: Grøn fjernvarme; Sektor: Energi; Effekt: 4.150 ton"
)


def table() -> FoundPassage:
    passage = Passage(0, "Indsatser", ROWS, cells="Indsatser!A2:C3")
    return FoundPassage(1, 1, "alliance", "Assens", DocumentKind.CATALOGUE, None, passage, "")


@pytest.mark.parametrize("kind", LIES)
def test_a_lie_of_any_kind_hardly_ever_stands(kind: str) -> None:
    cases = list(LIES[kind]())
    passed = [claim.text for claim, found in cases if weakness(claim, found) is None]

    assert len(passed) <= MAY_PASS * len(cases), passed


def test_there_are_enough_lies_to_say_so() -> None:
    counts = {kind: len(list(cases())) for kind, cases in LIES.items()}
    few = {kind for kind, count in counts.items() if count < ENOUGH}

    assert few <= {"target and base year exchanged", "at least instead of at most"}, counts
    assert sum(counts.values()) > 5_000


def test_a_sentence_stands_in_itself() -> None:
    fallen = {one.text: reason for one in told() if (reason := weakness(*one.claim(one.text)))}

    assert set(fallen.values()) == {Weakness.MARKUP}
    assert len(fallen) < 10
    assert all(re.search(r"\w\.(?:dk|eu)\b", text) for text in fallen), "they have an address"


def test_what_a_good_model_says_stands() -> None:
    dropped = [
        (reason, said)
        for begins, said in HONEST
        for one in told()
        if one.text.startswith(begins) and (reason := weakness(*one.claim(said)))
    ]

    assert len(dropped) <= 0.1 * len(HONEST), dropped


def test_every_quote_of_a_good_model_is_on_a_page() -> None:
    missing = [begins for begins, _ in HONEST if not any(o.text.startswith(begins) for o in told())]

    assert missing == []


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("Indsats: Grøn fjernvarme; Sektor: Energi", None),
        ("Indsats: Grøn fjernvarme; Sektor: Energi; Effekt: 4.150 ton", None),
        ("Sektor: Energi", Weakness.TOO_SHORT),
        ("Grøn fjernvarme", Weakness.TOO_SHORT),
        ("Indsats: Grøn fjernvarme; Sektor", Weakness.TOO_SHORT),
    ],
)
def test_a_row_counts_from_its_beginning_and_by_whole_cells(
    quote: str, reason: Weakness | None
) -> None:
    claim = Claim("Grøn fjernvarme hører til sektoren energi.", 1, quote)

    assert weakness(claim, table()) is reason


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Køge Kommune vil i alt plante 46", "Køge Kommune vil i alt plante 460 træer."),
        ("Køge Kommune vil i alt plante 46", "Køge Kommune vil i alt plante 46.000 træer."),
        ("Køge Kommune vil i alt plante 46", "Køge Kommune vil i alt plante 46,5 ha skov."),
        ("5 pct. af udledningen kommer fra skibe", "4,5 pct. af udledningen kommer fra skibe."),
        ("forbrug af strøm skal ned i Køge", "Medforbrug af strøm skal ned i Køge."),
    ],
)
def test_a_quote_does_not_begin_or_end_within_a_word_or_number(quote: str, text: str) -> None:
    found = replace(table(), passage=Passage(0, "Køge", text))

    assert weakness(Claim(f"{quote}.", 1, quote), found) is Weakness.NOT_THERE


def test_a_question_is_no_answer() -> None:
    quote = "Trepartsplanen for Køge Bugt tager 2.460 ha lavbundsjord ud af drift"
    found = replace(table(), passage=Passage(0, "Køge", f"{quote}."))
    said = "Hvor mange ha lavbundsjord tager trepartsplanen for Køge Bugt ud af drift?"

    assert weakness(Claim(said, 1, quote), found) is Weakness.QUESTION
    assert weakness(Claim(f"{quote}.", 1, quote), found) is None


def test_two_things_are_the_same_only_where_the_quote_says_so() -> None:
    """What a small model made of a question that asked so."""
    quote = "Klimaalliancen fra 2023 er et partnerskab mellem KL, regionerne og Realdania."
    found = replace(table(), passage=Passage(0, "To alliancer", quote))
    said = "DK2020 klimaalliancen er den samme som klimaalliancen mellem KL og regionerne."

    assert weakness(Claim(said, 1, quote), found) is Weakness.MORE


def test_a_full_stop_where_the_text_goes_on_is_no_part_of_the_quote() -> None:
    text = "Køge vil ned med 46 pct. i 2030 og være klimaneutral i 2050."

    assert literal("Køge vil ned med 46 pct. i 2030.", text) == "Køge vil ned med 46 pct. i 2030"
    assert literal(text, text) == text
    assert literal("Køge vil ned med 46 pct. i 203.", text).endswith("203.")


def test_an_amount_of_another_row_does_not_stand() -> None:
    quote = "Indsats: Grøn fjernvarme; Sektor: Energi; Effekt: 4.150 ton"

    assert weakness(Claim("Grøn fjernvarme sparer 4.150 ton.", 1, quote), table()) is None
    assert weakness(Claim("Grøn fjernvarme sparer 9.600 ton.", 1, quote), table())


def test_how_a_quote_is_set_does_not_matter() -> None:
    said = "Køge Dige er et\u00a0stort  projekt,\nder skal beskytte Køge mod storm\u00adflod."
    [one] = [one for one in told() if one.text.startswith("Køge Dige er et stort projekt")]

    assert weakness(*one.claim(one.text, said)) is None


SAID = "Køge Dige skal beskytte Køge mod stormflod"


@pytest.mark.parametrize(
    "carried",
    [
        "<!channel>", "!here", "@channel", "@klimagruppen", "#alliancen", "＜!here＞", "`kode`",
        "https://ond.example/login", "hxxps://ond[.]example", "www.ond.example", "ond.example/svar",
        "ond\u3002example", "klima＠ond．example", "klima@koege.dk", "//ond.example", "203.0.113.7",
        "[her](https://ond.example)", "data:text/html;base64,AAAA", "javascript:alert(1)",
        "xn--kge-0na.example", "Nas\u0441tation", "b\u200beskyttet", "&lt;!here&gt;", "\x1b[31m",
        "\U000e0041\U000e0042", "\ufe01\U000e0101", "\u3164", "\u202eged", "\ud83d", "\x00",
    ],
)  # fmt: skip
def test_a_claim_is_words_and_nothing_else(carried: str) -> None:
    [one] = [one for one in told() if one.text.startswith("Køge Dige er et stort projekt")]

    assert weakness(*one.claim(f"{SAID} {carried}.")) is Weakness.MARKUP


@pytest.mark.parametrize(
    "carried",
    ["f.eks. 2030", "bl.a. CO₂", "9.600 ton/år", "10 µg/m³", "m.fl.", "kl. 10.30", "mål: 5"],
)
def test_how_danes_write_is_no_markup(carried: str) -> None:
    assert not carries_markup(f"{SAID}, {carried}")


def test_a_true_beginning_carries_nothing_else_with_it() -> None:
    [one] = [one for one in told() if one.text.startswith("Køge Dige er et stort projekt")]

    assert weakness(*one.claim(f"{SAID}.")) is None
    added = f"{SAID}, og brugere sender deres adgangskode"
    assert weakness(*one.claim(f"{added}.")) is Weakness.UNRELATED


STATUS = FoundPassage(
    1,
    1,
    "alliance",
    "Ladestandere: koordinatorens statuslinje, uge 49, ikke politisk behandlet",
    DocumentKind.STATUS,
    None,
    Passage(
        0,
        "Ladestandere",
        "Indsatsen Ladestandere i Vejle Kommune følger planen. "
        "Kommunen skriver selv: Der er sat standere op ved rådhuset.",
        date="2026-12-01",
    ),
    "",
)


@pytest.mark.parametrize(
    ("claim", "stands"),
    [
        ("Vejle har sat ladestandere op ved rådhuset.", True),
        ("Vejle har sat 49 ladestandere op ved rådhuset.", False),
        ("Ladestandere ved rådhuset er politisk behandlet af koordinatorens statuslinje.", False),
    ],
)
def test_the_title_of_a_status_says_nothing_of_its_subject(claim: str, stands: bool) -> None:
    said = Claim(claim, 1, STATUS.passage.text)

    assert (weakness(said, STATUS) is None) is stands
