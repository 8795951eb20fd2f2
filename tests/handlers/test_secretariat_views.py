from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.alliance.people import People
from bot.alliance.secretariat.approving import Recurring
from bot.alliance.secretariat.daily import Holder, day_of, holder, occasion_of, page_of
from bot.alliance.secretariat.failures import WORK_NAMES
from bot.alliance.secretariat.log import KIND_NAMES, Page, named, place_after
from bot.alliance.secretariat.missing import NOBODY_HERE, UNCONFIRMED
from bot.alliance.secretariat.wishes import AdminCommand
from bot.clock import SystemClock
from bot.delivery.approval import APPROVAL
from bot.delivery.inbox import GIVEN_UP
from bot.delivery.setbacks import NOT_SENT
from bot.delivery.working_days import WorkingDays
from bot.duties import Slack, duties
from bot.settings import Settings
from handlers.admin_words import ADMIN_WORDS, read_admin, with_ids
from handlers.secretariat import pressed
from handlers.views.admin import admin_lines, help_message, member_message, organisations_message
from handlers.views.blocks import Block, Message
from handlers.views.delivery_log import LINES, DeliveryLog, log_message
from handlers.views.drawing import Pause
from handlers.views.kinds import views
from handlers.views.member import offered, window
from handlers.views.reasons import reason
from handlers.views.task_sentences import SENTENCES
from handlers.views.tasks import TASKS, TaskList, list_message
from playground.kit import check_message, check_view
from storage.delivery_log import Logged
from storage.models.trays import DeliveryState
from storage.tasks import OpenTask
from storage.terms import Organisation, OrganisationKind, Role
from tests.handlers.test_views import is_fit_for_slack

