"""What a fault on order will do, in a sentence."""

from babel.numbers import format_decimal

from playground.desk.wording import counted
from playground.web_api.faults import ANY, Fault, Moment


def described(fault: Fault) -> str:
    """In Danish: 'chat.update svarer 500, før Slack tog imod. 2 gange, i 50 % af kaldene'."""
    method = "Alle metoder" if fault.method == ANY else fault.method
    when = "før Slack tog imod" if fault.moment is Moment.BEFORE else "efter Slack tog imod"
    often = "" if fault.share == 1 else f", i {_number(fault.share * 100)} % af kaldene"
    times = counted(fault.times, "gang", "gange")
    return f"{method} {_does(fault)}, {when}. {times}{often}"


def _does(fault: Fault) -> str:
    does = []
    if fault.delay:
        does.append(f"svarer {_seconds(fault.delay)} for sent")
    if fault.drop:
        does.append("mister forbindelsen")
    elif fault.garbage is not None:
        does.append("svarer noget, der ikke er JSON")
    elif fault.retry_after is not None:
        does.append(f"svarer {fault.status} og beder om {_seconds(fault.retry_after)}s pause")
    elif fault.error is not None:
        does.append(f"svarer {fault.error}")
    elif fault.status != 200:
        does.append(f"svarer {fault.status}")
    return " og ".join(does)


def _seconds(number: float) -> str:
    return f"{_number(number)} {'sekund' if number == 1 else 'sekunder'}"


def _number(number: float) -> str:
    return str(format_decimal(round(number, 1), locale="da"))
