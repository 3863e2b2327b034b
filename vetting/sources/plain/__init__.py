"""Our own documented CSV files, one per noun (docs/formats.md). Dates are ISO; lists are parted by semicolons."""

from vetting.sources.plain import figures, incidents, listings, missions, people, relations, units, vetting_records

FORMATS = (
    units.FORMAT,
    relations.FORMAT,
    incidents.FORMAT,
    missions.FORMAT,
    vetting_records.FORMAT,
    people.PERSONS,
    people.POSTINGS,
    figures.FORMAT,
    listings.FORMAT,
)