NOW = datetime(2026, 11, 30, 7, 31, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")
PAUSE = Pause("U0SEKRETARIAT", NOW)
NAMES = {str(number): f"{number:02}-kommunens Kommune" for number in range(98)}
VEJLE = Organisation("630", "Vejle Kommune", OrganisationKind.MUNICIPALITY)


def task(
    number: int = 1, kind: str = "delivery.parked", times: int = 1, has: str | None = None
) -> OpenTask:
    subject = {
        "channel": "C0KYST",
        "code": "is_archived",
        "kind": "answer",
        "organisation": str(number),
        "users": [f"U0{n}" for n in range(12)],
    }
    return OpenTask(
        workspace="T0DK2020",
        key=f"parked:{number}",
        kind=kind,
        subject=subject,
        id=number,
        times=times,
        first_at=NOW,
        last_at=NOW,
        assigned_to=has,
    )


def tasks(*tasks: OpenTask, pause: Pause | None = None, **away: str | None) -> TaskList:
    return TaskList("2026-11-30", tasks, away, pause, ZONE, NAMES)


def logged(
    state: DeliveryState = DeliveryState.SENT,
    why: str | None = None,
    changes: int = 0,
    number: int = 0,
    kind: str = "answer",
) -> Logged:
    due = NOW - timedelta(minutes=number)
    return Logged(f"id{number}", "U0KOEGE", kind, state, why, due, None, changes)


def log(*lines: Logged, about: str = "", pause: Pause | None = None) -> DeliveryLog:
    return DeliveryLog(Page(NOW, "", about, "T0:1"), lines, {}, pause, ZONE)


def said(message: Message) -> str:
    def inside(part: Any) -> str:
        if isinstance(part, dict):
            named = part.get("user_id") or part.get("channel_id") or ""
            return named + "".join(inside(value) for value in part.values() if value != named)
        return "".join(map(inside, part)) if isinstance(part, list | tuple) else str(part)

    return inside(list(message.blocks))


def fits(message: Message) -> None:
    is_fit_for_slack(message)
    check_message(message.keyed("4f1c9a"))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", [*SENTENCES, APPROVAL, "something.else", "æ" * 5_000])
def test_a_list_of_any_length_fits_slack(kind: str, language: str) -> None:
    many = [task(number, kind, times=9, has="U0SEKRETARIAT") for number in range(TASKS + 9)]

    fits(list_message(tasks(*many, pause=PAUSE, U0SEKRETARIAT="U0KOLLEGA"), language))
    fits(list_message(replace(tasks(*many, pause=PAUSE), page=1), language))
    fits(list_message(tasks(), language))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("state", DeliveryState)
@pytest.mark.parametrize("about", ["", "U0KOEGE", "C0KYST", "log.answer"])
def test_a_log_of_any_length_fits_slack(state: DeliveryState, about: str, language: str) -> None:
    many = [logged(state, "x" * 900, number=number, kind="k" * 200) for number in range(LINES + 1)]

    fits(log_message(log(*many, about=about, pause=PAUSE), language))
    fits(log_message(log(about=about), language))


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_the_commands_are_answered_with_fits_slack(language: str) -> None:
    fits(help_message(3, PAUSE, ZONE, language))
    fits(member_message("U0KOEGE", VEJLE, Role.COORDINATOR, language))
    fits(organisations_message([VEJLE] * 120, language))
    for pause in (PAUSE, None):
        check_view({"type": "home", "blocks": list(admin_lines(pause, ZONE, language))})


def test_every_kind_of_message_is_called_something() -> None:
    async def nobody(*_: Any) -> Any:
        raise AssertionError

    recurring = Recurring((), WorkingDays(ZONE), "da")
    assert views(nobody, nobody, SystemClock(), ZONE, recurring).keys() == KIND_NAMES.keys()


@pytest.mark.parametrize(
    ("has", "away", "expected"),
    [
        (None, {}, Holder()),
        ("U0A", {}, Holder("U0A")),
        ("U0A", {"U0B": None}, Holder("U0A")),
        ("U0A", {"U0A": None}, Holder(None, "U0A")),
        ("U0A", {"U0A": "U0B"}, Holder("U0B", "U0A")),
        ("U0A", {"U0A": "U0B", "U0B": "U0A"}, Holder(None, "U0A")),
    ],
)
def test_who_has_a_task_when_people_are_away(
    has: str | None, away: dict[str, str | None], expected: Holder
) -> None:
    assert holder(task(has=has), away) == expected


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (tasks(task()), "Jeg kan ikke skrive til C0KYST: kanalen er arkiveret"),
        (tasks(task()), "30. nov. kl. 8.31 · ingen har den"),
        (tasks(task(times=3)), "3 gange, senest 30. nov. kl. 8.31"),
        (tasks(task(has="U0A")), "U0A har den"),
        (tasks(task(has="U0A"), U0A="U0B"), "U0B har den, mens U0A er væk"),
        (tasks(task(has="U0A"), U0A=None), "fri igen, for U0A er væk"),
        (tasks(task(kind="new.kind")), "Noget venter på jer (new.kind)"),
        (tasks(task(), pause=PAUSE), "Sat på pause af U0SEKRETARIAT 30. nov. kl. 8.31"),
        (tasks(*(task(n) for n in range(TASKS + 2))), "Vis de næste 2"),
        (replace(tasks(*(task(n) for n in range(TASKS + 2))), page=1), "Vis de forrige"),
        (tasks(task(kind=GIVEN_UP)), "jeg måtte give op: svar. Se "),
        (tasks(task(kind=NOT_SENT)), "kunne noget ikke sendes eller rettes: svar. Se "),
        (tasks(task(7, NOBODY_HERE)), "07-kommunens Kommune har endnu ingen i Slack"),
        (tasks(task(kind=UNCONFIRMED)), "er ikke bekræftet: 12. Skriv "),
        (tasks(task(kind=UNCONFIRMED)), "U09 +2"),
    ],
)
def test_a_task_says_what_it_is_and_who_has_it(shown: TaskList, words: str) -> None:
    message = list_message(shown, "da")

    assert words in said(message).replace("user", "").replace("channel", "").replace("text", "")


@pytest.mark.parametrize(
    ("each", "words"),
    [
        (logged(), " · svar · sendt\n"),
        (logged(changes=2), " · svar · sendt, og rettet siden\n"),
        (logged(DeliveryState.WITHDRAWN, "no longer wanted"), "taget tilbage: den er ikke aktuel"),
        (logged(DeliveryState.SKIPPED, "skipped_late"), "udeladt: det blev for sent"),
        (logged(DeliveryState.SKIPPED), "udeladt: grunden er ikke noteret"),
        (logged(DeliveryState.PARKED, "user_disabled"), "parkeret: personen er ikke i Slack mere"),
        (logged(DeliveryState.PARKED, "msg_too_long"), "parkeret: koden er msg_too_long"),
        (logged(DeliveryState.CLAIMED), "bliver sendt nu"),
        (logged(DeliveryState.WANTED, changes=0), "sendt, bliver rettet nu"),
        (logged(DeliveryState.WANTED, changes=-1), " · venter\n"),
        (logged(DeliveryState.WANTED, "ratelimited", -1), "venter: Slack beder mig vente"),
        (logged(DeliveryState.WANTED, None, -1, number=-60), "venter til 30. nov. kl. 9.31"),
        (logged(kind="new.kind"), " · new.kind · sendt"),
    ],
)
def test_a_line_says_what_became_of_a_message(each: Logged, words: str) -> None:
    assert words in said(log_message(log(each), "da"))


