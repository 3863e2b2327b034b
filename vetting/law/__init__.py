"""The law: rule files to rules, and facts to answers. Imports nothing of the other stages."""

from vetting.conditions import Case
from vetting.law.facts_file import parse_facts, read_bytes, read_facts
from vetting.law.judging import judge, judge_case, read_case
from vetting.law.loading import (
    bound_days,
    compared_days,
    fact_shifts,
    fields_judged,
    fields_read,
    load_parameters,
    load_rules,
    rule_hashes,
    shipped_rules,
    texts,
    year_days,
)
from vetting.law.rule import Rule
from vetting.law.rule_sets import AS_SHIPPED, RuleSet, rule_set
from vetting.law.tables import table_hashes

__all__ = [
    "AS_SHIPPED",
    "Case",
    "Rule",
    "RuleSet",
    "bound_days",
    "compared_days",
    "fact_shifts",
    "fields_judged",
    "fields_read",
    "judge",
    "judge_case",
    "load_parameters",
    "load_rules",
    "parse_facts",
    "read_bytes",
    "read_case",
    "read_facts",
    "rule_hashes",
    "rule_set",
    "shipped_rules",
    "table_hashes",
    "texts",
    "year_days",
]
