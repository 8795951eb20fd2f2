import json
from dataclasses import replace

import pytest

from bot.asking.answer import Answer, Mode, Verdict
from bot.asking.extract import MISSING, MOST_SOURCES, Found, extract
from bot.asking.quoting import LONGEST, MOST_CHARACTERS, best_sentences
from bot.knowledge.index.passage_index import Match
from storage.passages import FoundPassage
from storage.terms import DocumentKind, Organisation, OrganisationKind, Passage

ASSENS = Organisation("420", "Assens Kommune", OrganisationKind.MUNICIPALITY)
WETLANDS = "Assens er gode til vådområder. De deler gerne."
LONG = "Assens har en plan. Assens er gode til vådområder. De deler gerne. " + "Skov. " * 60


def found(
    text: str = WETLANDS,
    title: str = "Assens",
    heading: str = "Vand",
    score: float = 1.0,
    kind: DocumentKind = DocumentKind.STARTER,
) -> Found:
    passage = Passage(0, heading, text, page=4, publisher="Assens Kommune", date="2020")
    match = Match(1, score, 0.8)
    return Found(match, FoundPassage(1, 1, "alliance", title, kind, ASSENS, passage, ""))


def quotes(question: str, *passages: Found) -> list[str]:
    return [citation.quote for citation in extract(question, passages, "da").citations]


def test_a_short_passage_is_told_whole() -> None:
    assert quotes("hvem er gode til vådområder?", found()) == [WETLANDS]


def test_of_a_long_passage_what_shares_most_with_the_question_and_what_goes_on_from_it() -> None:
    quote = best_sentences("hvem er gode til vådområder?", LONG)

    assert quote.startswith("Assens er gode til vådområder. De deler gerne.")
    assert quote in LONG
    assert len(quote) <= MOST_CHARACTERS
    assert quotes("hvem er gode til vådområder?", found(LONG)) == [quote]


def test_of_a_list_the_line_that_shares_most_is_told_whole() -> None:
    manko = "manko: den CO2, der endnu ikke er fundet indsatser til. Manko er et ord fra DK2020."
    glossary = f"- milepæl: et mål på vejen.\n- {manko}\n- barrierer: det, der står i vejen."

    assert best_sentences("Vi har et møde. Hvad er manko i DK2020?", glossary) == manko


def test_what_has_more_of_the_question_is_told_first() -> None:
    wind, pumps = (
        found("Samsø har 11 vindmøller."),
        found("Varmepumper på Samsø er store.", score=0.9),
    )

    assert quotes("hvem har store varmepumper?", wind, pumps)[0] == "Varmepumper på Samsø er store."


def test_quotes_are_numbered_and_as_many_as_a_busy_person_reads() -> None:
    many = [found(f"Vådområde nummer {n} ligger i Assens.") for n in range(9)]
    long = [found(f"Vådområde nummer {n} ligger i Assens. ".ljust(280, "x")) for n in range(9)]

    answer = extract("vådområder", many, "da")

    assert len(answer.citations) == MOST_SOURCES
    assert answer.answer.splitlines()[2].endswith("[3]")
    assert sum(map(len, quotes("vådområder", *long))) <= LONGEST


def test_the_same_words_are_told_once() -> None:
    assert quotes("vådområder", found(), found()) == [WETLANDS]


def test_a_passage_without_sentences_is_never_an_answer_without_words() -> None:
    endless = "vådområde " * 100

    [quote] = quotes("vådområde", found(endless), found(endless + "igen"))

    assert quote.startswith("vådområde")
    assert len(quote) > LONGEST


def test_what_shares_nothing_with_the_question_does_not_come_near() -> None:
    far = found("Lastbiler kører på el.", title="Samsø")
    far = replace(far, match=replace(far.match, strength=0.05))

    assert extract("hvordan laver man lasagne?", [far], "da").near == ()


def test_a_passage_far_behind_the_best_is_not_shown() -> None:
    assert len(quotes("vådområder", found(), found("Et vådområde mere.", score=0.5))) == 1


def test_a_passage_of_another_place_is_no_answer() -> None:
    answer = extract("hvor er Køges vådområder?", [found()], "da")

    assert answer.verdict is Verdict.NOT_FOUND
    assert [near.quote for near in answer.near] == [WETLANDS]


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("hvad kostede vådområdet i Assens?", False),
        ("hvornår blev vådområdet i Assens færdigt?", False),
        ("what did the wetland in Assens cost?", False),
        ("hvem deler gerne om vådområder?", True),
        ("who knows about wetlands?", True),
    ],
)
def test_a_passage_without_what_is_asked_for_is_no_answer(question: str, answered: bool) -> None:
    assert (extract(question, [found()], "da").verdict is Verdict.ANSWER) == answered


