"""The closed vocabulary of words a rule may use, each answering yes, no or unknown and saying why.

A word names what is missing as paths of facts.schema.json and the records it stands on. Rules combine words; they can
say nothing else and run no code.
"""

from vetting.conditions import connectives, exceptions, hosts, incidents, lists, mission, timing
from vetting.conditions.case import Case, HostEntry, IncidentView, PriorMission, World
from vetting.conditions.days import DERIVED_DAYS, Day, Window
from vetting.conditions.outcome import Hit, Outcome, Reason, Words, fill
from vetting.conditions.vocabulary import (
    ENTRY,
    INCIDENT,
    PRIOR_MISSION,
    Argument,
    Node,
    Word,
    did_you_mean,
    words,
)

__all__ = [
    "DERIVED_DAYS",
    "ENTRY",
    "INCIDENT",
    "PRIOR_MISSION",
    "Argument",
    "Case",
    "Day",
    "Hit",
    "HostEntry",
    "IncidentView",
    "Node",
    "Outcome",
    "PriorMission",
    "Reason",
    "Window",
    "Word",
    "Words",
    "World",
    "connectives",
    "did_you_mean",
    "exceptions",
    "fill",
    "hosts",
    "incidents",
    "lists",
    "mission",
    "timing",
    "words",
]
