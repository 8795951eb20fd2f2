"""The `klimabot` command."""

import sys

import typer

from bot.cli import actions, ask, db, demo, doctor, evaluate, ingest, members, run, withdraw
from bot.cli import manifest as manifest_command
from bot.cli.words import say, say_error
from bot.logs import log_to_stderr
from storage.engine import DATABASE_ERRORS
from storage.terms import KlimabotError

FAULT = 2  # exit code

app = typer.Typer(
    no_args_is_help=True,
    help=say("cli.help"),
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("demo", help=say("cli.demo"))(demo.demo)
app.command("run", help=say("cli.run"))(run.run)
app.command("ask", help=say("cli.ask"))(ask.ask)
app.command("ingest", help=say("cli.ingest"))(ingest.ingest)
app.command("withdraw", help=say("cli.withdraw"))(withdraw.withdraw)
app.add_typer(members.app, name="members", help=say("cli.members"))
app.add_typer(actions.app, name="actions", help=say("cli.actions"))
app.command("doctor", help=say("cli.doctor"))(doctor.doctor)
app.command("manifest", help=say("cli.manifest"))(manifest_command.print_manifest)
app.command("evaluate", help=say("cli.evaluate"))(evaluate.evaluate)
app.add_typer(db.app, name="db", help=say("cli.db"))


def main() -> None:
    """Run the command; an error that a person may read is told in a sentence, with exit code 2."""
    log_to_stderr()
    try:
        app()
    except KlimabotError as error:
        say_error(error)
        sys.exit(FAULT)
    except DATABASE_ERRORS as error:
        typer.echo(say("doctor.database_away", error=type(error).__name__), err=True)
        sys.exit(FAULT)


__all__ = ["app", "main"]
