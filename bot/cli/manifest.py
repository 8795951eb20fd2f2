"""`klimabot manifest`: what to paste when the app is made in Slack."""

import json

import typer

from bot.cli.words import language
from handlers.manifest import manifest


def print_manifest() -> None:
    typer.echo(json.dumps(manifest(language()), ensure_ascii=False, indent=2))
