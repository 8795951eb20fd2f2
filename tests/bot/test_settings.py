from pathlib import Path

import pytest

from bot.errors import SettingImpossible, SettingsWrong
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


@pytest.mark.parametrize(
    ("name", "value", "key", "nearest"),
    [
        ("KLIMABOT_TIMEZONE", "Europa/Koebenhavn", "setting.time_zone", "Europe/Copenhagen"),
        ("KLIMABOT_TIMEZONE", "../Copenhagen", "setting.time_zone", "Europe/Copenhagen"),
        ("KLIMABOT_TIMEZONE", "Nuuk", "setting.time_zone", "America/Nuuk"),
        ("KLIMABOT_DAYS_OFF", "5/6,31/9", "setting.days", "30/9"),
        ("KLIMABOT_DAYS_OFF", "24/13", "setting.days", "24/12"),
        ("KLIMABOT_DAYS_OFF", "grundlovsdag", "setting.days", "5/6"),
        ("KLIMABOT_SKIPPED_WEEKS", "7,54", "setting.weeks", "53"),
        ("KLIMABOT_SKIPPED_WEEKS", "0", "setting.weeks", "1"),
        ("KLIMABOT_SKIPPED_WEEKS", "31-28", "setting.weeks", "28-31"),
        ("KLIMABOT_SKIPPED_WEEKS", "juli", "setting.weeks", "jul"),
        ("KLIMABOT_SKIPPED_WEEKS", "1-52", "setting.weeks_too_many", "26"),
        ("KLIMABOT_QUIET_HOURS", "17-25", "setting.quiet_hours", "17-23"),
        ("KLIMABOT_QUIET_HOURS", "om natten", "setting.quiet_hours", "17-8"),
        ("KLIMABOT_QUIET_HOURS", "8-8", "setting.quiet_hours_all_day", "none"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_with_the_reason_and_the_nearest_that_would_do(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, key: str, nearest: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingImpossible) as caught:
        load_settings()

    assert caught.value.key == key
    assert caught.value.values == {"names": name, "nearest": nearest}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KLIMABOT_DAYS_OFF", "29/2, 1/5"),
        ("KLIMABOT_DAYS_OFF", "none"),
        ("KLIMABOT_SKIPPED_WEEKS", "53, Jul"),
        ("KLIMABOT_SKIPPED_WEEKS", "ingen"),
        ("KLIMABOT_QUIET_HOURS", "24-6"),
        ("KLIMABOT_QUIET_HOURS", "none"),
        ("KLIMABOT_TIMEZONE", "America/Nuuk"),
    ],
)
def test_a_calendar_may_be_another(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    assert getattr(load_settings(), name.lower()) == value


def test_tokens_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-hemmelig")

    assert "hemmelig" not in repr(load_settings())
