"""What was on record on a day: a dataset without what came later, and how much that was (docs/decisions/0004-as-of.md).

What surely came later is left out; what may have come later, for want of a day, stays and is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeVar

from vetting.model import (
    Dataset,
    Incident,
    Listing,
    Mission,
    Posting,
    Relation,
    Safeguards,
    VettingRecord,
)
from vetting.period import Extent, ImpreciseDate, Period

T = TypeVar("T")

#: What may be left out, and what of it may stay for want of a day. Every key is counted, if only with 0.
LEFT_OUT = (
    "missions", "incidents", "vetting_records", "listings", "relations", "postings", "determinations", "waivers",
)  # fmt: skip
UNDATED = ("missions", "incidents", "vetting_records", "listings", "relations", "postings", "determinations")


class Known(NamedTuple):
    """A dataset as of a day. ``counts``: ``left_out.<noun>`` and ``undated.<noun>`` for each of the nouns above."""

    dataset: Dataset
    counts: Mapping[str, int]


def known(dataset: Dataset, day: date) -> Known:
    """The records that were, or may have been, on record on ``day``; ties and series are cut off there."""
    sieve = _Sieve(day)
    seen = replace(
        dataset,
        missions=sieve.each("missions", dataset.missions, sieve.mission),
        incidents=sieve.each("incidents", dataset.incidents, sieve.incident),
        vetting_records=sieve.each("vetting_records", dataset.vetting_records, sieve.vetting_record),
        listings=sieve.each("listings", dataset.listings, sieve.listing),
        relations=sieve.each("relations", dataset.relations, sieve.relation),
        postings=sieve.each("postings", dataset.postings, sieve.posting),
    )
    nouns = (*(f"left_out.{noun}" for noun in LEFT_OUT), *(f"undated.{noun}" for noun in UNDATED))
    return Known(seen, {noun: sieve.counts[noun] for noun in nouns})


class _Sieve:
    """Passes records on as they were on the day, and counts what it keeps back and what bears no day."""

    def __init__(self, day: date) -> None:
        self._day = day
        self.counts: Counter[str] = Counter()

    def each(self, noun: str, records: Iterable[T], seen: Callable[[T], T | None]) -> tuple[T, ...]:
        kept = []
        for record in records:
            on_the_day = seen(record)
            if on_the_day is None:
                self.counts[f"left_out.{noun}"] += 1
            else:
                kept.append(on_the_day)
        return tuple(kept)

    def _later(self, day: ImpreciseDate | None) -> bool:
        return day is not None and day.earliest > self._day

    def _count_undated(self, noun: str, day: ImpreciseDate | None) -> None:
        if day is None or day.latest > self._day:
            self.counts[f"undated.{noun}"] += 1

    def mission(self, mission: Mission) -> Mission | None:
        begin = mission.period.begin
        if self._later(begin):
            return None
        self._count_undated("missions", begin)
        if mission.safeguards is None:
            return mission
        safeguards = self._safeguards(mission.safeguards)
        return mission if safeguards is mission.safeguards else replace(mission, safeguards=safeguards)

    def _safeguards(self, papers: Safeguards) -> Safeguards:
        """An approval or report that bears a later day was not there: whether there was another is unknown."""
        if self._later(papers.waiver_used):
            self.counts["left_out.waivers"] += 1
            papers = replace(papers, waiver_kind="", waiver_used=None, waiver_reported=None, waiver_report_date=None)
        if self._later(papers.waiver_report_date):
            papers = replace(papers, waiver_reported=None, waiver_report_date=None)
        if self._later(papers.secdef_approval_date):
            papers = replace(papers, secdef_approval_given=None, secdef_approval_date=None)
        return papers

    def incident(self, incident: Incident) -> Incident | None:
        one_day = incident.extent is Extent.ACT
        began = incident.period.begin or (incident.period.end if one_day else None)
        if self._later(incident.first_public) or self._later(began):
            return None
        self._count_undated("incidents", incident.first_public)
        determination = incident.determination
        if determination is not None:
            if self._later(determination.date):
                self.counts["left_out.determinations"] += 1
                incident = replace(incident, determination=None)
            else:
                self._count_undated("determinations", determination.date)
        if incident.extent is Extent.SERIES:
            period = self._until(incident.period)
            incident = incident if period is incident.period else replace(incident, period=period)
        return incident

    def vetting_record(self, record: VettingRecord) -> VettingRecord | None:
        """A record decided later was pending, if it was surely asked for by then; else it was not there."""
        if self._later(record.decided):
            if record.requested is None or record.requested.latest > self._day:
                return None
            return replace(
                record, result="pending", decided=None, expires=None, host_informed=None, host_informed_date=None
            )
        if record.decided is None and self._later(record.requested):
            return None
        self._count_undated("vetting_records", record.decided or record.requested)
        if self._later(record.host_informed_date):
            record = replace(record, host_informed=None, host_informed_date=None)
        return record

    def listing(self, listing: Listing) -> Listing | None:
        """A list of units of a calendar year cannot be public before that year; on which day it was is not recorded."""
        if listing.list_year is not None and listing.list_year > self._day.year:
            return None
        self.counts["undated.listings"] += 1
        return listing

    def relation(self, relation: Relation) -> Relation | None:
        if self._later(relation.period.begin):
            return None
        self._count_undated("relations", relation.period.begin)
        period = self._until(relation.period)
        return relation if period is relation.period else replace(relation, period=period)

    def posting(self, posting: Posting) -> Posting | None:
        if self._later(posting.period.begin):
            return None
        self._count_undated("postings", posting.period.begin)
        period = self._until(posting.period)
        return posting if period is posting.period else replace(posting, period=period)

    def _until(self, period: Period) -> Period:
        """A stretch that ended later was still going on: the day is its last citation."""
        if not self._later(period.end):
            return period
        return replace(period, end=ImpreciseDate.of(self._day), end_real=False, ongoing=True)
