import pytest

from bot.asking.evaluation import GOLD, read_questions
from bot.asking.register_question import RegisterQuestion, register_question
from bot.asking.register_sentences import Matter
from storage.terms import Role

LISTS = {
    Matter.MUNICIPALITIES: [
        "hvilke kommuner er med?",
        "Hvilke kommuner er med i alliancen?",
        "Hvilke 16 kommuner er med i DK2020-klimaalliancen?",
        "hvilke kommuner er medlem af alliancen",
        "Hej Klimabot, hvilke kommuner er egentlig med?",
        "Kan du sige mig, hvilke kommuner der er med i alliancen?",
        "Hvilke kommuner er det, der er med?",
        "Hvilke kommuner er der i alliancen?",
        "Hvilke kommuner består alliancen af?",
        "Hvem er de 16 kommuner?",
        "Hvad hedder de seksten kommuner i alliancen?",
        "Nævn de 16 kommuner",
        "hvor mange kommuner er med?",
        "Hvor mange kommuner er der i alliancen?",
        "Hvor mange kommuner deltager i DK2020-alliancen?",
        "Which municipalities are in the alliance?",
        "Which municipalities are members?",
        "Which Danish municipalities are part of the DK2020 climate alliance?",
        "What municipalities are in the alliance?",
        "What are the sixteen municipalities?",
        "How many municipalities are in the alliance?",
        "Please list the municipalities in the alliance",
        "Can you tell me which municipalities are members of our alliance?",
    ],
    Matter.PARTNERS: [
        "Hvem er alliancens partnere?",
        "hvilke partnere er med",
        "Hvilke partnere har alliancen?",
        "Hvor mange partnere er der i alliancen?",
        "Hvem er partner i alliancen?",
        "Who are the partners?",
        "Who are the alliance's partners?",
        "Which partners does the alliance have?",
        "Which organisations are partners in the alliance?",
    ],
    Matter.EVERYBODY: [
        "hvem er med?",
        "Hvem er med i alliancen?",
        "Hvem er alliancens medlemmer?",
        "Hvem består alliancen af?",
        "Ved du, hvem der er med i alliancen?",
        "Who is in the alliance?",
        "Who's in the alliance?",
        "Who are the members of the alliance?",
    ],
    Matter.CONFIRMED: [
        "Hvor mange personer er bekræftet?",
        "Hvor mange er bekræftet i alliancen?",
        "How many people are confirmed in the alliance?",
        "How many confirmed members are there?",
    ],
    Matter.NO_STATUS: [
        "Hvem har ikke svaret på status i denne uge?",
        "hvem har ikke svaret på status endnu?",
        "Hvem har endnu ikke svaret i denne uge?",
        "Hvem mangler at svare på status?",
        "Hvem mangler stadig status i denne uge?",
        "Hvilke kommuner har ikke sendt status i denne uge?",
        "Hvilke kommuner mangler at sende deres status?",
        "Ved du, hvem der ikke har svaret på ugens status?",
        "Kan du sige mig, hvem vi mangler status fra i denne uge?",
        "Who has not answered status this week?",
        "Who hasn't answered the status yet?",
        "Who did not send their status this week?",
        "Which municipalities are missing status this week?",
        "Which municipalities have not reported status?",
        "Whose status is missing this week?",
    ],
}
MEMBERSHIPS = [
    ("Er Odense med?", "Odense"),
    ("er køge med i alliancen", "Køge"),
    ("Er Vejle Kommune også med?", "Vejle"),
    ("Er Høje Taastrup medlem af alliancen?", "Høje-Taastrup"),
    ("Er Lolland en af de 16 kommuner?", "Lolland"),
    ("Er Samsø en del af DK2020-klimaalliancen?", "Samsø"),
    ("Hører Skive til alliancen?", "Skive"),
    ("Ved du, om Århus er med?", "Aarhus"),
    ("Is Aarhus a member?", "Aarhus"),
    ("Is Copenhagen in the alliance?", "København"),
    ("Is Køge one of the sixteen?", "Køge"),
    ("Do you know whether Vejle is part of the alliance?", "Vejle"),
]
PEOPLE = [
    ("hvem er koordinator i Vejle?", "Vejle", Role.COORDINATOR),
    ("Hvem er klimakoordinator i Høje-Taastrup Kommune?", "Høje-Taastrup", Role.COORDINATOR),
    ("Hvem er klimakoordinatoren for Assens?", "Assens", Role.COORDINATOR),
    ("Hvem er Assens' koordinator?", "Assens", Role.COORDINATOR),
    ("Hvem er Køge Kommunes klimakoordinator?", "Køge", Role.COORDINATOR),
    ("Hvem er kontaktperson i Lemvig?", "Lemvig", None),
    ("Hvem er alliancens kontaktperson for Samsø?", "Samsø", None),
    ("Hvem er stedfortræder på Lolland?", "Lolland", Role.DEPUTY),
    ("Hvem er leder i Vejle?", "Vejle", Role.HEAD),
    ("Hvem er klimachef i Vejle Kommune?", "Vejle", Role.HEAD),
    ("Hvem kan jeg kontakte i Køge om klima?", "Køge", None),
    ("Hvem skal vi skrive til i Sønderborg?", "Sønderborg", None),
    ("Hvem kan jeg kontakte på Samsø?", "Samsø", None),
    ("Who do I contact in Køge about climate?", "Køge", None),
    ("Whom should we write to in Middelfart?", "Middelfart", None),
    ("Who is the climate coordinator in Vejle?", "Vejle", Role.COORDINATOR),
    ("Who is Vejle's coordinator?", "Vejle", Role.COORDINATOR),
    ("Who is the deputy coordinator in Assens?", "Assens", Role.DEPUTY),
    ("Who is head of climate at Frederiksberg?", "Frederiksberg", Role.HEAD),
]
NOT_FOR_THE_REGISTER = [
    # of a municipality, but not of its membership
    "Har Odense en klimaplan?",
    "Er Vejle med på vådområder?",
    "Er Vejle med i DK2020?",
    "Er Vejle med i samarbejdet om PtX?",
    "Er Køge med i Klimaalliancen?",
    "Er Køge med i styregruppen?",
    "Er Vejle ikke med?",
    "Er Vejle og Køge med?",
    "Er Vejle med, og hvem er koordinator?",
    "Er Vejle med til topmødet?",
    "Er Vejle medlem af Gate 21?",
    "Er Samsø CO2-neutral?",
    "Er Vejle Fjord med?",
    "Er Region Sjælland med?",
    "Er Realdania med?",
    "Er Danmark med?",
    "Er Andeby med?",
    "Er vejen med?",
    "Hvornår kom Vejle med i alliancen?",
    "Hvorfor er Odense ikke med i alliancen?",
    "Kan Odense komme med i alliancen?",
    "Er Assens' 2030-mål regnet ud fra 2005?",
    "Is Aarhus a member of C40?",
    "Is Vejle in the climate alliance?",
    "Is Vejle in the steering group of the alliance?",
    "Is Copenhagen carbon neutral?",
    "Was Odense a member of the alliance?",
    "Does Vejle have a resilience strategy?",
    # of municipalities, but not which are in the alliance
    "Hvilke kommuner er gode til vådområder?",
    "Hvilke kommuner er med i styregruppen?",
    "Hvilke kommuner er med i Klimaalliancen?",
    "Hvilke kommuner er med i DK2020?",
    "Hvilke kommuner er ikke med i alliancen?",
    "Hvilke kommuner var med i alliancen fra starten?",
    "Hvilke kommuner deltager?",
    "Hvilke kommuner i alliancen har en klimaplan?",
    "Hvilke kommuner er med på biogas?",
    "Hvilke to af de 16 kommuner kom på CDP's A-liste i 2020?",
    "Hvilke af de kommuner der var med i DK2020 fra starten i 2019 er ikke med i alliancen?",
    "Hvor mange kommuner er med i projektet om at indsnævre kanalen ved Thyborøn?",
    "Hvor mange kommuner har en klimaplan?",
    "Hvor mange kommuner er der i Danmark?",
    "Hvor mange kommuner søgte om at komme med i første runde af DK2020?",
    "Hvor mange af de 16 kommuner kommer til at ligge i Region Østdanmark?",
    "Har alle 16 et mål om 70 procent i 2030?",
    "Hvem er de første medlemmer?",
    "Which municipalities have district heating?",
    "Which municipalities are in the steering group?",
    "Which municipalities are in the climate alliance?",
    "Which municipalities are not in the alliance?",
    "Which of the sixteen municipalities are members of C40?",
    "Which municipality joined the DK2020 alliance as number 17?",
    "How many municipalities are there in Denmark?",
    # of whom, but not of members or partners
    "Hvem er gode til vådområder?",
    "Hvem er med i styregruppen?",
    "Hvem er med på vådområder?",
    "Hvem er alliancen?",
    "Hvem er formand for alliancen?",
    "Hvem er med til topmødet?",
    "Hvor mange er med?",
    "Hvem tog initiativ til alliancen?",
    "Hvem er partnere i REEL?",
    "Hvilke partnere har ProjectZero?",
    "Hvad laver alliancens partnere?",
    "Hvilke organisationer hjalp de 16 kommuner med at etablere deres alliance?",
    "Which companies have been partners in REEL?",
    "Who is in the steering group?",
    "Who chairs the alliance?",
    # of people, but not of whom the register has
    "Hvem er koordinator?",
    "Hvem er koordinator i alliancen?",
    "Hvem er borgmester i Vejle?",
    "Hvem er leder af Vejle Kommune?",
    "Hvem er formand for klimaudvalget i Høje-Taastrup?",
    "Hvem er koordinator for biogas i Vejle?",
    "Hvem er affaldskoordinator i Vejle?",
    "Hvem er koordinator i Vejle og Køge?",
    "Hvem var koordinator i Vejle?",
    "Hvem kan jeg kontakte i Køge om vådområder?",
    "Hvem ved noget om manko i Køge?",
    "Hvad laver koordinatoren i Vejle?",
    "Hvad tjener en klimakoordinator i Vejle?",
    "Who is the mayor of Køge?",
    "Who is the head of Køge?",
    "Who do I contact in Køge about wetlands?",
    "What does a climate coordinator normally earn?",
    # of a status, but not of who has told none
    "Hvem har svaret på status i denne uge?",
    "Hvem mangler en klimaplan?",
    "Hvad er status i Vejle i denne uge?",
    "Har Vejle svaret på status i denne uge?",
    "Hvem har ikke svaret på høringen?",
    "Who has not answered the survey?",
    "What is the status this week?",
    # of counts
    "Hvor mange er bekræftet?",
    "Hvor mange personer er bekræftet til topmødet?",
    "Hvor mange medarbejdere sidder der i Helsingørs klimasekretariat?",
    "How many people are in Vejle?",
    # of nothing
    "",
    "?",
    "§ er med",
    "Er § med?",
    "hvem er koordinator efter § 15 i Vejle?",
    "hvilke kommuner er med " * 20,
]
# The members' list has the contact person there, and the texts the question was made from do not.
ANSWERED_FROM_THE_MEMBERS_LIST = {"c090"}


