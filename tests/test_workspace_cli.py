"""`vetting init`, `import` and `declare` as a person calls them: receipts, sentences, exit codes."""

from __future__ import annotations

import csv
import errno
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from vetting.cli import main
from vetting.store import FILE, Store

UNITS = "unit_id,country_iso3,name,parent_id\nu1,HND,1 BFE,u2\nu2,HND,Ejército,\nu3,Ruritania,=HYPERLINK(1),\n"


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    assert _run("init", folder).exit_code == 0
    return folder


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "units.csv"
    path.write_text(UNITS, encoding="utf-8")
    return path


def test_init_makes_one_file_and_refuses_to_make_it_again(case: Path) -> None:
    assert [path.name for path in case.iterdir()] == [FILE]
    again = _run("init", case)
    assert again.exit_code == 3
    assert "already" in again.stderr


def test_a_receipt_counts_rows_records_and_rejects(case: Path, units: Path) -> None:
    result = _run("import", "auto", units, "-w", case)
    assert result.exit_code == 0
    assert "units.csv: units, utf-8, 3 rows = 2 units, 1 relation; 1 row rejected" in result.stdout
    assert "3 new, 0 changed, 0 same, 0 gone" in result.stdout


def test_importing_twice_changes_nothing_and_says_so(case: Path, units: Path) -> None:
    _run("import", "auto", units, "-w", case)
    before = (case / FILE).read_bytes()
    result = _run("import", "auto", units, "-w", case)
    assert "nothing changed: all 3 records were there already" in result.stdout
    assert (case / FILE).read_bytes() == before


def test_rejected_rows_are_kept_with_their_reason_and_no_live_formula(case: Path, units: Path) -> None:
    _run("import", "units", units, "-w", case)
    with (case / "rejects.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["file"], row["line"], row["column"], row["value"]) == ("units.csv", "4", "country_iso3", "Ruritania")
    assert "not a country" in row["reason"]
    assert row["row"] == "u3,Ruritania,=HYPERLINK(1),"


def test_a_rejected_cell_that_would_run_in_a_spreadsheet_is_quoted(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("unit_id,country_iso3,name\nu1,=1+1,x\n", encoding="utf-8")
    _run("import", "units", path, "-w", case)
    with (case / "rejects.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["value"] == "'=1+1"


def test_a_receipt_as_json_holds_the_same_figures(case: Path, units: Path) -> None:
    found = json.loads(_run("import", "auto", units, "-w", case, "--json").stdout)
    assert (found["file"], found["kind"]) == ("units.csv", "units")
    assert (found["rows"], found["rejected"], found["new"]) == (3, 1, 3)
    assert found["records"] == {"units": 2, "relations": 1}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "binary"),
        (b"a,b\n1,2\n", "no known kind of file has the columns 'a', 'b'"),
        (gzip.compress(UNITS.encode(), mtime=0)[:-9], "truncated"),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_one_sentence_exit_3_and_changes_nothing(
    case: Path, units: Path, tmp_path: Path, content: bytes, says: str
) -> None:
    before = (case / FILE).read_bytes()
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    result = _run("import", "auto", units, bad, "-w", case)
    assert result.exit_code == 3
    assert says in result.stderr
    assert "bad.csv" in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert (case / FILE).read_bytes() == before


def test_an_unknown_kind_is_a_usage_error_that_lists_the_kinds(case: Path, units: Path) -> None:
    result = _run("import", "unitz", units, "-w", case)
    assert result.exit_code == 2
    assert "sfm-units" in result.stderr


def test_a_missing_workspace_is_told_before_any_file_is_read(tmp_path: Path) -> None:
    result = _run("import", "auto", tmp_path / "none.csv", "-w", tmp_path / "none")
    assert result.exit_code == 3
    assert "vetting init" in result.stderr


def test_the_encoding_used_stands_in_the_receipt(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes("unit_id,country_iso3,name\nu1,HND,Batallón Nº 1\n".encode("cp1252"))
    result = _run("import", "auto", path, "-w", case)
    assert "cp1252" in result.stdout
    assert "Windows-1252" in result.stderr
    with Store.open(case) as store:
        assert store.dataset().units[0].name == "Batallón Nº 1"


def test_a_declaration_is_kept_with_country_and_period(case: Path) -> None:
    result = _run("declare", "incidents", "--complete", "--country", "Honduras", "--from", "2010-01-01", "-w", case)
    assert result.exit_code == 0
    assert "complete for HND, 2010-01-01 to no end" in result.stdout
    with Store.open(case) as store:
        (said,) = store.declarations()
    assert (said.source, said.complete, said.country) == ("incidents", True, "HND")


@pytest.mark.parametrize(
    "arguments",
    [
        ("incidents",),
        ("gossip", "--complete"),
        ("incidents", "--complete", "--country", "Ruritania"),
        ("incidents", "--complete", "--from", "soon"),
        ("incidents", "--complete", "--from", "2012-01-01", "--to", "2011-01-01"),
    ],
)
def test_a_declaration_that_cannot_be_is_a_usage_error(case: Path, arguments: tuple[str, ...]) -> None:
    assert _run("declare", *arguments, "-w", case).exit_code == 2


@pytest.mark.parametrize("command", ["init", "import", "declare"])
def test_help_has_examples(command: str) -> None:
    assert "Examples:" in _run(command, "--help").stdout


def _commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                assert below is not None
                yield from _commands(below, (*path, name))


def test_the_help_of_every_command_shows_a_call_of_it() -> None:
    found = list(_commands(main, ("vetting",)))
    assert len(found) > 30
    for path, command in found:
        with click.Context(command, info_name=path[-1]) as context:
            lines = [line.strip() for line in command.get_help(context).splitlines()]
        called = "vetting " if len(path) == 1 else " ".join(path) + " "
        assert [line for line in lines if f"{line} ".startswith(called)], f"{' '.join(path)} --help has no example"


@pytest.mark.parametrize(
    "call",
    [
        ("match", "--units", "UNITS", "--mentions", "UNITS", "-o"),
        ("registry", "build", "--mentions", "UNITS", "-o"),
        ("registry", "page", "-w", "CASE", "--country", "XAA", "-o"),
        ("report", "html", "-w", "CASE", "-o"),
        ("rules", "show", "leahy-dod-362", "--html"),
    ],
    ids=lambda call: " ".join(call[:2]),
)
def test_a_folder_that_is_not_there_is_told_before_the_work_begins(
    call: tuple[str, ...], case: Path, units: Path, tmp_path: Path
) -> None:
    given = {"UNITS": units, "CASE": case}
    result = _run(*(given.get(word, word) for word in call), tmp_path / "nowhere" / "out")
    assert result.exit_code == 2
    assert f"the folder '{tmp_path / 'nowhere'}' is not there" in result.stderr


@pytest.mark.parametrize("named", [("rejects.csv",), ()])
def test_a_file_that_cannot_be_written_is_one_sentence_and_no_finding(
    named: tuple[str, ...], case: Path, units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", *named)

    monkeypatch.setattr("vetting.cli.workspace.write_rejects", full)
    result = _run("import", "units", units, "-w", case)
    said = ": ".join([*named, "No space left on device"])
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (3, f"vetting: {said}")
