"""Why a pair was, or was not, linked: the features of its best reading as points that sum to the score's logit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vetting.link.alike import alike
from vetting.link.cell import judge_all
from vetting.link.features import FEATURES, acronym_hits, compare
from vetting.link.heads import Named, read
from vetting.link.judgement import calibrate, judge, rounded, score, weights
from vetting.link.overflow import NO_COUNTRY
from vetting.link.registry import Registry, build
from vetting.link.scored import Scored, forbidden
from vetting.link.whole import better, not_held, offered, scored
from vetting.model import Mention, Unit


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
    """

    mention: Mention
    unit_id: str
    segment: str
    score: float
    logit: float
    status: str
    reason: str
    rows: tuple[Row, ...]


_BASE = ("what is left before anything is compared", "lo que hay antes de comparar nada")
_CALIBRATION = (
    "how often such a sum was right among labelled names, as the best of its text or behind another",
    "cuántas veces una suma así fue correcta entre nombres rotulados, como la mejor de su texto o detrás de otra",
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
) -> PairExplanation:
    """The evidence for, against and missing between ``mention`` and ``unit``, beside the other ``units``."""
    beyond = mention.country != unit.country
    if beyond and mention.country and unit.country:
        return _nothing(mention, unit, "the text stands under another country than the unit")
    beside = [u for u in units if u.country == unit.country or (beyond and u.country and unit.country)]
    registry = build("" if beyond else unit.country, beside, superiors)
    at = next((i for i, u in enumerate(registry.units) if u.id == unit.id), -1)
    if at < 0:
        return _nothing(mention, unit, "the unit is a placeholder, or not among those given")
    named = read(mention.text, registry, mention.country)
    verdict = None if beyond else _whole(mention.text, named, registry, at)
    if verdict is None:
        found = [(n, p) for n in named if (p := _pair(n, registry, at))]
        if not found:
            return _nothing(mention, unit, "the text names no unit")
        verdict = _verdict(named, *max(found, key=lambda f: f[1].logit), registry)
    if beyond:
        reason = NO_COUNTRY if verdict.status == "match" else verdict.reason
        verdict = replace(verdict, status="candidate", reason=reason)
    return verdict.shown(mention, registry)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A pair with what became of it: the stretch compared, its log-odds, status and reason."""

    segment: str
    pair: Scored
    odds: float
    status: str
    reason: str

    def shown(self, mention: Mention, registry: Registry) -> PairExplanation:
        """The verdict with its evidence."""
        used, pair = weights(), self.pair
        rows = [Row("base", "against" if used.base < 0 else "for", used.base, *_BASE)]
        rows += [
            _row(f.name, value, weight, f.text_en, f.text_es)
            for f, value, weight in zip(FEATURES, pair.values, used.values, strict=True)
            if value
        ]
        if self.odds != pair.logit:
            rows.append(_row("calibration", self.odds - pair.logit, 1.0, *_CALIBRATION))
        unit = registry.units[pair.unit].id
        return PairExplanation(
            mention, unit, self.segment, rounded(self.odds), self.odds, self.status, self.reason, tuple(rows)
        )


def _verdict(cell: Sequence[Named], named: Named, pair: Scored, registry: Registry) -> _Verdict:
    used = weights()
    odds = calibrate(score(named.readings, registry, used), registry, used).get(pair.unit, pair.logit)
    found = judge_all(cell, registry, used, len(registry.units))
    matches = next(matches for one, matches in zip(cell, found, strict=True) if one is named)
    verdict = next((m for m in matches if m.unit_id == registry.units[pair.unit].id), None)
    status = verdict.status if verdict else "candidate"
    reason = verdict.reason if verdict else ""
    if status != "match" and not reason:
        reason = pair.against or "the evidence is too weak"
    return _Verdict(named.segment.text, pair, odds, status, reason)


def _whole(text: str, named: Sequence[Named], registry: Registry, unit: int) -> _Verdict | None:
    """What the whole cell says of a unit that is offered because it is written like it (``whole``)."""
    used, near = weights(), alike([text], registry)[0].forms
    if not any(registry.forms[at].unit == unit for at in near):
        return None
    parts = [judge(n, registry, used, _OFFERED) for n in named if n.readings]
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
