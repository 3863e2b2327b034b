"""Records and links → what a rule may know of a mission, and which missions a rule cannot tell apart.

A quarter of a million missions hold only some thousands of different questions. Two missions get one answer from a rule
when they agree in all that the rule looks at: program, host units (or none that can be checked), declarations, and
the order of their days among the days that matter. ``components`` names these parts; the rule is asked once for each
combination that occurs (docs/decisions/0003-signatures.md).

Facts are plain objects in the shape of ``facts.schema.json``. Incidents that surely name no unit of the mission and
none of its kin are left out while the list of incidents is open: it stays open without them. So are all incidents of a
mission none of whose host units can be checked (law.md section 3, "Host units").
"""

from vetting.facts.builder import FactsBuilder, Links
from vetting.facts.components import Key, parts_read

__all__ = ["FactsBuilder", "Key", "Links", "parts_read"]
