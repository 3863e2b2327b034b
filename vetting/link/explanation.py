"""Why a pair was, or was not, linked: the features of its best reading as points that sum to the score's logit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from vetting.link.alike import alike
from vetting.link.cell import judge_all, others_of
from vetting.link.collective import Elsewhere, Support
from vetting.link.enclosing import by_context
from vetting.link.features import FEATURES, acronym_hits, compare
from vetting.link.heads import Named, read
from vetting.link.judgement import calibrate, judge, rounded, score, weights
from vetting.link.misprints import misprints, respelt
from vetting.link.overflow import NO_COUNTRY
from vetting.link.registry import Registry, build
from vetting.link.scored import Scored, forbidden
from vetting.link.whole import better, not_held, offered, scored
from vetting.model import Mention, Reading, Unit
from vetting.names import normalize


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of evidence. ``answer``: for, against or missing; ``points`` are added to the logit."""

    feature: str
    answer: str
    points: float
    text_en: str
    text_es: str


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """A mention beside one unit: the stretch compared, its score in [0, 1], status, reason and rows.

    The rows' points sum to ``logit``; ``score`` is its logistic. ``status``: match, candidate or none (never compared).
    ``misprints`` are the words of the text that were read as others, and the stretch compared where it was read as a
    registered name of other small words, plurals or vowels: each as printed, and as read.
    """

    mention: Mention
    unit_id: str
    segment: str
    score: float
    logit: float
    status: str
    reason: str
    rows: tuple[Row, ...]
    misprints: tuple[tuple[str, str], ...] = ()


_BASE = ("what is left before anything is compared", "lo que hay antes de comparar nada")
_CALIBRATION = (
    "how often such a sum was right among labelled names, as the best of its text or behind another",
    "cuántas veces una suma así fue correcta entre nombres rotulados, como la mejor de su texto o detrás de otra",
)
_ELSEWHERE = (
    "other records of the country print this name, and where they say which unit, it is this one",
    "otros registros del país imprimen este nombre y, donde dicen de qué unidad se trata, es esta",
)
_MISSING = ("unit_only",)


def _row(name: str, value: float, weight: float, text_en: str, text_es: str) -> Row:
    points = value * weight
    answer = "missing" if name.endswith(_MISSING) else "for" if points >= 0 else "against"
    return Row(name, answer, points, text_en, text_es)


def _pair(named: Named, registry: Registry, unit: int) -> Scored | None:
    used = weights()
    held = next((p for p in score(named.readings, registry, used) if p.unit == unit), None)
    if held is not None:
        return held
    best: Scored | None = None
    for head in named.readings:
        hits = acronym_hits(head, registry)
        for at in registry.own_forms(unit):
            values = compare(head, at, registry, hits)
            logit = used.base + sum(w * v for w, v in zip(used.values, values, strict=True) if v)
            if best is None or logit > best.logit:
                best = Scored(unit, at, head, logit, tuple(values), forbidden(head, at, values, registry))
    return best


def explain(
    mention: Mention,
    unit: Unit,
    units: Sequence[Unit],
    *,
    superiors: Mapping[str, Iterable[str]] | None = None,
    beside: Callable[[], Iterable[Reading]] = tuple,
) -> PairExplanation:
    """The evidence for, against and missing between ``mention`` and ``unit``, beside the other ``units``.

    ``beside`` gives what ``link`` read in the mentions of the job, of this country at the least; it is called only
    where other records may bear the pair out (``collective``). Without it the mention is explained as if alone.
    """
    beyond = mention.country != unit.country
    if beyond and mention.country and unit.country:
        return _nothing(mention, unit, "the text stands under another country than the unit")
    near = [u for u in units if u.country == unit.country or (beyond and u.country and unit.country)]
    registry = build("" if beyond else unit.country, near, superiors)
    at = next((i for i, u in enumerate(registry.units) if u.id == unit.id), -1)
    if at < 0:
        return _nothing(mention, unit, "the unit is a placeholder, or not among those given")
    named = read(mention.text, registry, mention.country)
    others: Mapping[int, Support] = {}
    if not beyond and mention.country:
        asked = partial(_elsewhere, mention.country, beside, units)
        others = others_of(mention.text, named, judge_all(named, registry, weights(), 1), asked)
    verdict = None if beyond else _whole(mention.text, named, registry, at, others)
    if verdict is None:
        found = [(n, c, p) for n in named if (p := _pair(c := _compared(n, registry, unit.id), registry, at))]
        if not found:
            return _nothing(mention, unit, "the text names no unit")
        verdict = _verdict(named, *max(found, key=lambda f: f[2].logit), registry, others)
    if beyond:
        reason = NO_COUNTRY if verdict.status == "match" else verdict.reason
        verdict = replace(verdict, status="candidate", reason=reason)
    return verdict.shown(mention, registry)


