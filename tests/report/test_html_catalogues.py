"""The catalogues: complete in every language offered, in every plural form, and equal to what the pages use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import extract
from babel.messages.catalog import Catalog
from jinja2.ext import babel_extract

import vetting.report
from vetting.errors import UsageError
from vetting.period import ImpreciseDate, Period
from vetting.report import language as languages
from vetting.report import words

REPORT = Path(vetting.report.__file__).parent
Message = str | tuple[str, str]


def used() -> set[Message]:
    """Every message that a template or a module of the report uses."""
    return {message for message in (_message(found) for found in _found()) if message}


def _message(found: object) -> Message | None:
    if isinstance(found, tuple):
        texts = [text for text in found if isinstance(text, str)]
        return (texts[0], texts[1]) if len(texts) == 2 else texts[0] if texts else None
    return found if isinstance(found, str) else None


def _found() -> Iterator[object]:
    options = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false", "trim_blocks": "true",
               "lstrip_blocks": "true"}  # fmt: skip
    for path in sorted((REPORT / "templates").glob("*.html")):
        with path.open("rb") as file:
            yield from (message for _, _, message, _ in babel_extract(file, ("_", "gettext", "ngettext"), (), options))
    for path in sorted(REPORT.glob("*.py")):
        with path.open("rb") as file:
            found = extract.extract("python", file, keywords={"N_": None, "text": None})
            yield from (message for _, message, _, _ in found)


def ids(catalog: Catalog) -> set[Message]:
    return {m.id if isinstance(m.id, str) else (m.id[0], m.id[1]) for m in catalog if m.id}


@pytest.mark.parametrize("code", ["en", "es"])
def test_a_catalogue_holds_exactly_the_messages_that_the_pages_use(code: str) -> None:
    assert ids(languages.catalogue(code)) == used()


def test_english_and_spanish_are_complete_and_offered() -> None:
    assert languages.gaps("en") == languages.gaps("es") == ()
    assert languages.offered() == ("en", "es")


def test_the_spanish_catalogue_is_not_the_english_one() -> None:
    spanish = languages.catalogue("es")
    same = {m.id for m in spanish if m.id and m.string == m.id}
    assert same <= {"no", "%(n)s", "The Foreign Military Training Report"}


@pytest.fixture
def gap(monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalog]:
    """A Spanish catalogue to spoil."""
    original = languages.catalogue
    spoiled = Catalog(locale="es")
    for message in original("es"):
        if message.id:
            spoiled.add(message.id, message.string)
    languages.language.cache_clear()
    monkeypatch.setattr(languages, "catalogue", lambda code: spoiled if code == "es" else original(code))
    yield spoiled
    languages.language.cache_clear()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda c: c.delete("In short"), "'In short' is missing"),
        (lambda c: c.get("In short").__setattr__("string", ""), "'In short' lacks a plural form or has no text"),
        (lambda c: c.get("%(days)s day").__setattr__("string", ("%(days)s día", "")), "lacks a plural form"),
        (lambda c: c.get("%(days)s day").__setattr__("string", ("%(days)s día",)), "lacks a plural form"),
        (lambda c: c.get("In short").flags.add("fuzzy"), "'In short' is marked fuzzy"),
        (lambda c: c.get("page %(page)s").__setattr__("string", "página %(pagina)s"), "changes a placeholder"),
    ],
)
def test_a_language_is_not_offered_when_anything_is_missing(gap: Catalog, spoil: object, says: str) -> None:
    assert callable(spoil)
    spoil(gap)
    assert len(languages.gaps("es")) == 1
    assert says in languages.gaps("es")[0]
    assert languages.offered() == ("en",)
    with pytest.raises(UsageError, match="not complete"):
        languages.language("es")


def test_plural_forms_follow_the_number() -> None:
    for code, one, many in (("en", "1 day", "2 days"), ("es", "1 día", "2 días")):
        spoken = languages.language(code)
        forms = [spoken.translations.ngettext("%(days)s day", "%(days)s days", n) % {"days": n} for n in (1, 2, 0)]
        assert forms == [one, many, many.replace("2", "0")]


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("2012-05-01", "1 May 2012", "1 de mayo de 2012"),
        ("2012-05", "May 2012", "mayo de 2012"),
        ("2012", "2012", "2012"),
        ("2012-05-01/2012-06-02", "between 1 May 2012 and 2 June 2012",
         "entre el 1 de mayo de 2012 y el 2 de junio de 2012"),
    ],
)  # fmt: skip
def test_a_day_is_told_as_precisely_as_it_is_known(text: str, english: str, spanish: str) -> None:
    day = ImpreciseDate.parse(text)
    assert (languages.language("en").when(day), languages.language("es").when(day)) == (english, spanish)


def test_a_cited_end_is_told_as_one() -> None:
    spoken = languages.language("en")
    assert spoken.span(Period.parse("~2010..2013-02~>")) == (
        "first cited 2010 – last cited February 2013, not over by then"
    )
    assert spoken.span(Period.parse("2010..")) == "2010 – not known"
    assert spoken.span(Period()) == "not known"


def test_a_score_below_one_is_never_shown_as_one() -> None:
    spoken = languages.language("en")
    assert [spoken.score(value) for value in (0.5, 0.997, 1.0)] == ["0.50", "0.99", "1.00"]


def test_the_country_of_a_record_without_one_is_said_to_be_unknown() -> None:
    assert languages.language("es").country("") == "país no indicado"
    assert languages.language("es").country("XAA") == "XAA"


def test_every_mark_of_the_importers_that_the_documents_list_has_words() -> None:
    table = (REPORT.parents[1] / "docs/formats.md").read_text(encoding="utf-8").split("| flag | meaning |")[1]
    rows = [line for line in table.split("\n\n")[0].splitlines() if line.startswith("| ")]
    marks = {mark.strip() for row in rows for mark in row.split("|")[1].split(",")}
    assert len(marks) > 20
    assert marks == set(words.MENDED)
