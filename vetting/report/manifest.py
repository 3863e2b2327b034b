"""A manifest beside every output: what it was made of and its hash, so that anyone can make it again and compare.

It holds versions, parameters, the day of judgement, inputs with SHA-256 and row counts, declarations, rule hashes and
the output's own hash; no path, clock or fact about the machine. The same inputs give the same bytes anywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from vetting.errors import VerifyError
from vetting.model import MADE_HERE, STANDARD_LINE_EN, STANDARD_LINE_ES, Dataset, Declaration, Run
from vetting.report.run_header import versions

SCHEMA = 1
SUFFIX = ".manifest.json"


def manifest_path(output: Path) -> Path:
    """Where the manifest of an output stands: beside it, its name with ``.manifest.json`` added."""
    return output.with_name(output.name + SUFFIX)


def write_manifest(
    outputs: Iterable[Path], dataset: Dataset, run: Run | None, options: Mapping[str, str] | None = None
) -> list[Path]:
    """Write one manifest beside each output and return their paths in the order of the outputs.

    ``options`` are the report's own settings (format, language, …). Without a ``run`` the output rests on the records
    alone: no day of judgement, no rules.
    """
    inputs = [{key: getattr(file, key) for key in _OF_INPUTS} for file in dataset.inputs]
    judged: dict[str, Any] = (
        {"as_of": None, "parameters": {}, "rules": {}}
        if run is None
        else {
            "as_of": run.as_of.isoformat(),
            "parameters": dict(sorted(run.parameters.items())),
            "rules": dict(sorted(run.rules.items())),
        }
    )
    declarations = [_declaration(declaration) for declaration in dataset.declarations]
    return _written(outputs, inputs, options or {}, {**judged, "declarations": declarations})


def write_manifest_of_files(
    outputs: Iterable[Path],
    inputs: Mapping[Path, int | None],
    options: Mapping[str, str] | None = None,
    rules: Mapping[str, str] | None = None,
) -> list[Path]:
    """As ``write_manifest``, for an output made of files without a workspace: each with its count of rows, if it has

    any. ``rules`` are the hashes of rules by their id.
    """
    files = [
        {**dict.fromkeys(_OF_INPUTS), "name": path.name, "sha256": _sha256(path), "rows": rows}
        for path, rows in inputs.items()
    ]
    unused: dict[str, Any] = {"as_of": None, "parameters": {}, "declarations": []}
    return _written(outputs, files, options or {}, {**unused, "rules": dict(sorted((rules or {}).items()))})


_OF_INPUTS = ("name", "kind", "dataset", "sha256", "encoding", "rows", "records", "problems")


def _written(
    outputs: Iterable[Path], inputs: Sequence[Mapping[str, Any]], options: Mapping[str, str], rest: Mapping[str, Any]
) -> list[Path]:
    shared = {
        "standard_line": {"en": STANDARD_LINE_EN, "es": STANDARD_LINE_ES},
        "versions": versions(),
        "options": dict(sorted(options.items())),
        "inputs": sorted(inputs, key=lambda file: (file["kind"] or "", file["name"], file["sha256"])),
        **rest,
    }
    order = ("standard_line", "versions", "options", "as_of", "parameters", "inputs", "declarations", "rules")
    written = []
    for output in outputs:
        record = {"schema": SCHEMA, "output": {"name": output.name, "sha256": _sha256(output)}}
        record |= {name: shared[name] for name in order}
        path = manifest_path(output)
        text = json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _declaration(declaration: Declaration) -> dict[str, Any]:
    return {
        "source": declaration.source,
        "complete": declaration.complete,
        "country": declaration.country,
        "first": declaration.first.isoformat() if declaration.first else None,
        "last": declaration.last.isoformat() if declaration.last else None,
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(path: Path, inputs: Path | None = None) -> dict[str, Any]:
    """Check an output against its manifest and return the manifest.

    ``path`` is the manifest or the output beside it. With ``inputs``, a folder, the files there that bear an input's
    name are checked too, and each input file must be there. Raises VerifyError naming what differs.
    """
    source = path if path.name.endswith(SUFFIX) else manifest_path(path)
    record = _read(source)
    output = record["output"]
    _check(source.with_name(output["name"]), output["sha256"])
    if inputs is not None:
        for file in (one for one in record["inputs"] if one.get("kind") != MADE_HERE):
            _check(inputs / file["name"], file["sha256"])
    return record


def _read(path: Path) -> dict[str, Any]:
    hint = "Write the report again: each output gets its manifest beside it."
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise VerifyError("there is no manifest", where=str(path), hint=hint) from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as reason:
        raise VerifyError(f"the manifest cannot be read ({reason})", where=str(path), hint=hint) from None
    if not _well_formed(record):
        raise VerifyError("this is not a manifest of this tool", where=str(path), hint=hint)
    if record["schema"] != SCHEMA:
        raise VerifyError(
            f"the manifest has schema '{record['schema']}', this version reads {SCHEMA}",
            where=str(path),
            hint="Verify it with the version of vetting named in it.",
        )
    return dict(record)


def _well_formed(record: Any) -> bool:
    """Whether the parts that ``verify`` uses are there, and no name leads out of the folder."""
    if not isinstance(record, dict) or "schema" not in record:
        return False
    files = [record.get("output"), *(record["inputs"] if isinstance(record.get("inputs"), list) else [None])]
    return all(
        isinstance(file, dict)
        and isinstance(file.get("sha256"), str)
        and isinstance(name := file.get("name"), str)
        and name not in ("", ".", "..")
        and not set(name) & {"/", "\\", "\0"}
        for file in files
    )


def _check(path: Path, expected: str) -> None:
    if not path.is_file():
        raise VerifyError("the file that the manifest names is not there", where=str(path))
    found = _sha256(path)
    if found != expected:
        raise VerifyError(
            f"the file has SHA-256 {found}, its manifest says {expected}",
            where=str(path),
            hint="It was changed after it was written, or the manifest belongs to another file.",
        )
