"""A printed name → lower-case words without accents, one spelling for ordinals and dotted abbreviations."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

#: How many names are remembered, about a country's worth: the next country has others.
CACHED = 1 << 14

_QUOTES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-",
                         "—": "-", "°": "º", "\xa0": " "})  # fmt: skip
_NUMBER_SIGN = re.compile(r"\bn[º.]{1,2}\s*(?=\d)|#\s*(?=\d)", re.IGNORECASE)
_SUFFIX = (
    r"st|nd|rd|th|d|rst|sr|nda|ndo|er[oa]?|r[oa]|d[oa]|n[oa]|t[oa]|m[oa]|v[oa]|av[oa]|[oa]|eme|ieme|ième|ème|e|re|ere"
    r"|nde|º|ª"
)
_ORDINAL = re.compile(rf"(?<![\w.])(\d{{1,3}})(?:\s?/\s?|\.|-(?=st|nd|rd|th))?(?:{_SUFFIX})(?![\w/])\.?", re.IGNORECASE)
#: A letter that an encoding lost, most often é: ``Arm?es``.
_LOST = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")
#: An ordinal sign that runs into an abbreviation: ``36ºRA``.
_GLUED = re.compile(r"(?<=\d)([º°ª])(?=[A-Z]{2})")
_SPACED_ORDINAL = re.compile(r"(?<!\w)(\d{1,3})\s(?:st|nd|rd|th)\b", re.IGNORECASE)
_DOTTED = re.compile(r"(?<![\w.])(?:[a-z]{1,2}\.\s?){1,7}[a-z]{1,2}(?:\.|(?![\w.]))")
#: Letters printed apart: ``B I R``.
_SPELT = re.compile(r"(?<!\S)(?:[a-z] ){2,6}[a-z](?!\S)")
_HAS_DIGIT = re.compile(r"\d").search
#: A sign written out for the web again and again: ``&amp;amp;amp;``.
_ESCAPED = re.compile(r"&(?:amp;)+")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_POSSESSIVE = re.compile(r"(?<=[a-z])'s?(?![a-z])")


def fold(text: str) -> str:
    """Lower case without accents; quotes and dashes in one form. Folding twice is folding once."""
    if "&" in text:
        text = html.unescape(_ESCAPED.sub("&", text))
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_QUOTES).replace("º", "\x00").replace("ª", "\x01"))
        text = "".join(c for c in text if not unicodedata.combining(c))
        text = text.replace("\x00", "º").replace("\x01", "ª")
    return text.lower()


def _join(match: re.Match[str]) -> str:
    return match.group().replace(".", "").replace(" ", "")


def words(text: str) -> list[str]:
    """The words and figures of a name in order: ``15TH SF Bn.`` → ``15 sf bn``, ``BIM15`` → ``bim 15``.

    Ordinal endings go (``3ra``, ``12/o.``, ``22ème``), dotted letters join (``FF.AA.`` → ``ffaa``), ``N.º`` and ``#``
    become ``no``.
    """
    return list(_words(text))


@lru_cache(maxsize=1 << 12)
def _words(text: str) -> tuple[str, ...]:
    """The words, for the next to ask: one name is read for its parts, its acronyms and its spelling in a row."""
    folded = fold(_GLUED.sub(r"\1 ", _LOST.sub("e", text) if "?" in text else text))
    if _HAS_DIGIT(folded):
        folded = _NUMBER_SIGN.sub(" no ", folded)
        folded = _ORDINAL.sub(r"\1 ", folded)
        folded = _SPACED_ORDINAL.sub(r"\1 ", folded)
    if "." in folded:
        folded = _DOTTED.sub(_join, folded)
    if _SPELT.search(folded):
        folded = _SPELT.sub(_join, folded)
    if "'" in folded:
        folded = _POSSESSIVE.sub("", folded)
    return tuple(_TOKEN.findall(folded))


def normalize(text: str) -> str:
    """The words of ``text`` joined by single spaces. Normalizing twice is normalizing once."""
    out = " ".join(words(text))
    if not _HAS_DIGIT(out) and not _SPELT.search(out):
        return out
    again = " ".join(words(out))
    while again != out:  # "1 s.t" style leftovers settle after a pass or two
        out, again = again, " ".join(words(again))
    return out