def test_a_reason_is_told_in_words() -> None:
    assert reason("looked, not there yet", "da") == "jeg ser efter, om den kom frem"
    assert reason("is_archived", "en") == "the channel is archived"


@pytest.mark.parametrize("about", ["", "U0KOEGE", "log.answer"])
@pytest.mark.parametrize("after", ["", place_after(NOW, "4f1c")])
def test_a_page_is_found_again_by_its_occasion(about: str, after: str) -> None:
    page = Page(NOW, after, about, "T0:C0:1.0")

    assert Page.of(page.occasion) == page
    assert (page.place is None) == (after == "")
    if page.place:
        assert (page.place.due, page.place.id) == (NOW, "4f1c")


@pytest.mark.parametrize(
    ("word", "name"), [("Svar", "log.answer"), ("hello", "log.hello"), ("brevduer", None)]
)
def test_a_kind_is_found_by_a_word(word: str, name: str | None) -> None:
    assert named(word) == name


def test_a_day_s_lists_have_its_occasion() -> None:
    assert day_of(occasion_of("2026-11-30")) == "2026-11-30"
    assert day_of(occasion_of("2026-11-30", "T0:1")) == "2026-11-30"
    assert page_of(occasion_of("2026-11-30", "T0:1", 2)) == 2
    assert page_of(occasion_of("2026-11-30")) == 0


def test_a_press_says_which_task_and_who_had_it() -> None:
    [_, _, actions] = list_message(tasks(task(7, has="U0A")), "da").blocks

    def press(element: Block, **more: str) -> Any:
        action = {"block_id": actions["block_id"], "action_id": element["action_id"], **more}
        return pressed({"actions": [action], "user": {"id": "U0B"}})

    take, close, give = actions["elements"]
    assert (press(take).act, press(take).task, press(take).had) == ("take", 7, "U0A")
    assert press(close).act == "close"
    assert press(give, selected_user="U0C").to == "U0C"
    assert press(give).day == "2026-11-30"


@pytest.mark.parametrize("language", ["da", "en"])
def test_98_municipalities_without_people_are_a_line_for_each_who_has_them(language: str) -> None:
    empty = [task(n, NOBODY_HERE, has="U0A" if n < 50 else None) for n in range(98)]

    message = list_message(tasks(*empty), language)

    fits(message)
    [_, own, press, free, _] = message.blocks
    assert "49-kommunens" in str(own)
    assert "50-kommunens, " in str(free)
    action = {"block_id": press["block_id"], "action_id": "task_close"}
    done = pressed({"actions": [action], "user": {"id": "U0B"}})
    assert (done.kind, done.had, done.task) == (NOBODY_HERE, "U0A", 0)
    assert "2" in message.text.split(":")[1]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_window_to_confirm_a_member_in_fits_slack(language: str) -> None:
    check_view(window(language))
    check_view(window(language, "U0KOEGE"))


def test_organisations_are_found_by_a_part_of_their_names_however_spelled() -> None:
    taastrup = Organisation("169", "Høje-Taastrup Kommune", OrganisationKind.MUNICIPALITY)

    assert [o["value"] for o in offered([VEJLE, taastrup], "høje tå")] == ["169"]
    assert len(offered([VEJLE] * 120, "ve")) == 100


def test_every_kind_of_work_is_called_something() -> None:
    nothing: Any = None
    people = People(nothing, nothing, frozenset(), "T0DK2020")
    slack = Slack(nothing, nothing, nothing)
    known = duties(Settings(), nothing, people, nothing, slack, nothing, nothing)

    assert WORK_NAMES.keys() == known.keys()


@pytest.mark.parametrize("word", ADMIN_WORDS)
def test_each_word_is_a_command(word: str) -> None:
    command, language = ADMIN_WORDS[word]

    wish = read_admin(f"{word.upper()} <@U0KOEGE> Høje  Taastrup koordinator", "U0A")

    assert (wish.command, wish.language, wish.person) == (command, language, "U0KOEGE")
    assert wish.rest == "Høje Taastrup koordinator"


@pytest.mark.parametrize("words", ["", "dans", "hvem er du"])
def test_anything_else_asks_what_there_is(words: str) -> None:
    assert read_admin(words, "U0A").command is AdminCommand.HELP


def test_people_and_channels_keep_their_ids() -> None:
    given = with_ids("medlem <@U0KOEGE|koege> i <#C0KYST|kyst> <https://a.dk|a>")

    assert given == "medlem <@U0KOEGE> i <#C0KYST> <https://a.dk|a>"
    assert read_admin(given, "U0A").channel == "C0KYST"
