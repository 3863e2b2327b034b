"""The cells of a dataset that name units: what is linked in one job, so that each may bear out the others."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.model import Dataset, Incident, Listing, Mention, VettingRecord


def mentions_of(dataset: Dataset) -> Iterator[Mention]:
    """Every cell that names a unit, once: recipients, vetted units, and perpetrators as printed and as curated."""
    found = {Mention(mission.country, mission.recipient) for mission in dataset.missions if mission.recipient}
    printed: tuple[VettingRecord | Listing, ...] = (*dataset.vetting_records, *dataset.listings)
    found.update(Mention(one.country, one.unit_printed) for one in printed if one.unit_printed)
    for incident in dataset.incidents:
        found.update(_perpetrators(incident))
    yield from sorted(found)


def _perpetrators(incident: Incident) -> Iterator[Mention]:
    """The names of an incident's alleged perpetrators, as printed and as curated."""
    for attribution in incident.attributions:
        for text in (attribution.printed, attribution.normalized):
            if text:
                yield Mention(incident.country, text)
