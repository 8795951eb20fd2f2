import pytest

from playground.desk.describing import described
from playground.web_api.faults import ANY, Fault, Moment


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(ANY, status=503), "Alle metoder svarer 503, før Slack tog imod. 1 gang"),
        (
            Fault("chat.update", Moment.AFTER, drop=True, times=2),
            "chat.update mister forbindelsen, efter Slack tog imod. 2 gange",
        ),
        (
            Fault("views.open", delay=1.5, share=0.125),
            "views.open svarer 1,5 sekunder for sent, før Slack tog imod. 1 gang,"
            " i 12,5 % af kaldene",
        ),
        (
            Fault("users.list", delay=1, error="fatal_error"),
            "users.list svarer 1 sekund for sent og svarer fatal_error, før Slack tog imod. 1 gang",
        ),
        (
            Fault("auth.test", status=429, error="ratelimited", retry_after=1),
            "auth.test svarer 429 og beder om 1 sekunds pause, før Slack tog imod. 1 gang",
        ),
        (
            Fault("auth.test", garbage="<html>"),
            "auth.test svarer noget, der ikke er JSON, før Slack tog imod. 1 gang",
        ),
    ],
)
def test_a_fault_is_told_in_a_sentence(fault: Fault, words: str) -> None:
    assert described(fault) == words
