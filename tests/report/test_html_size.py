"""Whatever the input, a page stays below 2 MB, opens anywhere and says what it folded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.report import pages
from tests.report.parsed import Parsed
from vetting.model import Evidence
from vetting.period import Truth
from vetting.report import html
from vetting.report.bounds import STEPS
from vetting.report.page import digest

TWO_MB = 2_000_000


def test_forty_thousand_flagged_missions_of_a_thousand_units_stay_below_two_megabytes() -> None:
    found = digest(*pages.huge(40_000, units=1000))
    assert found.coverage["flags"]["total"] == 80_000
    source = html.render(found, "es")
    assert len(source.encode("utf-8")) < TWO_MB
    parsed = Parsed(source)
    assert not parsed.misnested
    assert "Se encontraron 1.000 indicios a nivel de unidad (misiones: 40.000)." in parsed.text
    assert len(parsed.all("article")) >= 10
    assert "misiones más de este indicio; «vetting report json --exposures» las enumera." in parsed.text
    assert "pares más; «vetting report json --exposures» los enumera." in parsed.text


@pytest.mark.parametrize("size", [3_000, 60_000])
def test_fields_of_any_length_do_not_push_a_page_over_two_megabytes(size: int) -> None:
    text = "".join(chr(0x4E00 + n % 999) for n in range(size))
    source = html.render(digest(*pages.hostile(text)), "en")
    assert len(source.encode("utf-8")) < TWO_MB
    assert f" … [+{size - 600}]" in source


def test_a_page_that_would_be_too_large_shows_fewer_leads_in_full_and_counts_the_rest() -> None:
    dataset, run, rules = pages.huge(1_000, units=100)
    wordy = tuple(Evidence(f"clause {n}", Truth.YES, "word " * 400, "palabra " * 400) for n in range(40))
    answers = {n: (replace(law, evidence=wordy), *rest) for n, (law, *rest) in run.answers.items()}
    source = html.render(digest(dataset, replace(run, answers=answers), rules), "en")
    assert len(source.encode("utf-8")) < TWO_MB
    shown = len(Parsed(source).all("article"))
    assert 1 <= shown < STEPS[0].leads
    assert "Leads at unit level (100)" in Parsed(source).text
