import asyncio
import json
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from unittest.mock import AsyncMock

import pytest
from typer import Exit

from bot.asking.answer import Answer, Mode, Verdict
from bot.cli.ask import ask
from bot.knowledge.publish import starter_pages
from handlers.manifest import manifest
from playground import Playground, load
from playground.web_api.faults import Fault
from tests.model_server import answer, model_server

PRIVATE = """---
title: Intern note
organisation: "630"
visibility: own
---
# Biogas

Forhandlingerne om biogasanlægget i Give er gået i stå.
"""


class Shell:
    """The command as scripts meet it: a process with an environment and a folder of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        words_alone = {"KLIMABOT_ENV_FILE": os.devnull, "KLIMABOT_EMBEDDING_MODEL": "none"}
        self.environment = {**os.environ, **words_alone, **environment}

    async def run(self, *arguments: str) -> tuple[int, str, str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=self.folder,
            env=self.environment | {"PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
        return process.returncode or 0, out.decode(), err.decode()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture(scope="session")
def starter_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter")
    asyncio.run(Shell(folder).run("ingest", "--starter"))
    return folder / "data"


@pytest.fixture
def filled(shell: Shell, starter_data: Path) -> Shell:
    shutil.copytree(starter_data, shell.folder / "data")
    return shell


async def test_a_script_asks_and_reads_json(filled: Shell) -> None:
    code, out, _ = await filled.run("ask", "hvem er gode til vådområder?", "--json")

    answer = json.loads(out)
    assert code == 0
    assert answer["answered"] is True
    assert answer["verdict"] == "answer"
    assert answer["mode"] == "extract"
    assert answer["language"] == "da"
    assert answer["citations"][0]["organisation"] == "Assens Kommune"
    assert answer["citations"][0]["date"] is None


async def test_a_person_reads_sentences(filled: Shell) -> None:
    code, out, _ = await filled.run("ask", "hvem er gode til vådområder?")

    assert code == 0
    assert "[1] Klimabots resumé om Assens, efter Assens Kommune (udateret)" in out


async def test_the_register_is_asked_on_a_municipality_s_behalf(filled: Shell) -> None:
    (filled.folder / "members.csv").write_text(
        "email,organisation,role\nklimakoordinator@vejle.dk,Vejle,koordinator\n"
    )
    await filled.run("members", "import", "members.csv")
    question = "hvem er koordinator i Vejle?"

    _, for_all, _ = await filled.run("ask", question)
    code, for_koege, _ = await filled.run("ask", question, "--as", "Køge")

    assert "klimakoordinator@vejle.dk" not in for_all
    assert code == 0
    assert for_koege.strip() == (
        "I Vejle Kommune kan du skrive til klimakoordinator@vejle.dk (koordinator)."
    )


async def test_what_the_register_says_is_told_to_scripts(filled: Shell) -> None:
    code, out, _ = await filled.run("ask", "er Odense med i alliancen?", "--json")

    answer = json.loads(out)
    assert code == 0
    assert (answer["verdict"], answer["mode"], answer["citations"]) == ("no", "register", [])
    assert answer["answered"] is True


def test_a_personal_number_in_a_question_goes_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = AsyncMock(return_value=Answer(Verdict.NOT_FOUND, Mode.EXTRACT, "", "da"))
    monkeypatch.setattr("bot.cli.ask._ask", asked)

    with pytest.raises(Exit):
        ask("hvad ejer 010190-1234?")

    asked.assert_called_once_with("hvad ejer [cpr]?", None)


async def test_not_found_is_exit_code_one(filled: Shell) -> None:
    code, out, _ = await filled.run("ask", "hvordan laver man lasagne?", "--json")

    assert code == 1
    assert json.loads(out)["verdict"] == "not_found"
    assert json.loads(out)["answered"] is False


async def test_an_empty_knowledge_is_a_fault_that_says_what_to_do(shell: Shell) -> None:
    code, _, err = await shell.run("ask", "hvem er gode til vådområder?")

    assert code == 2
    assert "klimabot ingest --starter" in err


async def test_a_municipality_s_own_is_found_only_on_its_behalf(filled: Shell) -> None:
    (filled.folder / "note.md").write_text(PRIVATE, encoding="utf-8")
    await filled.run("ingest", "note.md")
    question = "hvorfor er biogasanlægget i Give gået i stå?"

    assert (await filled.run("ask", question))[0] == 1
    assert (await filled.run("ask", question, "--as", "Assens"))[0] == 1
    code, out, _ = await filled.run("ask", question, "--as", "Vejle Kommune")

    assert code == 0
    assert "Vejle Kommune, Intern note" in out


async def test_an_unknown_municipality_is_a_fault(filled: Shell) -> None:
    code, _, err = await filled.run("ask", "hvad?", "--as", "Andeby")

    assert code == 2
    assert "Jeg kender ingen kommune eller partner, der hedder Andeby." in err


async def test_ingesting_again_changes_nothing(filled: Shell) -> None:
    code, out, _ = await filled.run("ingest", "--starter")

    assert code == 0
    pages = len(starter_pages())
    assert out.strip() == f"0 nye, 0 ændrede, {pages} uændrede, 0 kunne ikke læses."


async def test_a_file_that_cannot_be_read_is_named_and_the_others_are_kept(shell: Shell) -> None:
    (shell.folder / "plan.pdf").write_bytes(b"%PDF-1.7")
    (shell.folder / "note.md").write_text(PRIVATE, encoding="utf-8")

    code, out, err = await shell.run("ingest", "plan.pdf", "note.md", "mangler.md")

    assert code == 2
    assert "plan.pdf er beskadiget" in err
    assert "mangler.md kan ikke åbnes" in err
    assert out.strip() == "1 nye, 0 ændrede, 0 uændrede, 2 kunne ikke læses."


async def test_members_are_confirmed_from_a_list(shell: Shell) -> None:
    (shell.folder / "folk.csv").write_text(
        "email,organisation,role\nklimakoordinator@assens.dk,Assens,koordinator\n", "utf-8"
    )

    code, out, _ = await shell.run("members", "import", "folk.csv")

    assert (code, out.strip()) == (0, "1 er bekræftet.")


async def test_a_wrong_line_confirms_nobody(shell: Shell) -> None:
    (shell.folder / "folk.csv").write_text(
        "email,organisation,role\na@assens.dk,Assens,koordinator\nb@x.dk,Andeby,leder\n", "utf-8"
    )

    code, _, err = await shell.run("members", "import", "folk.csv")

    assert code == 2
    assert err.strip() == "Linje 3: den organisation kender jeg ikke. Ingen er bekræftet."


async def test_a_demo_with_a_model_says_what_it_needs_of_it(shell: Shell) -> None:
    shell.environment["OPENAI_API_KEY"] = "hemmelig"

    code, out, err = await shell.run("demo", "--model")

    assert (code, out) == (2, "")
    assert err.startswith("Jeg kan ikke svare med en model, før du har sat KLIMABOT_ANSWER_MODEL i")
    assert "hemmelig" not in err


async def test_answers_are_measured_without_a_model_unless_one_is_asked_for(filled: Shell) -> None:
    async with model_server(lambda told: answer("not_found")) as server:
        filled.environment |= {
            "OPENAI_API_KEY": "hemmelig",
            "OPENAI_BASE_URL": server.address,
            "KLIMABOT_ANSWER_MODEL": "lille-model",
        }
        _, without, _ = await filled.run("evaluate", "--most", "3")
        assert server.asked == []

        code, out, _ = await filled.run("evaluate", "--most", "3", "--with-model")
        assert 1 <= len(server.asked) <= 3

    assert "model" not in without
    figures = {line.split("\t")[1]: line.split("\t")[2:] for line in out.splitlines()}
    assert code == 0
    assert figures["tokens"] == ["980.0", "980.0"]
    assert figures["fell_back"][0] == "0.0"


async def test_without_tokens_run_says_which_are_missing(shell: Shell) -> None:
    code, _, err = await shell.run("run")

    assert code == 2
    assert "SLACK_BOT_TOKEN, SLACK_APP_TOKEN" in err


async def test_a_wrong_setting_is_named_and_its_value_is_not(tmp_path: Path) -> None:
    shell = Shell(tmp_path, KLIMABOT_LEASE_SECONDS="hemmelig")

    code, _, err = await shell.run("run")

    assert code == 2
    assert "KLIMABOT_LEASE_SECONDS" in err
    assert "hemmelig" not in err


async def test_the_manifest_is_json_to_paste(shell: Shell) -> None:
    code, out, _ = await shell.run("manifest")

    assert code == 0
    assert json.loads(out)["display_information"]["name"] == "Klimabot"


async def test_the_doctor_names_everything_that_is_missing(shell: Shell) -> None:
    code, out, _ = await shell.run("doctor")

    assert code == 1
    assert [line[0] for line in out.splitlines()] == ["✗", "✓", "✗", "✗"]
    assert "kun på ord" in out
    assert "klimabot ingest --starter" in out
    assert "SLACK_BOT_TOKEN mangler" in out
    assert "SLACK_APP_TOKEN mangler" in out


async def test_the_doctor_finds_all_well_or_what_is_wrong_in_slack(
    tmp_path: Path, starter_data: Path
) -> None:
    playground = Playground([load("alliance", manifest("da"))])
    await playground.start()
    shell = Shell(
        tmp_path,
        SLACK_BOT_TOKEN="xoxb-playground",
        SLACK_APP_TOKEN="xapp-playground",
        SLACK_API_URL=f"{playground.address}/api/",
        KLIMABOT_CHANNELS="C0ALLIANCEN",
    )
    shutil.copytree(starter_data, tmp_path / "data")

    well = await shell.run("doctor")
    playground.faults.add(Fault("auth.test", error="invalid_auth"))
    refused = await shell.run("doctor")
    shell.environment["KLIMABOT_CHANNELS"] = "C0KAFFE,C0UKENDT"
    outside = await shell.run("doctor")
    await playground.stop()

    assert well[0] == 0
    assert "Jeg er med i kanalen alliancen." in well[1]
    assert well[1].strip().endswith("Alt er i orden.")
    assert refused[0] == 1
    assert "SLACK_BOT_TOKEN virker ikke (invalid_auth)" in refused[1]
    assert "Jeg er ikke med i kanalen kaffestuen." in outside[1]
    assert "Kanalen C0UKENDT i KLIMABOT_CHANNELS kan jeg ikke se (channel_not_found)" in outside[1]


async def test_a_database_that_is_away_is_told_in_a_sentence(tmp_path: Path) -> None:
    shell = Shell(tmp_path, DATABASE_URL="postgresql://nobody:hemmelig@127.0.0.1:1/klima")

    code, _, err = await shell.run("ask", "hvem er gode til vådområder?")

    assert code == 2
    assert err.startswith("Databasen kan ikke åbnes (OperationalError). Kontrollér DATABASE_URL.")
    assert "hemmelig" not in err


async def test_run_stops_at_a_signal_even_while_slack_is_away(tmp_path: Path) -> None:
    environment = os.environ | {
        "KLIMABOT_ENV_FILE": os.devnull,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "SLACK_BOT_TOKEN": "xoxb-playground",
        "SLACK_APP_TOKEN": "xapp-playground",
        "SLACK_API_URL": "http://127.0.0.1:1/api/",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=tmp_path,
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    assert b"slack.away" in await asyncio.wait_for(process.stderr.readline(), 30)

    process.terminate()

    assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_what_was_ingested_by_mistake_is_taken_out_and_may_have_another_owner(
    shell: Shell,
) -> None:
    (shell.folder / "note.txt").write_text("Biogasanlægget i Give er gået i stå.", "utf-8")
    await shell.run("ingest", "note.txt", "--owner", "Køge")

    refused = await shell.run("ingest", "note.txt", "--owner", "Vejle")
    code, out, _ = await shell.run("withdraw", "note.txt")
    _, again, _ = await shell.run("ingest", "note.txt", "--owner", "Vejle")

    assert (refused[0], "note.txt hører allerede til en anden" in refused[2]) == (2, True)
    assert (code, out.strip()) == (0, "1 er taget ud.")
    assert again.strip() == "1 nye, 0 ændrede, 0 uændrede, 0 kunne ikke læses."


async def test_taking_out_what_is_not_known_is_a_fault_and_nothing_is_taken_out(
    shell: Shell,
) -> None:
    (shell.folder / "note.txt").write_text("Biogasanlægget i Give er gået i stå.", "utf-8")
    await shell.run("ingest", "note.txt")

    code, out, err = await shell.run("withdraw", "note.txt", "mangler.txt")
    _, again, _ = await shell.run("ingest", "note.txt")

    assert (code, out) == (2, "")
    assert err.strip().startswith("Jeg kan ikke se, hvilket dokument mangler.txt er.")
    assert again.strip() == "0 nye, 0 ændrede, 1 uændrede, 0 kunne ikke læses."


async def test_flags_say_whose_a_folder_is_and_what_it_holds(shell: Shell) -> None:
    (shell.folder / "referater").mkdir()
    for name in ("marts", "april"):
        (shell.folder / "referater" / f"{name}.txt").write_text(f"Mødet i {name}.", "utf-8")

    flags = ("--owner", "Køge", "--kind", "referat", "--date", "2026-04")
    code, out, _ = await shell.run("ingest", "referater", *flags)
    _, again, _ = await shell.run("ingest", "referater", *flags)
    _, changed, _ = await shell.run("ingest", "referater", *flags, "--visibility", "own")

    assert (code, out.strip()) == (0, "2 nye, 0 ændrede, 0 uændrede, 0 kunne ikke læses.")
    assert again.strip() == "0 nye, 0 ændrede, 2 uændrede, 0 kunne ikke læses."
    assert changed.strip() == "0 nye, 2 ændrede, 0 uændrede, 0 kunne ikke læses."


async def test_what_is_not_found_by_meaning_yet_is_said(shell: Shell) -> None:
    (shell.folder / "referat.txt").write_text("Mødet i marts.", "utf-8")
    nobody = {"OPENAI_API_KEY": "n", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    shell.environment |= {"KLIMABOT_EMBEDDING_MODEL": "m", **nobody}

    code, out, err = await shell.run("ingest", "referat.txt")

    assert (code, out.strip()) == (0, "1 nye, 0 ændrede, 0 uændrede, 0 kunne ikke læses.")
    assert "Jeg fik ikke alt gjort klar til søgning efter mening (1 tilbage)." in err


async def test_a_flag_with_an_unknown_word_is_a_fault_before_anything_is_read(
    shell: Shell,
) -> None:
    code, out, err = await shell.run("ingest", ".", "--kind", "avis")

    assert (code, out) == (2, "")
    assert "Skriv klimaplan, indsatskatalog" in err


async def test_a_partner_sees_nothing_that_is_for_municipalities(shell: Shell) -> None:
    page = (
        "---\norganisation: Køge\nvisibility: municipalities\n---\nKøge forhandler om vindmøller."
    )
    (shell.folder / "note.md").write_text(page, "utf-8")
    await shell.run("ingest", "note.md")

    assert (await shell.run("ask", "hvad forhandler Køge om?", "--as", "Realdania"))[0] == 1
    assert (await shell.run("ask", "hvad forhandler Køge om?", "--as", "Vejle"))[0] == 0


@pytest.mark.parametrize("command", ["ingest", "withdraw"])
async def test_an_empty_path_is_not_the_folder_where_we_are(shell: Shell, command: str) -> None:
    (shell.folder / "note.md").write_text("Assens planter skov.", "utf-8")

    code, _, err = await shell.run(command, "")

    assert code == 2
    assert "Stien er tom." in err


async def test_an_index_that_cannot_be_kept_answers_all_the_same(filled: Shell) -> None:
    filled.environment["KLIMABOT_INDEX_FOLDER"] = os.devnull + "/index"

    assert (await filled.run("ask", "hvem er gode til vådområder?"))[0] == 0


async def test_whoever_adds_documents_reads_who_will_see_them(shell: Shell) -> None:
    (shell.folder / "note.md").write_text("Assens planter skov.", "utf-8")

    assert "Hele alliancen kan se det nye" in (await shell.run("ingest", "note.md"))[2]
    (shell.folder / "mere.md").write_text("Assens planter mere skov.", "utf-8")
    closed = await shell.run("ingest", "mere.md", "--owner", "Assens", "--visibility", "own")
    assert "Hele alliancen" not in closed[2]


OWN_SHEET = """Klimaplan 2020;;;
Nr.;Tiltag;CO2-effekt (ton/år);Status
1;Udtagning af lavbundsjord;1.250,5;Igangværende
2;Ladestandere ved rådhuset;mange;Planlagt
"""


async def test_a_municipality_s_own_sheet_is_told_kept_and_written_again(shell: Shell) -> None:
    (shell.folder / "køge.csv").write_text(OWN_SHEET, "utf-8")
    brings_in = ("actions", "import", "køge.csv", "--as", "Køge")

    refused, said, why = await shell.run(*brings_in)
    partly, _, _ = await shell.run(*brings_in, "--partial")
    _, written, _ = await shell.run("actions", "export", "indsatser.csv", "--as", "Køge")
    again, unchanged, _ = await shell.run("actions", "import", "indsatser.csv")

    assert (refused, partly, again) == (2, 2, 0)
    assert "CO2-effekt (ton/år): Effekt (ton CO2e om året)\n" in said
    assert "Ny: Køge Kommune, 1 Udtagning af lavbundsjord\n" in said
    assert said.endswith("Intet er gemt.\n")
    assert why.startswith("Række 4, CO2-effekt (ton/år): Skriv effekten som et tal på dansk")
    assert written == "Indsatser skrevet til indsatser.csv: 1.\n"
    assert "Køge Kommune;1;Udtagning af lavbundsjord;" in (
        shell.folder / "indsatser.csv"
    ).read_text("utf-8-sig")
    assert unchanged.endswith("Gemt: 0 nye, 0 ændrede. Uændrede: 1.\n")


async def test_a_row_about_a_closed_action_says_that_it_opens_it_again(shell: Shell) -> None:
    (shell.folder / "køge.csv").write_text("Nr.;Indsats\n1;Delebiler\n", "utf-8")
    await shell.run("actions", "import", "køge.csv", "--as", "Køge")
    with closing(sqlite3.connect(shell.folder / "data" / "klimabot.db")) as database, database:
        database.execute("UPDATE action SET closed_at = '2026-11-30 08:00:00'")

    _, exported, _ = await shell.run("actions", "export", "alle.csv")
    code, said, _ = await shell.run("actions", "import", "køge.csv", "--as", "Køge")

    assert exported == "Indsatser skrevet til alle.csv: 0.\n"
    assert code == 0
    assert "Åbnes igen: Køge Kommune, 1 Delebiler, som er lukket\n" in said
    assert said.endswith("Gemt: 0 nye, 1 ændrede. Uændrede: 0.\n")


async def test_the_starter_has_actions_each_with_its_source(filled: Shell) -> None:
    await filled.run("actions", "export", "alle.csv")

    rows = (filled.folder / "alle.csv").read_text("utf-8-sig").splitlines()
    assert any(row.startswith("Køge Kommune;;Køge Dige;") for row in rows)
    assert all(row.split(";")[-3] for row in rows if row), "an action without its source"


async def test_a_sheet_that_is_none_is_answered_in_a_sentence(shell: Shell) -> None:
    (shell.folder / "plan.pdf").write_bytes(b"%PDF-1.7")

    code, _, said = await shell.run("actions", "import", "plan.pdf", "--as", "Køge")

    assert code == 2
    assert said == "plan.pdf er ikke et regneark. Jeg læser indsatser fra XLSX og CSV.\n"


async def test_what_cannot_be_written_is_answered_in_a_sentence(shell: Shell) -> None:
    code, _, said = await shell.run("actions", "template", "ikke-her/skabelon.xlsx")

    assert (code, said) == (2, "Jeg kan ikke skrive til ikke-her/skabelon.xlsx.\n")
