"""Which program a printed label means, and whose money it is. Source: ``programmes.csv``, a table with reasons.

The program comes from the label alone, never from who trained. A label that does not tell is ``UNKNOWN``.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

#: Program codes of law.md section 3, by whose law they stand under.
_STATE = frozenset(
    {"IMET", "EIMET", "FMF", "INL", "PKO", "GPOI", "ATA", "EDA", "ILEA", "ESF", "DRAWDOWN", "FMS", "DCS"}
)  # fmt: skip
_DEFENSE = frozenset({
    "JCET", "S321", "S1206", "S2282", "S333", "S1004", "S284", "S1033", "CTFP", "REGCENT", "SPP", "DOD_OTHER", "S127E",
    "S1208", "S1202",
})  # fmt: skip
CODES = _STATE | _DEFENSE | {"DEA_DOJ", "UNKNOWN"}
_ACCOUNTS = {
    "IMET": "IMET", "EIMET": "IMET", "FMF": "FMF", "INL": "INCLE", "PKO": "PKO", "GPOI": "PKO", "ESF": "ESF",
    "ATA": "NADR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Program:
    """A family of labels: its code, whose money (State, DoD, DHS, other, unknown) and, where told, the account."""

    family: str
    code: str
    money: str
    account: str


UNKNOWN = Program("", "UNKNOWN", "unknown", "")
NO_ACTIVITIES = "No activities reported"


@lru_cache(maxsize=1 << 14)
def of_label(label: str) -> Program:
    """The first family of the table all of whose phrases stand in the label, as whole words."""
    words = f" {_plain(label)} "
    for phrases, program in _families():
        if all(phrase in words for phrase in phrases):
            return program
    return UNKNOWN


@lru_cache(maxsize=1 << 12)
def of_code_or_label(text: str) -> Program:
    """A program code such as ``S333`` as it is, else a label."""
    code = text.strip().upper()
    if code not in CODES:
        return of_label(text)
    money = "State" if code in _STATE else "DoD" if code in _DEFENSE else "other" if code == "DEA_DOJ" else "unknown"
    return Program(code, code, money, _account(code, money, ""))


@cache
def _families() -> tuple[tuple[tuple[str, ...], Program], ...]:
    text = resources.files("vetting.sources").joinpath("programmes.csv").read_text(encoding="utf-8")
    return tuple(
        (
            tuple(f" {_plain(phrase)} " for phrase in row["pattern_words"].split(";")),
            Program(
                row["family"],
                row["programme_code"],
                row["money"],
                _account(row["programme_code"], row["money"], row["family"]),
            ),
        )
        for row in csv.DictReader(text.splitlines())
    )


def _account(code: str, money: str, family: str) -> str:
    if family == "NADR":
        return "NADR"
    return _ACCOUNTS.get(code) or ("DOD" if money == "DoD" else "DOJ" if code == "DEA_DOJ" else "")


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()
