"""A rule as a self-contained page in one language: the law on the left, the conditions on the right. No script."""

from __future__ import annotations

from typing import Any

from vetting.law.wording import Clause
from vetting.report.html import environment
from vetting.report.language import Language
from vetting.report.rule_view import RuleView


def rule_html(view: RuleView, spoken: Language) -> str:
    """The page as text. What stands in a rule file is escaped, made visible where hidden, linked only as http."""
    trees = [{"section": section, "tree": _tree(list(section.clauses))} for section in view.sections]
    template = environment(spoken.code).get_template("rule.html")
    return template.render(lang=spoken.code, view=view, rule=view.rule, trees=trees)


def _tree(clauses: list[Clause]) -> list[dict[str, Any]]:
    """Clauses in the order of the file as nested lists: each with those that stand inside it."""
    top: list[dict[str, Any]] = []
    open_lists = [top]
    for clause in clauses:
        del open_lists[clause.depth + 1 :]
        item: dict[str, Any] = {"text": clause.text, "word": clause.node.word.name, "inner": []}
        open_lists[-1].append(item)
        open_lists.append(item["inner"])
    return top
