import aiohttp
import pytest

from bot.errors import SlackRefused
from handlers import workspace
from handlers.workspace import Home, check_app_token, identify, web_client
from playground import Playground
from playground.web_api.faults import Fault


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "RETRY_SECONDS", 0.01)


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"drop": True},
        {"error": "internal_error"},
        {"status": 429, "error": "ratelimited"},
        {"garbage": "<html>Vi er straks tilbage</html>"},
    ],
)
async def test_slack_is_asked_until_it_answers(
    playground: Playground, http: aiohttp.ClientSession, fault: dict[str, object]
) -> None:
    playground.faults.add(Fault("auth.test", times=3, **fault))  # type: ignore[arg-type]
    client = web_client(f"{playground.address}/api/", http, "xoxb-playground")

    assert await identify(client) == Home("T0DK2020", "U0KLIMABOT", "B0KLIMABOT")


async def test_a_token_that_is_refused_is_told_with_its_setting(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    url = f"{playground.address}/api/"

    with pytest.raises(SlackRefused) as bot:
        await identify(web_client(url, http, "xoxb-forkert"))
    with pytest.raises(SlackRefused) as app:
        await check_app_token(web_client(url, http, None), "xapp-forkert")

    assert bot.value.values == {"code": "invalid_auth", "setting": "SLACK_BOT_TOKEN"}
    assert app.value.values == {"code": "invalid_auth", "setting": "SLACK_APP_TOKEN"}


async def test_a_good_app_token_is_good(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    client = web_client(f"{playground.address}/api/", http, None)

    await check_app_token(client, "xapp-playground")


@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"drop": True}, {"error": "internal_error"}, {"status": 503}]
)
async def test_slack_is_asked_of_the_app_token_too_until_it_answers(
    playground: Playground, http: aiohttp.ClientSession, fault: dict[str, object]
) -> None:
    asked: list[None] = []
    playground.faults.add(
        Fault(
            "apps.connections.open",
            times=3,
            happens=lambda: asked.append(None),
            **fault,  # type: ignore[arg-type]
        )
    )
    client = web_client(f"{playground.address}/api/", http, None)

    await check_app_token(client, "xapp-playground")

    assert len(asked) == 3


@pytest.mark.parametrize("code", ["account_inactive", "token_revoked", "not_authed"])
async def test_what_no_waiting_mends_is_not_waited_for(
    playground: Playground, http: aiohttp.ClientSession, code: str
) -> None:
    playground.faults.add(Fault("auth.test", error=code))
    client = web_client(f"{playground.address}/api/", http, "xoxb-playground")

    with pytest.raises(SlackRefused) as caught:
        await identify(client)

    assert caught.value.values["code"] == code
