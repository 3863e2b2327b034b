"""The page as a DOCX file, byte for byte the same from the same page and day."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

from vetting.ask.blocks import Block, Command, Heading, Items, Page, Pairs, Table, Text, shown

#: Zip members bear the first day a zip can hold, as Word's own do.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_LOCALES = {"en": "en-US", "es": "es-ES"}


def write(page: Page, as_of: date) -> bytes:
    """The bytes of the file; its properties are dated ``as_of``, and it names no author."""
    from docx import Document

    document = Document()
    _properties(document, page, as_of)
    _language(document.styles["Normal"].element.get_or_add_rPr(), page.lang)
    writer = _Writer(document)
    for block in page.blocks:
        writer.block(block)
    held = io.BytesIO()
    document.save(held)
    return _same_bytes(held.getvalue())


def _properties(document: Any, page: Page, as_of: date) -> None:
    properties = document.core_properties
    properties.title = shown(page.title)[:255]
    properties.language = _LOCALES[page.lang]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime.combine(as_of, time())
    properties.revision = 1


def _language(run_properties: Any, lang: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for old in run_properties.findall(qn("w:lang")):
        run_properties.remove(old)
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), _LOCALES[lang])
    run_properties.append(element)


class _Writer:
    """Adds blocks to a document. Styles are looked up once: python-docx searches them anew for every paragraph."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._style_ids = {style.name: style.style_id for style in document.styles}

    def block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._add("Title" if block.level == 1 else f"Heading {block.level - 1}", block.text)
        elif isinstance(block, Text):
            style = {"standard": "Intense Quote", "draft": "Quote"}.get(block.kind, "")
            self._add(style, block.text, block.lang, italic=block.kind == "note")
        elif isinstance(block, Items):
            for number, item in enumerate(block.items, start=1):
                text = f"({number}) {item}" if block.numbered else item
                self._add("Quote" if block.kind == "draft" else "List Bullet", text, block.lang)
        elif isinstance(block, Pairs):
            for term, values in block.pairs:
                self._pair(term, values)
        elif isinstance(block, Command):
            for line in block.lines:
                self._add("No Spacing", line, "en", font="Consolas")
        else:
            self._table(block)

    def _add(self, style: str, text: str, lang: str = "", *, italic: bool = False, font: str = "") -> None:
        run = self._paragraph(style).add_run(shown(text))
        if italic:
            run.italic = True
        if font:
            run.font.name = font
        if lang:
            _language(run._r.get_or_add_rPr(), lang)

    def _paragraph(self, style: str) -> Any:
        paragraph = self._document.add_paragraph()
        if style:
            paragraph._p.style = self._style_ids[style]
        return paragraph

    def _pair(self, term: str, values: tuple[str, ...]) -> None:
        paragraph = self._paragraph("List Bullet")
        paragraph.add_run(f"{shown(term)}: ").bold = True
        if len(values) == 1:
            paragraph.add_run(shown(values[0]))
        else:
            for value in values:
                self._add("List Bullet 2", value)

    def _table(self, block: Table) -> None:
        from docx.oxml import OxmlElement

        self._add("Caption", block.caption)
        table = self._document.add_table(rows=1 + len(block.rows), cols=len(block.header), style="Table Grid")
        header, *rows = table.rows
        header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, name in zip(header.cells, block.header, strict=True):
            cell.paragraphs[0].add_run(shown(name)).bold = True
        for row, texts in zip(rows, block.rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.paragraphs[0].add_run(shown(text))


def _same_bytes(packed: bytes) -> bytes:
    """The same members in order of name, without the clock that python-docx lets in."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(held, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, _ZIP_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            target.writestr(member, source.read(name))
    return held.getvalue()