def test_an_english_question_is_answered_by_a_danish_passage() -> None:
    heated = found("Samsø har fire fjernvarmeværker.", title="Samsø")

    assert extract("How many district heating plants are on Samsø?", [heated], "en").citations


def test_what_our_pages_say_is_missing_is_not_answered_by_the_passage_after_it() -> None:
    missing = found("Det fremgår ikke, hvor store vådområderne er.", heading=MISSING)

    answer = extract("hvor store er vådområderne?", [missing, found()], "da")

    assert answer.verdict is Verdict.NOT_FOUND
    assert answer.near[0].quote == "Det fremgår ikke, hvor store vådområderne er."


def test_what_our_pages_say_is_missing_has_more_of_the_question_than_what_they_tell() -> None:
    missing = found("Det fremgår ikke, hvor mange hektar vådområder der er.", heading=MISSING)
    document = replace(missing, passage=replace(missing.passage, kind=DocumentKind.FILE))
    question = "har Assens vådområder på mange hektar?"

    assert extract(question, [found(), missing], "da").verdict is Verdict.NOT_FOUND
    assert extract(question, [found(), document], "da").verdict is Verdict.ANSWER


def test_each_sentence_of_what_our_pages_miss_is_of_something_else() -> None:
    told = found("Køge har 12 vådområder i byens skove.", title="Køge", score=1.4)
    missing = found(
        "Det fremgår ikke, hvor store Køges parker og skove er. "
        "Det fremgår ikke, hvornår Køges vådområder i byen blev lavet.",
        title="Køge",
        heading=MISSING,
    )

    def verdict(question: str) -> Verdict:
        return extract(question, [told, missing], "da").verdict

    assert verdict("hvor mange vådområder har Køge i byens skove og parker?") is Verdict.ANSWER
    assert verdict("hvor store er parker og skove i Køge?") is Verdict.NOT_FOUND


def test_what_is_missing_of_another_place_silences_nobody() -> None:
    missing = found(
        "Det fremgår ikke, hvor mange vådområder og skove Lemvig har.", "kommunerne", MISSING, 0.9
    )
    question = "hvor mange vådområder og skove har Assens?"

    answer = extract(question, [found("Assens har 12 vådområder."), missing], "da")

    assert answer.verdict is Verdict.ANSWER


def test_what_answers_need_not_be_among_the_first() -> None:
    others = [found(f"Lastbil {n} kører på el.", score=0.99) for n in range(5)]

    assert quotes("hvem er gode til vådområder?", *others, found()) == [WETLANDS]


def test_one_word_in_common_is_chance_where_another_is_nowhere() -> None:
    region = found("Helsingør står under Region Hovedstaden.")

    assert not extract("Hvad er hovedstaden i Portugal?", [region], "da").answered
    assert extract("Hvad er hovedstaden?", [region], "da").answered


def test_nothing_found_is_nothing_near() -> None:
    answer = extract("vådområder", [], "da")

    assert answer == Answer(Verdict.NOT_FOUND, Mode.EXTRACT, "", "da")


def test_our_own_account_never_passes_for_the_source() -> None:
    starter = extract("vådområder", [found()], "da").citations[0]
    document = extract("vådområder", [found(kind=DocumentKind.FILE)], "da").citations[0]

    assert starter.title == "Klimabots resumé om Assens, efter Assens Kommune"
    assert document.title == "Assens Kommune, Assens"


CITED = {"title", "organisation", "page", "quote", "url", "date"}


def test_a_document_of_somebody_s_own_is_cited_in_the_agreed_shape_alone() -> None:
    [cited] = extract("vådområder", [found(kind=DocumentKind.PLAN)], "da").citations

    assert set(cited.to_json()) == CITED


def test_json_has_the_agreed_shape_and_comes_back_whole() -> None:
    answer = extract("vådområder", [found()], "da")

    shape = json.loads(json.dumps(answer.to_json()))

    assert set(shape) == {"answered", "verdict", "mode", "answer", "language", "citations", "near"}
    assert set(shape["citations"][0]) - {"confirmed"} == CITED
    assert shape["citations"][0]["confirmed"] == "no", "our own account of a municipality"
    assert shape["answered"] is True
    assert Answer.from_json(answer.kept()) == answer
    assert replace(answer, language="en") != answer
