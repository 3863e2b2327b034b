"""A hostile folder of rules is refused with clear errors, at a cost that is bounded: counted as work, not as time."""

from __future__ import annotations

import os
import shutil
import tracemalloc
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vetting import law
from vetting.cli import main
from vetting.errors import RuleError
from vetting.law import folder as folders
from vetting.law import loading, yaml_text
from vetting.law.cases import MAX_CASES, read_cases
from vetting.law.linting import lint
from vetting.law.metering import Meter
from vetting.law.proving import prove
from vetting.law.reader import MAX_FINDINGS

SHIPPED = law.shipped_rules()
#: Pieces of YAML that the shipped parameters, read beside any folder, and a few lines of a file come to.
SMALL = 300
NAME = "ind-host-unit-unnamed"
RULE = (SHIPPED / "indicators" / f"{NAME}.yaml").read_text(encoding="utf-8")
CASES = (SHIPPED / "cases" / "indicators" / f"{NAME}.yaml").read_text(encoding="utf-8")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A sound folder of one rule, to be spoiled."""
    folder = tmp_path / "pack"
    (folder / "cases" / "indicators").mkdir(parents=True)
    (folder / f"{NAME}.yaml").write_text(RULE, encoding="utf-8")
    (folder / "cases" / "indicators" / f"{NAME}.yaml").write_text(CASES, encoding="utf-8")
    return folder


class Work:
    """What reading cost: pieces of YAML, and near words looked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pieces = self.suggestions = 0
        piece, matches = yaml_text._piece, law.loading.did_you_mean.__globals__["difflib"].get_close_matches

        def counted(*args: object) -> object:
            self.pieces += 1
            return piece(*args)  # type: ignore[arg-type]

        def looked_for(*args: object, **kwargs: object) -> object:
            self.suggestions += 1
            return matches(*args, **kwargs)

        monkeypatch.setattr(yaml_text, "_piece", counted)
        monkeypatch.setattr("difflib.get_close_matches", looked_for)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    law.load_rules(SHIPPED)  # the shipped rules are asked for their ids: not the folder's work
    return Work(monkeypatch)


def refused(folder: Path) -> tuple[str, ...]:
    """The findings for which the folder may not judge."""
    with pytest.raises(RuleError) as caught:
        law.rule_set([folder])
    assert caught.value.exit_code == 4
    text = str(caught.value)
    assert not [each for each in text if unicodedata.category(each) in ("Cc", "Cf") and each != "\n"]
    return caught.value.findings or (caught.value.message,)


