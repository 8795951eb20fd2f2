"""What the processes of the demo find in their environment: nothing that is meant for real."""

import os
from collections.abc import Mapping

from bot.asking.model import need_model
from bot.settings import load_settings

OURS = ("KLIMABOT_", "SLACK_", "OPENAI_", "DATABASE_URL")
CHANNEL = "C0ALLIANCEN"  # as in the playground's seed
ADMIN = "sekretariatet@dk2020.example"


def machine() -> Mapping[str, str]:
    """The machine's, less what is meant for a real workspace, `.env` included."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"KLIMABOT_ENV_FILE": os.devnull}


def bot(address: str, model: Mapping[str, str]) -> Mapping[str, str]:
    """The bot's, whose workspace is the playground at an address."""
    return {
        **machine(),
        **model,
        "SLACK_BOT_TOKEN": "xoxb-playground",
        "SLACK_APP_TOKEN": "xapp-playground",
        "SLACK_API_URL": f"{address}/api/",
        "KLIMABOT_ADMINS": ADMIN,
        "KLIMABOT_CHANNELS": CHANNEL,
        "KLIMABOT_CLOCK_URL": f"{address}/clock",
    }


def model() -> Mapping[str, str]:
    """The model that the settings name, `.env` included. Raises ModelMissing."""
    settings = load_settings()
    name, key = need_model(settings)
    return {
        "OPENAI_API_KEY": key,
        "OPENAI_BASE_URL": settings.openai_base_url or "",
        "KLIMABOT_ANSWER_MODEL": name,
        "KLIMABOT_ANSWER_SECONDS": str(settings.klimabot_answer_seconds),
        "KLIMABOT_ANSWER_LONGEST_SECONDS": str(settings.klimabot_answer_longest_seconds),
    }
