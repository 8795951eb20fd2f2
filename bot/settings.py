"""Settings, from the environment or `.env`. Each field is the variable of the same name."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.calendar_words import Unreadable, read_days, read_quiet_hours, read_weeks, read_zone
from bot.errors import SettingImpossible, SettingsWrong

READ_BY = {
    "klimabot_timezone": read_zone,
    "klimabot_days_off": read_days,
    "klimabot_skipped_weeks": read_weeks,
    "klimabot_quiet_hours": read_quiet_hours,
}

Names = Annotated[frozenset[str], NoDecode]


class Settings(BaseSettings):
    """What can be set. The descriptions are the documentation's, too."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    slack_bot_token: SecretStr | None = Field(
        default=None, description="Appens bot-token (xoxb-…), fra OAuth & Permissions"
    )
    slack_app_token: SecretStr | None = Field(
        default=None, description="Appens token til Socket Mode (xapp-…) med connections:write"
    )
    slack_api_url: str = Field(default="https://slack.com/api/", description="Slacks Web API")
    database_url: str = Field(
        default="sqlite:///data/klimabot.db",
        description="Databasen: en SQLite-fil, eller postgresql://bruger:kode@vært/navn",
    )
    openai_api_key: SecretStr | None = Field(
        default=None, description="Nøglen til modellens server, når en sådan bruges"
    )
    openai_base_url: str | None = Field(
        default=None,
        description="Modellens server, hvis den ikke er OpenAIs: enhver, der taler som den",
    )
    klimabot_answer_model: str | None = Field(
        default=None,
        description="Modellen, der formulerer svar, ved sit navn på serveren; uden den svarer"
        " Klimabot med kildernes egne sætninger",
    )
    klimabot_answer_seconds: float = Field(
        default=20, gt=0, description="Så længe venter vi på modellens første ord"
    )
    klimabot_answer_longest_seconds: float = Field(
        default=60, gt=0, description="Så længe må modellen i alt være om et svar"
    )
    klimabot_questions_per_person: int = Field(
        default=2,
        gt=0,
        description="Så mange spørgsmål formulerer modellen svar på ad gangen til én",
    )
    klimabot_questions_per_municipality: int = Field(
        default=6,
        gt=0,
        description="Så mange ad gangen til én kommune, én partner eller sekretariatet",
    )
    klimabot_tokens_per_person: int = Field(
        default=200_000,
        gt=0,
        description="Så mange tokens må modellen bruge på én person om måneden",
    )
    klimabot_tokens_per_municipality: int = Field(
        default=1_000_000,
        gt=0,
        description="Så mange om måneden på én kommune, én partner eller sekretariatet",
    )
    klimabot_embedding_model: str = Field(
        default="local",
        description="Søgning efter mening: local (den, der følger med), none (kun ord)"
        " eller en models navn på serveren",
    )
    klimabot_index_folder: str = Field(
        default="data/index", description="Søgeindeksets kopi på disken; den kan slettes frit"
    )
    klimabot_language: str = Field(
        default="da",
        pattern="^(da|en)$",
        description="Sproget, når et spørgsmål ikke røber sit: da, en",
    )
    klimabot_timezone: str = Field(
        default="Europe/Copenhagen",
        description="Alliancens tidszone: her begynder en måned, og her er klokken, hvad den er",
    )
    klimabot_days_off: str = Field(
        default="5/6,24/12,31/12",
        description="Fridage hvert år ud over helligdagene, som dag/måned, eller none",
    )
    klimabot_skipped_weeks: str = Field(
        default="7,28-31,42,jul",
        description="Uger, hvor der hverken spørges eller rykkes: numre, jul (ugerne med en"
        " hverdag fra 24. til 31. december) eller none",
    )
    klimabot_quiet_hours: str = Field(
        default="17-8",
        description="De timer, hvor Klimabot ikke skriver uden at være spurgt, eller none",
    )
    klimabot_admins: Names = Field(
        default=frozenset(),
        description="Sekretariatet: Slack-id'er eller e-mails, adskilt af komma",
    )
    klimabot_channels: Names = Field(
        default=frozenset(),
        description="Alliancens kanaler (Slack-id'er), hvor alle må læse det, alliancen deler",
    )
    klimabot_clock_url: str | None = Field(
        default=None, description="Et ur at følge i stedet for maskinens, til demo og test"
    )
    klimabot_lease_seconds: float = Field(
        default=30, gt=0, description="Så længe må en proces holde på et stykke arbejde"
    )
    klimabot_call_seconds: float = Field(
        default=10,
        gt=0,
        description="Så længe må et kald til Slack tage; højst en tredjedel af ovenfor",
    )
    klimabot_resend_seconds: float = Field(
        default=60, gt=0, description="Ventetid, før en besked med uvis skæbne sendes igen"
    )
    klimabot_keep_payloads_days: float = Field(
        default=30, gt=0, description="Så længe gemmes det, folk skrev, i indbakken efter svaret"
    )
    klimabot_operations_port: int | None = Field(
        default=None,
        gt=0,
        lt=65_536,
        description="Porten på 127.0.0.1 for /health, /ready og /metrics; uden den er de der ikke",
    )

    @field_validator(*READ_BY)
    @classmethod
    def can_be_read(cls, value: str, info: ValidationInfo) -> str:
        name = info.field_name or ""
        try:
            READ_BY[name](value)
        except Unreadable as error:
            nearest = error.nearest
            raise SettingImpossible(error.key, names=name.upper(), nearest=nearest) from None
        return value

    @field_validator("klimabot_admins", "klimabot_channels", mode="before")
    @classmethod
    def split_at_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(part.strip() for part in value.split(",") if part.strip())
        return value


def load_settings() -> Settings:
    """Read the settings; KLIMABOT_ENV_FILE names another file than `.env`.

    Raises SettingsWrong, which names the variable and never its value; SettingImpossible says also
    why, and what would do.
    """
    file = Path(os.environ.get("KLIMABOT_ENV_FILE", ".env"))
    try:
        return Settings(_env_file=file)  # type: ignore[call-arg]
    except ValidationError as error:
        names = sorted({str(part["loc"][0]).upper() for part in error.errors()})
        raise SettingsWrong(names=", ".join(names)) from None
