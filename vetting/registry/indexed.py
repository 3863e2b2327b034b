"""Profiles as entries of the matcher's index, made of what was already read of them: nothing is parsed twice."""

from __future__ import annotations

from collections.abc import Sequence

from vetting.link.features import Head
from vetting.link.registry import Described, Form, Registry, build, concepts_of, keys_of
from vetting.model import SourceRef, Unit
from vetting.names import ParsedName, normalize, parse
from vetting.names.acronyms import initials, letter_pairs, syllable_words
from vetting.registry.profiles import Profile

#: Other words for a profile that are looked up beside its lead.
_OTHERS = 3


def index_of(country: str, profiles: Sequence[Profile]) -> Registry:
    """The profiles indexed as if they were registered units, each at its position."""
    units = [Unit(id=f"{at:06d}", country=country, name=p.lead.text, source=_NOWHERE) for at, p in enumerate(profiles)]
    return build(country, units, described=[_described(at, p) for at, p in enumerate(profiles)], mending=False)


_NOWHERE = SourceRef("", 0)


def head_of(profile: Profile, country: str) -> Head:
    """The profile as it is looked up: its parsed parts alone, whatever the other names of the country are."""
    item = profile.lead
    short = {t for i in profile.items for s in i.short for t in parse(s, country).acronyms}
    return Head(
        text=item.text, normal=normalize(item.text), name=item.name, concepts=concepts_of(item.name, country),
        words=_own(item.name), acronyms=tuple(dict.fromkeys((*item.name.acronyms, *sorted(short)))), context=(),
        branches=item.branches, superiors=frozenset(), office=False, foreign=frozenset(), institution=-1,
        keys=frozenset(),
    )  # fmt: skip


def _described(at: int, profile: Profile) -> Described:
    lead = profile.lead
    read = {i.text: i.name for i in reversed(profile.items)}
    said = dict.fromkeys(t for i in profile.items for t in (i.text, i.printed) if t != lead.text)
    texts = (lead.text, *list(said)[:_OTHERS])
    forms = [_form(at, t, read[t] if t in read else parse(t, lead.country), lead.country) for t in texts]
    short = dict.fromkeys(s for i in profile.items for s in i.short if s not in read)
    forms += [_form(at, text, parse(text, lead.country), lead.country) for text in short]
    return Described(tuple(forms), lead.branches, "unit", lead.name.echelon, lead.name.numbers)


def _form(at: int, text: str, name: ParsedName, country: str) -> Form:
    concepts = concepts_of(name, country)
    own = tuple(w for w in _own(name) if len(w) > 1)
    letters = {"".join(w[0] for w in own), "".join(w[0] for w in name.residue)}
    return Form(
        unit=at, text=text, normal=normalize(text), name=name, concepts=concepts, words=own, optional=frozenset(),
        initials=initials(text), short=frozenset(s for s in letters if len(s) >= 3), pairs=letter_pairs(text),
        keys=frozenset(keys_of(name, concepts) | {f"w:{w}" for w in own}), syllables=syllable_words(text),
    )  # fmt: skip


def _own(name: ParsedName) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*name.residue, *name.honorifics)))
