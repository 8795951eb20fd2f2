from pathlib import Path

import pytest

from bot.errors import SettingsWrong
from bot.settings import load_settings


def test_without_anything_set_the_defaults_count() -> None:
    settings = load_settings()

    assert settings.database_url == "sqlite:///data/klimabot.db"
    assert settings.slack_bot_token is None
    assert settings.klimabot_admins == frozenset()


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLIMABOT_ADMINS", " U0SEKRETARIAT, sekretariatet@dk2020.example ,")

    assert load_settings().klimabot_admins == {"U0SEKRETARIAT", "sekretariatet@dk2020.example"}


def test_an_empty_value_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    monkeypatch.setenv("KLIMABOT_LANGUAGE", "")

    assert load_settings().slack_bot_token is None
    assert load_settings().klimabot_language == "da"


def test_a_file_is_read_and_the_environment_comes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "klima.env"
    file.write_text("KLIMABOT_LANGUAGE=en\nKLIMABOT_CHANNELS=C1\n")
    monkeypatch.setenv("KLIMABOT_ENV_FILE", str(file))
    monkeypatch.setenv("KLIMABOT_CHANNELS", "C2")

    settings = load_settings()

    assert settings.klimabot_language == "en"
    assert settings.klimabot_channels == {"C2"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KLIMABOT_LANGUAGE", "svensk"),
        ("KLIMABOT_LEASE_SECONDS", "-1"),
        ("KLIMABOT_RESEND_SECONDS", "hemmelig"),
        ("KLIMABOT_TIMEZONE", "Europa/Koebenhavn"),
        ("KLIMABOT_TIMEZONE", "../Copenhagen"),
        ("KLIMABOT_TOKENS_PER_PERSON", "0"),
    ],
)
def test_a_wrong_value_is_told_by_its_name_alone(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsWrong) as caught:
        load_settings()

    assert caught.value.values == {"names": name}
    assert value not in f"{caught.value} {caught.value.values}"


def test_tokens_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-hemmelig")

    assert "hemmelig" not in repr(load_settings())
