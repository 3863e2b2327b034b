"""The fixed words of the pages: each code of the model and the message that shows it."""

from __future__ import annotations

from collections.abc import Mapping


def N_(message: str) -> str:
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


TIES: Mapping[str, str] = {
    "same": N_("the same unit"),
    "subordinate": N_("a unit under the trained one"),
    "superior": N_("a unit above the trained one"),
    "sibling": N_("a sister unit"),
    "predecessor": N_("the unit it follows"),
    "successor": N_("the unit that follows it"),
    "commander": N_("a unit its commander commanded"),
    "force": N_("only the force"),
}
TIMINGS: Mapping[str, str] = {
    "during": N_("during"),
    "after": N_("after"),
    "before": N_("before"),
    "undetermined": N_("undetermined"),
}
SEVERITIES: Mapping[str, str] = {
    "critical": N_("critical"),
    "high": N_("high"),
    "medium": N_("medium"),
    "low": N_("low"),
    "info": N_("for information"),
}
TRUTHS: Mapping[str, str] = {"yes": N_("yes"), "no": N_("no"), "unknown": N_("unknown")}
STATUSES: Mapping[str, str] = {
    "draft": N_("draft"),
    "reviewed": N_("reviewed"),
    "retired": N_("retired"),
}
CREDIBILITIES: Mapping[str, str] = {
    "high": N_("high"),
    "medium": N_("medium"),
    "low": N_("low"),
    "refuted": N_("refuted"),
    "": N_("not rated"),
}
MONEY: Mapping[str, str] = {
    "State": N_("Department of State"),
    "DoD": N_("Department of Defense"),
    "DHS": N_("Department of Homeland Security"),
    "other": N_("other"),
    "unknown": N_("money not known"),
}
#: Short names of the programs of law.md.
PROGRAMS: Mapping[str, str] = {
    "JCET": N_("Joint Combined Exchange Training (JCET)"),
    "S321": N_("section 321"),
    "S1206": N_("section 1206"),
    "S2282": N_("section 2282"),
    "S333": N_("section 333"),
    "S1004": N_("section 1004, counterdrug"),
    "S284": N_("section 284, counterdrug"),
    "S1033": N_("section 1033, counterdrug"),
    "CTFP": N_("Combating Terrorism Fellowship Program (CTFP)"),
    "REGCENT": N_("regional centers"),
    "SPP": N_("State Partnership Program"),
    "DOD_OTHER": N_("other program of the Department of Defense"),
    "IMET": N_("International Military Education and Training (IMET)"),
    "EIMET": N_("expanded International Military Education and Training (E-IMET)"),
    "FMF": N_("Foreign Military Financing (FMF)"),
    "INL": N_("narcotics control and law enforcement (INL)"),
    "PKO": N_("Peacekeeping Operations (PKO)"),
    "GPOI": N_("Global Peace Operations Initiative (GPOI)"),
    "ATA": N_("Antiterrorism Assistance"),
    "EDA": N_("Excess Defense Articles"),
    "ILEA": N_("International Law Enforcement Academies"),
    "ESF": N_("Economic Support Fund"),
    "DRAWDOWN": N_("drawdown"),
    "FMS": N_("Foreign Military Sales"),
    "DCS": N_("direct commercial sales"),
    "DEA_DOJ": N_("Drug Enforcement Administration and Department of Justice"),
    "S127E": N_("section 127e"),
    "S1208": N_("section 1208"),
    "S1202": N_("section 1202"),
    "UNKNOWN": N_("program not known"),
}
#: What was mended while a row was read: marks of the importers.
MENDED: Mapping[str, str] = {
    "dates-in-one-cell": N_("both dates stood in one cell"),
    "dates-of-two-rows": N_("the dates of two rows stood in one"),
    "start-leaked-into-cost": N_("the start stood in the cost cell"),
    "cost-leaked-into-recipient": N_("the cost stood in the recipient cell"),
    "row-joined": N_("the row was broken across lines"),
    "start-after-end": N_("the start printed is after the end"),
    "start-after-fiscal-year": N_("the start printed is after the fiscal year"),
    "end-before-fiscal-year": N_("the end printed is before the fiscal year"),
    "program-contradicted-by-title": N_("the title contradicts the program"),
    "country-unclear": N_("the country is unclear"),
    "start-year-implausible": N_("the year printed for the start cannot be"),
    "end-year-implausible": N_("the year printed for the end cannot be"),
    "start-unreadable": N_("the start printed is no date"),
    "end-unreadable": N_("the end printed is no date"),
    "leaked-date-year-implausible": N_("the year of the date in the cost cell cannot be"),
    "leaked-date-unreadable": N_("the date in the cost cell cannot be read"),
    "cost-leaked-into-start": N_("the start cell holds a number and no date"),
    "quantity-unclear": N_("the number of persons is unclear"),
    "cost-unclear": N_("the cost is unclear"),
    "total-leaked-into-row": N_("the row holds its program's total, so its own numbers are not known"),
    "text-leaked-into-quantity": N_("text of another cell stood beside the number of persons"),
    "text-leaked-into-cost": N_("text of another cell stood beside the cost"),
    "page-printed-twice": N_("the page number was printed twice"),
    "event-code-country-differs": N_("the country in the event's code is another"),
    "event-code-year-differs": N_("the year in the event's code is another"),
    "start-from-clean-column": N_("the start is from the column of cleaned dates"),
    "end-from-clean-column": N_("the end is from the column of cleaned dates"),
    "start-differs-from-clean": N_("the column of cleaned dates gives another start"),
    "end-differs-from-clean": N_("the column of cleaned dates gives another end"),
    "quotes-taken-literally": N_("quotation marks were read as text"),
}
ACCOUNTABILITY: Mapping[str, str] = {
    "none": N_("none found"),
    "charged": N_("charged"),
    "convicted": N_("convicted"),
    "partly convicted": N_("partly convicted"),
    "acquitted": N_("acquitted"),
    "investigated": N_("investigated"),
    "suspended": N_("suspended"),
    "unknown": N_("not known"),
}
#: Keys of ``coverage.RECIPIENTS``.
RECIPIENTS: Mapping[str, str] = {
    "unit_linked": N_("a unit that is registered"),
    "unit_provisional": N_("only a provisional unit, gathered from these records"),
    "unit_not_linked": N_("a unit that could not be linked to a registered one"),
    "name_unclear": N_("a name that may or may not mean a unit"),
    "only_service": N_("only a service (an army, a police)"),
    "only_force": N_("only a force"),
    "only_country": N_("only a country"),
    "redacted": N_("blacked out"),
    "nothing": N_("nothing (blank or generic)"),
    "not_held": N_("the source has no such column"),
    "unread": N_("imported after the run, not read"),
}
REFERENCES: Mapping[str, str] = {
    "mission": N_("mission"),
    "incident": N_("incident"),
    "unit": N_("unit"),
    "input": N_("input"),
    "law": N_("law"),
    "declaration": N_("declaration"),
}
SOURCES: Mapping[str, str] = {
    "incidents": N_("Reports of incidents"),
    "vetting": N_("Vetting records"),
    "state_lists": N_("State's lists of ineligible units"),
    "fmtr": N_("The Foreign Military Training Report"),
    "drug": N_("Records on narcotics offenses"),
    "designations": N_("Designations under section 7031(c)"),
    "organised_crime": N_("Records on organized crime"),
    "corruption": N_("Records on corruption"),
}
SOURCE_KINDS: Mapping[str, str] = {
    "A": N_("court or official finding"),
    "B": N_("intergovernmental body"),
    "C": N_("national human rights institution"),
    "D": N_("established NGO"),
    "E": N_("press"),
    "F": N_("testimony or submission"),
    "G": N_("social media"),
    "H": N_("party to the case"),
}
REMEDIATION: Mapping[str, str] = {
    "none_found": N_("none found"),
    "claimed": N_("claimed"),
    "investigation_open": N_("investigation open"),
    "prosecution_open": N_("prosecution open"),
    "conviction": N_("conviction"),
    "administrative": N_("administrative measure"),
    "unit_disbanded": N_("unit disbanded"),
}
VIOLATIONS: Mapping[str, str] = {
    "extrajudicial_killing": N_("extrajudicial killing"),
    "torture": N_("torture"),
    "enforced_disappearance": N_("enforced disappearance"),
    "rape_under_color_of_law": N_("rape under color of law"),
    "cruel_inhuman_degrading_treatment": N_("cruel, inhuman or degrading treatment"),
    "prolonged_detention_without_charge": N_("prolonged detention without charges and trial"),
    "flagrant_denial_life_liberty_security": N_("other flagrant denial of life, liberty or security"),
    "arbitrary_detention": N_("arbitrary detention"),
    "excessive_force_death": N_("death from excessive force"),
    "excessive_force_injury": N_("injury from excessive force"),
    "sexual_violence_other": N_("other sexual violence"),
    "threats": N_("threats"),
    "forced_displacement": N_("forced displacement"),
    "extortion": N_("extortion"),
    "corruption": N_("corruption"),
    "property_destruction": N_("destruction of property"),
    "attack_on_press": N_("attack on the press"),
    "crime_scene_tampering": N_("tampering with a crime scene"),
    "collusion_organised_crime": N_("collusion with organized crime"),
    "illegal_surveillance": N_("illegal surveillance"),
    "killing_in_combat": N_("killing in combat"),
    "unknown": N_("type of act not known"),
}
#: The tables by the name that templates give them.
TERMS: Mapping[str, Mapping[str, str]] = {
    "tie": TIES,
    "timing": TIMINGS,
    "severity": SEVERITIES,
    "truth": TRUTHS,
    "status": STATUSES,
    "credibility": CREDIBILITIES,
    "money": MONEY,
    "recipient": RECIPIENTS,
    "program": PROGRAMS,
    "mended": MENDED,
    "accountability": ACCOUNTABILITY,
    "reference": REFERENCES,
    "source": SOURCES,
    "source_kind": SOURCE_KINDS,
    "remediation": REMEDIATION,
}
#: What each result means, for readers who meet the words for the first time.
GLOSSARY: tuple[tuple[str, str], ...] = (
    (N_("lead"), N_("A trained unit and an incident that public records tie together, worth a look. Not a finding "
                    "of fact or law.")),
    (N_("flagged"), N_("The records meet every condition of the rule. Someone should look at the mission.")),
    (N_("undetermined"), N_("The records do not settle the rule either way; the missing fact is named.")),
    (N_("not flagged"), N_("A condition of the rule is surely not met by the records at hand. It does not mean that "
                           "a unit was vetted or is eligible.")),
    (N_("not applicable"), N_("The rule does not reach this kind of mission or this time.")),
    (N_("tie"), N_("The unit named in the incident as seen from the trained one: the same unit, one above, one "
                   "under, a sister unit, one it follows.")),
    (N_("during, after, before"), N_("Where the mission stands in time relative to the incident. The gap is counted "
                                     "in days; two figures are the least and the most that the dates allow.")),
    (N_("known at the start"), N_("Whether the incident had been published by the day the mission began.")),
    (N_("accepted by the tool"), N_("A printed name that the tool takes for the registered unit unaided; no person has "
                                "confirmed it yet.")),
    (N_("unconfirmed candidate"), N_("A printed name that may be the registered unit; a person must decide.")),
    (N_("score"), N_("The estimated probability, from 0 to 1, that the printed name means the unit.")),
    (N_("credibility"), N_("How well the information supports the attribution to the unit, by whom it was rated.")),
)  # fmt: skip