@pytest.mark.parametrize(
    ("matter", "question"), [(m, question) for m, asked in LISTS.items() for question in asked]
)
def test_what_the_alliance_is_stands_in_the_register(matter: Matter, question: str) -> None:
    assert register_question(question) == RegisterQuestion(matter)


@pytest.mark.parametrize(("question", "place"), MEMBERSHIPS)
def test_whether_a_municipality_is_in_stands_in_the_register(question: str, place: str) -> None:
    assert register_question(question) == RegisterQuestion(Matter.MEMBERSHIP, place)


@pytest.mark.parametrize(("question", "place", "role"), PEOPLE)
def test_whom_one_can_write_to_stands_in_the_register(
    question: str, place: str, role: Role | None
) -> None:
    assert register_question(question) == RegisterQuestion(Matter.PEOPLE, place, role)


@pytest.mark.parametrize("question", NOT_FOR_THE_REGISTER)
def test_anything_else_is_searched_for(question: str) -> None:
    assert register_question(question) is None


def test_of_the_gold_questions_none_is_taken_from_the_search_that_the_register_cannot_answer() -> (
    None
):
    taken = {asked.id for asked in read_questions(GOLD) if register_question(asked.q)}

    assert taken == ANSWERED_FROM_THE_MEMBERS_LIST