def _elsewhere(country: str, beside: Callable[[], Iterable[Reading]], units: Iterable[Unit]) -> Elsewhere:
    cells = [(r.mention.text, [(p.text, p.matches) for p in r.parts]) for r in beside() if r.mention.country == country]
    return Elsewhere(country, cells, units)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A pair with what became of it: the stretch compared, its log-odds, status and reason.

    ``others``: what other records add to the log-odds, which hold it.
    """

    segment: str
    pair: Scored
    odds: float
    status: str
    reason: str
    others: float = 0.0

    def shown(self, mention: Mention, registry: Registry) -> PairExplanation:
        """The verdict with its evidence."""
        used, pair = weights(), self.pair
        rows = [Row("base", "against" if used.base < 0 else "for", used.base, *_BASE)]
        rows += [
            _row(f.name, value, weight, f.text_en, f.text_es)
            for f, value, weight in zip(FEATURES, pair.values, used.values, strict=True)
            if value and weight  # what counts for nothing is no evidence
        ]
        alone = self.odds - self.others
        if alone != pair.logit:
            rows.append(_row("calibration", alone - pair.logit, 1.0, *_CALIBRATION))
        if self.others:
            rows.append(_row("elsewhere", self.others, 1.0, *_ELSEWHERE))
        unit = registry.units[pair.unit].id
        read_as = misprints(mention.text, registry.spelling) if registry.spelling else ()
        read_as += _worded(self.segment, registry)
        return PairExplanation(
            mention, unit, self.segment, rounded(self.odds), self.odds, self.status, self.reason, tuple(rows), read_as
        )


def _worded(segment: str, registry: Registry) -> tuple[tuple[str, str], ...]:
    """The stretch and the registered name it was read as, where small words, plurals or vowels differ (``wording``)."""
    mended = respelt(segment, registry.spelling).text if registry.spelling else segment
    name = registry.worded(mended)
    return ((segment, name),) if name and normalize(name) != normalize(mended) else ()


def _compared(named: Named, registry: Registry, unit_id: str) -> Named:
    """``named``, or the body around it for which it is claimed: an office's, a post's."""
    held = judge(named, registry, weights(), _OFFERED) if named.readings else ()
    around = by_context(named, held, registry, weights()) if named.readings else None
    return around[0] if around is not None and around[1].unit_id == unit_id else named


def _verdict(
    cell: Sequence[Named],
    named: Named,
    compared: Named,
    pair: Scored,
    registry: Registry,
    others: Mapping[int, Support],
) -> _Verdict:
    used = weights()
    odds = calibrate(score(compared.readings, registry, used), registry, used).get(pair.unit, pair.logit)
    found = judge_all(cell, registry, used, len(registry.units), others)
    at = next(at for at, one in enumerate(cell) if one is named)
    borne_out = at in others and others[at].unit_id == registry.units[pair.unit].id
    added = used.elsewhere if borne_out else 0.0
    matches = found[at]
    verdict = next((m for m in matches if m.unit_id == registry.units[pair.unit].id), None)
    status = verdict.status if verdict else "candidate"
    reason = verdict.reason if verdict else ""
    if status != "match" and not reason:
        reason = pair.against or "the evidence is too weak"
    return _Verdict(compared.segment.text, pair, odds + added, status, reason, added)


def _whole(
    text: str, named: Sequence[Named], registry: Registry, unit: int, others: Mapping[int, Support]
) -> _Verdict | None:  # fmt: skip
    """What the whole cell says of a unit that is offered because it is written like it (``whole``)."""
    used, near = weights(), alike([text], registry)[0].forms
    if not any(registry.forms[at].unit == unit for at in near):
        return None
    parts = judge_all(named, registry, used, _OFFERED, others)
    near = not_held(near, text, named, parts, registry)
    if not any(registry.forms[at].unit == unit for at in near):
        return None
    offers = {o.unit_id: o for o in offered(text, near, registry, used, len(near))}
    offer = offers[registry.units[unit].id]
    if not better(offer, parts):
        return None
    pairs = scored(text, near, registry, used)
    pair = next(p for p in pairs if p.unit == unit)
    return _Verdict(text, pair, calibrate(pairs, registry, used)[unit], offer.status, offer.reason)


#: Candidates that linking keeps for a part, unless told otherwise.
_OFFERED = 5


def _nothing(mention: Mention, unit: Unit, reason: str) -> PairExplanation:
    return PairExplanation(mention, unit.id, "", 0.0, 0.0, "none", reason, ())
