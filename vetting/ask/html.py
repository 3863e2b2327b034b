"""The page as self-contained HTML: no script, no request, everything from a record escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from vetting.ask.blocks import Page, shown


def write(page: Page) -> str:
    """The page as text."""
    return _environment().get_template("ask.html").render(page=page)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("vetting.ask", "templates"), PackageLoader("vetting.report", "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["shown"] = shown
    environment.tests["of"] = lambda block, name: type(block).__name__ == name
    return environment
