from collections import Counter

from bot.asking.account import Account
from bot.asking.answer import Answer, Mode, Note, Verdict
from bot.asking.claims import Weakness
from bot.asking.evaluation import Share
from bot.asking.model_evaluation import shares, spreads
from bot.llm import Spent


def account(prompt: int = 1000, completion: int = 100, seconds: float = 3.0) -> Account:
    return Account(Spent(prompt, completion), first=seconds / 3, seconds=seconds, standing=1)


def noted(note: Note | None) -> Answer:
    return Answer(Verdict.ANSWER, Mode.MODEL, "Køge planter skov. [1]", "da", note=note)


def test_of_its_claims_it_is_told_how_many_stand_and_what_is_wrong_with_the_others() -> None:
    falling = account()
    falling.dropped = Counter({Weakness.NUMBER: 2, Weakness.NOT_THERE: 1})

    told = shares([account(), falling], [])

    assert told["claims_standing"] == Share(2, 5)
    assert told["dropped_number"] == Share(2, 5)
    assert told["dropped_not_there"] == Share(1, 5)


def test_what_fell_back_and_broke_off_is_told_of_all_answers_with_why() -> None:
    slow = account()
    slow.failure = "TimeoutError"
    notes = (None, None, Note.MODEL_AWAY, Note.CUT)

    told = shares([account(), slow], [noted(note) for note in notes])

    assert told["fell_back"] == told["broke_off"] == Share(1, 4)
    assert told["failed: TimeoutError"] == Share(1, 2)


def test_the_median_answer_and_nearly_the_dearest_are_told() -> None:
    accounts = [account(1000 + n, 100, seconds=float(n)) for n in range(1, 12)]
    accounts[0].failure = "too slow"

    told = spreads([*accounts, account(1007, 100, seconds=7.0)])

    assert told["tokens"] == (1107.0, 1110.0)
    assert told["tokens_written"] == (100.0, 100.0)
    assert told["seconds"] == (7.0, 10.5)


def test_a_model_that_never_answers_has_no_figures() -> None:
    assert set(spreads([]).values()) == {(0.0, 0.0)}
    assert all(not share.of for share in shares([], []).values())
