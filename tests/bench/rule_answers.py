"""What every rule answers over the full training report, how many fact signatures there are, and what judging costs.

    VETTING_DATA=FOLDER python -m tests.bench.rule_answers [--provisional] [--workspace DIR]

FOLDER holds data/, facts/ and gold/ (docs/data.md says where each file is published). ``--provisional`` adds units
grouped from the recipients' own strings for all countries. DIR is a workspace that was run, to be measured as it is.
Judging is measured alone, in a process of its own that begins with records and links, over all missions and over every
second one: seconds by the clock and of all cores, and the peak memory of that process and those it starts, the records
included.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from tests.bench.measuring import in_process
from vetting import law, pipeline
from vetting.model import Run
from vetting.store import Store

RESULTS = ("flagged", "undetermined", "not_flagged", "not_applicable")
FMTRPT = "data/fmtrpt/fmtrpt_all.tsv.gz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--provisional", action="store_true")
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--judge-one-in", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.judge_one_in:
        asked.out.write_text(json.dumps(_judge(asked.workspace, asked.judge_one_in)), encoding="utf-8")
        return
    with tempfile.TemporaryDirectory() as scratch:
        workspace = asked.workspace or _built(Path(scratch) / "workspace", provisional=asked.provisional)
        with Store.open(workspace) as store:
            run = store.run() or sys.exit("the workspace was not run")
        print_answers(run)
        del run
        for share in (2, 1):
            measured = in_process(
                "tests.bench.rule_answers", ["--workspace", str(workspace), "--judge-one-in", str(share)]
            )
            each = measured.result
            print(
                f"judging {each['missions']:,} missions: {each['seconds']:.1f} s "
                f"({each['of all cores']:.1f} s of all cores), "
                f"{each['signatures']:,} signatures, peak {measured.proportional:,.0f} MB"
            )


def _built(workspace: Path, *, provisional: bool) -> Path:
    data = Path(os.environ.get("VETTING_DATA") or sys.exit("VETTING_DATA must name the folder of real files"))
    files = [data / FMTRPT, *sorted((data / "data/sfm").glob("*.csv")), *sorted((data / "facts").glob("*.csv"))]
    at = ["-w", str(workspace)]
    steps = [["init", str(workspace)], ["import", "auto", *map(str, files), str(data / "gold/registry.csv"), *at]]
    steps += [["registry", "build", *at]] if provisional else []
    for words in (*steps, ["run", *at]):
        subprocess.run([sys.executable, "-m", "vetting", *words], check=True, stdout=subprocess.DEVNULL)
    return workspace


def _judge(workspace: Path, one_in: int) -> dict[str, float]:
    """Every ``one_in``-th mission judged from its records and the links of the last run."""
    with Store.open(workspace) as store:
        dataset, run = store.dataset(), store.run()
    assert run is not None
    dataset = replace(dataset, missions=dataset.missions[::one_in])
    links, as_of = pipeline.links_of(dataset, run), run.as_of
    del run
    rules, parameters = law.load_rules(law.shipped_rules()), law.load_parameters(law.shipped_rules())
    began, used = perf_counter(), _of_all_cores()
    folded = pipeline.judge(dataset, links, as_of, rules, parameters)
    return {
        "missions": len(dataset.missions),
        "seconds": perf_counter() - began,
        "of all cores": _of_all_cores() - used,
        "signatures": len(folded.answers),
    }


def _of_all_cores() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(each)[:2]) for each in who)


def print_answers(run: Run) -> None:
    """A line for every rule, as a table of Markdown, and the sums."""
    sizes = Counter(run.signature_of.values())
    counts: dict[str, Counter[str]] = {rule_id: Counter() for rule_id in run.rules}
    for signature, answers in run.answers.items():
        for answer in answers:
            counts[answer.rule_id][answer.result] += sizes[signature]
    print("| rule | " + " | ".join(each.replace("_", " ") for each in RESULTS) + " |")
    print("|---|" + "---|" * len(RESULTS))
    for rule_id, found in counts.items():
        print(f"| `{rule_id}` | " + " | ".join(f"{found[each]:,}" for each in RESULTS) + " |")
    total = sum(counts.values(), Counter())
    print("| all | " + " | ".join(f"{total[each]:,}" for each in RESULTS) + " |")
    print(f"\n{len(run.signature_of):,} missions, {len(run.answers):,} distinct fact signatures")


if __name__ == "__main__":
    main()
