"""What the demo's bot finds in its environment: nothing real, and a model when one is meant."""

import os
from pathlib import Path

import pytest

from bot.cli.demo_environment import bot, machine, model
from bot.errors import ModelMissing

ADDRESS = "http://127.0.0.1:8420"
NAMED = {
    "OPENAI_API_KEY": "hemmelig",
    "OPENAI_BASE_URL": "http://127.0.0.1:8000/v1",
    "KLIMABOT_ANSWER_MODEL": "lille-model",
}


@pytest.fixture(params=["environment", ".env"])
def named(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model's server, in the environment or in `.env`."""
    if request.param == ".env":
        lines = [f"{name}={value}" for name, value in NAMED.items()]
        Path(os.environ["KLIMABOT_ENV_FILE"]).write_text("\n".join(lines), "utf-8")
    else:
        for name, value in NAMED.items():
            monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("named")
def test_the_machine_s_model_is_not_the_demo_s() -> None:
    assert not NAMED.keys() & machine().keys()
    assert not NAMED.keys() & bot(ADDRESS, {}).keys()
    assert bot(ADDRESS, {})["KLIMABOT_ENV_FILE"] == os.devnull


@pytest.mark.usefixtures("named")
def test_unless_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-a-real-one")
    monkeypatch.setenv("KLIMABOT_ANSWER_SECONDS", "90")

    told = bot(ADDRESS, model())

    assert told.items() >= NAMED.items()
    assert told["KLIMABOT_ANSWER_SECONDS"] == "90.0"
    assert told["SLACK_BOT_TOKEN"] == "xoxb-playground"


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "KLIMABOT_ANSWER_MODEL"])
def test_what_is_missing_for_it_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    file = Path(os.environ["KLIMABOT_ENV_FILE"])
    if file.exists():
        file.write_text(file.read_text("utf-8").replace(f"{name}=", "NOGET_ANDET="), "utf-8")
    monkeypatch.delenv(name, raising=False)

    with pytest.raises(ModelMissing) as missing:
        model()

    assert missing.value.values == {"names": name}