def write(folder: Path, text: str | bytes, name: str = f"{NAME}.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def cli(*words: object) -> Result:
    return CliRunner().invoke(main, ["rules", *(str(word) for word in words)])


def test_the_folder_that_is_spoiled_here_is_sound(pack: Path) -> None:
    # As one of ours it clashes with ours, and with nothing else.
    assert len(law.rule_set([pack], with_shipped=False).rules) == 1


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "a:\n" + "".join(" " * n + "- \n" for n in range(2, 400)), "{a: " * 60_000, "- " * 100_000],
)
def test_deep_nesting_stops_at_the_limit(pack: Path, work: Work, text: str) -> None:
    findings = refused(write(pack, text))
    assert "nested more than 24 deep" in findings[0]
    assert work.pieces <= SMALL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &a [x]\nb: *a\n", "anchors and aliases"),
        ("a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefg", "bcdefgh", strict=True)),
         "anchors and aliases"),
        ("<<: *a\n", "anchors and aliases"),
        ("a: !!python/object/apply:os.system [echo]\n", "the tag"),
        ("!<%1B%5B31m> x\n", "the tag '[U+001B][31m' is not allowed"),
        ("a: 1\n---\nb: 2\n", "more than one document"),
        ("a: x\x00y\n", "not YAML"),
        (b"\x7fELF\x02\x01\x01\x00\xff\xfe\x00", "not UTF-8"),
        ("id: x".encode("utf-16"), "not UTF-8"),
        (bytes(range(256)) * 4, "not UTF-8"),
        ("", "empty"),
        ('id: "\\e[2J\\e[31mred"\n', "'[U+001B][2J[U+001B][31mred' holds a character that cannot be seen"),
        ('"\\e]0;x\\a": y\n', "holds a character that cannot be seen"),
        ('id: "a\\u202Eb"\n', "[U+202E]"),
        ('id: "a\\0b"\n', "[U+0000]"),
        ("id: " + "x" * 5000, "longer than 4000 characters"),
        ("# " + "x" * 300_000, "larger than 262144 bytes"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_refused_at_its_first_line(
    pack: Path, work: Work, text: str | bytes, expected: str
) -> None:
    findings = refused(write(pack, text))
    assert expected in findings[0]
    assert findings[0].startswith(f"pack/{NAME}.yaml:")
    assert work.pieces <= SMALL


def test_a_multitude_of_unknown_keys_costs_a_hundred_errors(pack: Path, work: Work) -> None:
    findings = refused(write(pack, "".join(f"k{n}: x\n" for n in range(20_000))))
    assert len(findings) == MAX_FINDINGS + 1
    assert "more than 100 errors" in findings[-1]
    assert work.suggestions <= MAX_FINDINGS + 1
    assert work.pieces <= 50_000


def test_errors_in_many_files_stop_the_reading_of_the_others(pack: Path, work: Work) -> None:
    for number in range(400):
        write(pack, "".join(f"k{n}: x\n" for n in range(90)), f"r{number}.yaml")
    findings = refused(pack)
    assert any("more than 500 errors; reading stopped here" in finding for finding in findings)
    assert len(findings) <= loading.MAX_FINDINGS + 2 * MAX_FINDINGS
    assert work.pieces <= 10_000


def test_thousands_of_files_are_refused_before_one_is_opened(pack: Path, work: Work) -> None:
    for number in range(folders.MAX_ENTRIES + 1):
        (pack / f"r{number}.yaml").touch()
    assert refused(pack) == ("pack/:1: the folder holds more than 2000 files and folders",)
    assert work.pieces == 0


def test_looking_over_a_folder_stops_soon_after_the_limit(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MAX_ENTRIES", 10)
    seen = 0
    walk = folders._walk

    def counted(*args: object) -> object:
        nonlocal seen
        for entry in walk(*args):  # type: ignore[arg-type]
            seen += 1
            yield entry

    monkeypatch.setattr(folders, "_walk", counted)
    for number in range(500):
        (pack / f"r{number}.yaml").touch()
    assert len(folders.look_over(pack).findings) == 1
    assert seen <= 30


def test_a_repository_inside_the_folder_is_passed_over(pack: Path) -> None:
    (pack / ".git" / "objects").mkdir(parents=True)
    for number in range(3000):
        (pack / ".git" / "objects" / f"{number}.yaml").touch()
    assert len(law.load_rules(pack)) == 1


def test_huge_files_are_refused_by_their_size_and_never_held_in_memory(pack: Path) -> None:
    for name in ("huge.yaml", f"cases/indicators/{NAME}.yaml", "tables/conditions.csv", "parameters.yaml"):
        copy = pack.parent / name.replace("/", "-")
        shutil.copytree(pack, copy)
        (copy / name).parent.mkdir(exist_ok=True)
        with (copy / name).open("wb") as file:
            file.truncate(4 * 1024**3)
        tracemalloc.start()
        assert "larger than 8388608 bytes in all" in refused(copy)[0]
        assert tracemalloc.get_traced_memory()[1] < 8 * 1024**2
        tracemalloc.stop()


@pytest.mark.parametrize(("name", "size"), [("big.yaml", 400_000), ("tables/conditions.csv", 2_000_000)])
def test_a_large_file_is_read_no_further_than_its_limit(pack: Path, name: str, size: int) -> None:
    (pack / name).parent.mkdir(exist_ok=True)
    write(pack, b"a" * size, name)
    tracemalloc.start()
    assert "is larger than" in refused(pack)[0]
    assert tracemalloc.get_traced_memory()[1] < 24 * 1024**2
    tracemalloc.stop()


def test_links_are_not_followed_and_what_they_lead_to_is_not_printed(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("secret-word: secret-word\n", encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (pack / "a.yaml").symlink_to(tmp_path / "secret.yaml")
    (pack / "b").symlink_to(tmp_path / "outside", target_is_directory=True)
    (pack / "loop").symlink_to(pack, target_is_directory=True)
    (pack / "gone.yaml").symlink_to(tmp_path / "nowhere")
    findings = refused(pack)
    assert [finding.partition(":")[0] for finding in findings] == [
        "pack/a.yaml",
        "pack/b",
        "pack/gone.yaml",
        "pack/loop",
    ]
    assert all("a link is not followed" in finding for finding in findings)
    assert "secret-word" not in "".join(findings)


def test_a_folder_that_is_itself_a_link_is_refused(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(pack, target_is_directory=True)
    assert refused(tmp_path / "linked") == ("'linked' is a link",)


def test_a_cases_file_behind_a_link_is_not_read(pack: Path, tmp_path: Path) -> None:
    cases = pack / "cases" / "indicators" / f"{NAME}.yaml"
    cases.rename(tmp_path / "cases.yaml")
    cases.symlink_to(tmp_path / "cases.yaml")
    assert "a link is not followed" in refused(pack)[0]


def test_a_pipe_that_nobody_writes_to_does_not_hold_the_reader(pack: Path) -> None:
    os.mkfifo(pack / "pipe.yaml")
    assert refused(pack) == ("pack/pipe.yaml:1: this is no regular file",)


@pytest.mark.parametrize(
    "name", ["a\x1b[31m.yaml", "a b.yaml", "ñ.yaml", "a\n.yaml", "a\u202e.yaml", "x" * 120 + ".yaml"]
)
def test_a_file_name_that_could_deceive_is_refused_and_shown_by_numbers(pack: Path, name: str) -> None:
    (pack / name).touch()
    (finding,) = refused(pack)
    assert "a name here is of letters" in finding


def test_folders_within_folders_end(pack: Path) -> None:
    deep = pack.joinpath(*["d"] * 40)
    deep.mkdir(parents=True)
    assert "nested more than 6 deep" in refused(pack)[0]


@pytest.mark.parametrize(
    "rule_id", ["../../etc/passwd", "/etc/passwd", "C:\\x", "..", "A-Rule", "a b", "a/b", "é", "x" * 81, "-x", "a.b"]
)
def test_an_id_is_of_small_letters_digits_and_hyphens(pack: Path, rule_id: str) -> None:
    findings = refused(write(pack, RULE.replace(f"id: {NAME}", f'id: "{rule_id}"'.replace("\\", "\\\\"), 1)))
    assert any("is not of small letters, digits and hyphens" in finding for finding in findings)


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../../../etc/passwd", "cases/../../x.yaml", "cases", ".", "~/x", "x" * 300]
)
def test_cases_are_read_from_inside_the_folder_only(pack: Path, path: str) -> None:
    findings = refused(write(pack, RULE.replace(f"tests: cases/indicators/{NAME}.yaml", f"tests: {path}")))
    assert any("is outside the folder of rules" in each or "cannot be read" in each for each in findings)
    assert "root:" not in "".join(findings)


def asking(folder: Path, name: str, *asked: str) -> None:
    flags = "".join(f"  - rule_flags: {other}\n" for other in asked)
    head, _, rest = RULE.partition("flag_when:")
    text = f"{head}flag_when:\n{flags}\nmessage:{rest.partition('message:')[2]}"
    (folder / f"{name}.yaml").write_text(text.replace(f"id: {NAME}", f"id: {name}"), encoding="utf-8")


def test_rules_that_ask_rules_cannot_multiply(pack: Path) -> None:
    for number in range(40):
        asking(pack, f"ind-r{number}", *[f"ind-r{number + 1}"] * 2)
    asking(pack, "ind-r40", NAME)
    findings = refused(pack)
    assert any("'ind-r1' itself refers to a rule" in finding for finding in findings)


def test_a_rule_has_a_bounded_number_of_conditions(pack: Path) -> None:
    asking(pack, "ind-many", *[NAME] * 300)
    assert any("more than 400 conditions" in finding for finding in refused(pack))


@pytest.mark.parametrize(
    ("flag_when", "expected"),
    [
        ("{some_host_unit: [{some_host_unit: [redacted]}]}", "'some_host_unit' stands too deep"),
        ("{some_host_unit: [{some_incident: [prior, {some_incident: [prior]}]}]}", "'some_incident' stands too deep"),
        ("{some_host_unit: [{some_incident: [{some_prior_mission: [trained_the_unit, {some_vetting_record: "
         "[decided_by_start]}]}]}]}", "'some_vetting_record' stands too deep"),
        ("{some_host_unit: [{rule_flags: ind-corruption}]}", "'rule_flags' asks about the mission"),
    ],
)  # fmt: skip
def test_conditions_cannot_multiply_the_records_they_look_at(pack: Path, flag_when: str, expected: str) -> None:
    head, _, rest = RULE.partition("flag_when:")
    findings = refused(write(pack, f"{head}flag_when: {flag_when}\n\nmessage:{rest.partition('message:')[2]}"))
    assert any(expected in finding for finding in findings)


def cases_of(pack: Path, text: str) -> tuple[int, str]:
    write(pack, f"rule: {NAME}\n{text}", f"cases/indicators/{NAME}.yaml")
    (rule,) = law.load_rules(pack)
    cases, findings = read_cases(pack, rule)
    return len(cases), "\n".join(findings)


def test_a_rule_has_a_bounded_number_of_cases_however_they_are_made(pack: Path) -> None:
    years = ", ".join(str(1990 + n % 40) for n in range(6000))
    each = f"{{name: x, expect: undetermined, each: {{mission.fiscal_year: [{years}]}}}}"
    cases = f"base: {{mission: {{}}}}\ncases: [{each}]\n"
    assert f"at most {MAX_CASES} cases" in cases_of(pack, cases)[1]
    many = "".join(f"  - {{name: n{n}, expect: undetermined}}\n" for n in range(MAX_CASES + 1))
    assert f"at most {MAX_CASES} cases" in cases_of(pack, f"base: {{mission: {{}}}}\ncases:\n{many}")[1]


def test_the_facts_of_a_case_are_bounded(pack: Path) -> None:
    units = ", ".join(f"{{id: U{n}, name: x, parent: U{n + 1}}}" for n in range(2000))
    assert "more than 500 values" in cases_of(pack, f"base: {{units: [{units}]}}\ncases: []\n")[1]
    changes = ", ".join(f'"units[{n}]": {{id: U{n}, name: x}}' for n in range(2000))
    case = f"base: {{units: []}}\ncases: [{{name: a, expect: flagged, with: {{{changes}}}}}]\n"
    assert "at most 100 paths" in cases_of(pack, case)[1]


@pytest.mark.parametrize(
    "path", ['""', ".", '"[0]"', '"[99999999999999999999]"', '"mission[0]"', "mission.program.x", '"a[0][0][0]"',
             "mission.cancelled.x", '"host_units[0].unit_id"', '"mission.host_units[7].unit_id"', f'"{"a." * 400}"'],
)  # fmt: skip
@pytest.mark.parametrize("value", ["absent", "x", "[a]", "{a: b}"])
def test_a_path_that_leads_nowhere_is_an_error_and_nothing_else(pack: Path, path: str, value: str) -> None:
    base = "base: {mission: {program: JCET, cancelled: no, host_units: [{unit_id: U1}]}}\n"
    count, findings = cases_of(pack, f"{base}cases: [{{name: a, expect: flagged, with: {{{path}: {value}}}}}]\n")
    assert count == 0
    assert "is no path of the facts" in findings


@pytest.mark.parametrize("number", ["1e999", "NaN", "-Infinity", "9" * 3000, "[" * 500 + "]" * 500, '"\\u0031"'])
def test_a_number_of_a_case_is_a_plain_number(pack: Path, number: str) -> None:
    quoted = number if number.startswith('"') else f"'{number}'"
    count, findings = cases_of(
        pack, f"base: {{}}\ncases: [{{name: a, expect: undetermined, with: {{mission.fiscal_year: {quoted}}}}}]\n"
    )
    assert (count, bool(findings)) in {(0, True), (1, False)}
    assert "Traceback" not in findings


def test_the_cases_of_a_folder_are_stopped_when_they_ask_for_too_much_work(pack: Path) -> None:
    rules = law.load_rules(pack)
    meter = Meter(50)
    (proof,) = prove(pack, rules, law.load_parameters(pack), meter)
    assert meter.answered == 51
    assert "ask for more work than 50 conditions answered" in proof.wrong[-1]


def test_what_the_shipped_rules_need_is_far_below_the_limit() -> None:
    folder, meter = SHIPPED, Meter()
    rules = tuple(rule for rule in law.load_rules(folder) if rule.id.startswith("leahy-"))
    assert not [line for proof in prove(folder, rules, law.load_parameters(folder), meter) for line in proof.wrong]
    assert 1000 < meter.answered < meter.most / 10


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("x\x1b[31m,y\n", "the columns are x[U+001B][31m, y"),
        ("country,from,to,verified,note\nBEL,,,V,\x1b]0;t\x07\n", "holds a character that cannot be seen"),
        ("country,from,to,verified,note\n" + "BEL,,,V,x\n" * 6000, "more than 5000 lines"),
        ("country,from,to,verified,note\n" + "belgium,soon,late,maybe,x\n" * 400, "more than 100 errors"),
        ("country,from,to,verified,note\n" + '"' + "x" * 200_000, "not a table"),
        ("\x00\x00", "the columns are"),
    ],
)
def test_a_hostile_table_is_refused(pack: Path, table: str, expected: str) -> None:
    (pack / "tables").mkdir()
    write(pack, table, "tables/fmtr_exempt.csv")
    assert any(expected in finding for finding in refused(pack))


@pytest.mark.parametrize("command", ["list", "lint", "test", "try"])
def test_every_command_refuses_the_folder_with_exit_4_and_prints_no_escape(
    pack: Path, tmp_path: Path, command: str
) -> None:
    write(pack, RULE.replace("  en: ", '  en: "\\e[2J\\e[1;31mcleared"\n  fr: ', 1))
    (tmp_path / "facts.jsonl").write_text('{"id": 1, "facts": {}}\n', encoding="utf-8")
    words = [tmp_path / "facts.jsonl"] if command == "try" else []
    done = cli(command, *words, "--rules", pack)
    assert done.exit_code == 4
    assert "\x1b" not in done.output
    assert done.stdout == ""


def test_an_error_that_quotes_a_hostile_file_of_facts_prints_no_escape(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text('{"id": 1, "facts": {"mission": {"program": "\\u001b[2J"}}}\n', encoding="utf-8")
    done = cli("try", path)
    assert done.exit_code == 3
    assert "\x1b" not in done.output
    assert "[U+001B][2J" in done.stderr


TOKENS = st.sampled_from(
    ["[", "]", "{", "}", ":", "- ", "\n", "  ", "&a ", "*a", "!x ", "---\n", "null", "yes", "2012", "'", '"', "|\n",
     "%", "some_incident", "rule_flags", "start - lookback_months", "FY2012", "each", "with", "absent", "é",
     "\x00", "\t"]
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_spoiled_anyhow_gives_findings_and_no_crash(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("spoiled")
    (folder / "cases" / "indicators").mkdir(parents=True)
    for name, text in ((f"{NAME}.yaml", RULE), (f"cases/indicators/{NAME}.yaml", CASES)):
        for _ in range(data.draw(st.integers(0, 3))):
            first = data.draw(st.integers(0, len(text)))
            last = data.draw(st.integers(first, min(len(text), first + 40)))
            text = text[:first] + "".join(data.draw(st.lists(TOKENS, max_size=4))) + text[last:]
        write(folder, text, name)
    findings = lint(folder)
    assert all(finding.startswith(f"{folder.name}/") for finding in findings)
    if not findings:
        rules = law.load_rules(folder)
        assert all(
            proof.wrong is not None for proof in prove(folder, rules, law.load_parameters(folder), Meter(20_000))
        )
