"""Records and links → what a rule may know of a mission, once for every class of missions that no rule can tell apart.

A quarter of a million missions hold only some thousands of different questions. Two missions share a *signature*
when they name the same host units (or none that can be checked), stand under the same program and declarations, and
their days stand in the same order to every day that a rule compares them with: bounds of the law, dates of the
incidents that may concern their units, earlier missions. The law is then asked once per signature
(docs/decisions/0003-signatures.md).

Facts are plain objects in the shape of ``facts.schema.json``. Incidents that surely name no unit of the mission and
none above or below it are left out: they could not change an answer. So are all incidents of a mission none of whose
host units can be checked: nothing said of a named unit can settle one that is not named (law.md section 3, "Host
units").
"""

from vetting.facts.builder import FactsBuilder, Links, Signed

__all__ = ["FactsBuilder", "Links", "Signed"]
