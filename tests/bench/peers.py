"""The matchers compared in ``linking_peers``: each takes a labelled set, and ranks the units of every query.

A peer is made by its factory, which imports its library (and, for ours held out, learns), so that the time of a job is
the job's alone. All of them see the whole registry of the query's country, names and aliases; a unit's score is its
best name's.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tests.bench.labeled_sets import LabeledSet
from tests.gold.scoring import Query, ranked
from vetting.model import Mention, Reading, Unit

#: Units of a query, best first: id, score, and whether the matcher itself claims it (None: a threshold has to say).
Row = tuple[str, float, bool | None]
Ranking = dict[str, list[Row]]
Matcher = Callable[[LabeledSet], Ranking]
#: Makes a matcher for a set of these countries.
Factory = Callable[[set[str]], Matcher]

_KEPT = 20


def _names(units: Iterable[Unit]) -> dict[str, tuple[list[str], list[str]]]:
    """Country → unit ids and names, one pair per name or alias."""
    found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for unit in units:
        for text in (unit.name, *unit.aliases):
            ids, texts = found[unit.country]
            ids.append(unit.id)
            texts.append(text)
    return dict(found)


def _best(scored: Iterable[tuple[str, float]]) -> list[Row]:
    """Each unit once with its best score, best first; equal scores in the order of ids."""
    best: dict[str, float] = {}
    for unit, score in scored:
        best[unit] = max(best.get(unit, score), score)
    rows = sorted(((-score, unit) for unit, score in best.items()), key=lambda row: row)
    return [(unit, -score, None) for score, unit in rows[:_KEPT]]


def ours(countries: set[str]) -> Matcher:
    """The tool itself: its own claims, nothing tuned; the shipped weights, learned from ``gold`` among others."""
    from vetting.link import link

    def run(labeled: LabeledSet) -> Ranking:
        asked = (query.mention for query in labeled.queries)
        return _own(labeled.queries, {r.mention: r for r in link(asked, labeled.units, superiors=labeled.above)})

    return run


def ours_held_out(countries: set[str]) -> Matcher:
    """The same with weights learned without the country that is judged."""
    from tests.bench.held_out import learned_without, read_held_out

    learned = learned_without(countries)
    return lambda labeled: _own(labeled.queries, read_held_out(labeled, learned))


def _own(queries: Iterable[Query], readings: Mapping[Mention, Reading]) -> Ranking:
    found: Ranking = {}
    for query in queries:
        reading = readings[query.mention]
        scores: dict[str, float] = {}
        for match in (m for part in reading.parts for m in part.matches):
            scores[match.unit_id] = max(scores.get(match.unit_id, 0.0), match.score)
        found[query.id] = [(unit, scores[unit], claimed) for unit, claimed in ranked(reading)]
    return found


def rapidfuzz_by(scorer: str) -> Factory:
    """A scorer of RapidFuzz on texts without accents in its default processing (lower case, letters, figures)."""

    def factory(countries: set[str]) -> Matcher:
        from rapidfuzz import fuzz, process, utils

        from vetting.names import fold

        def run(labeled: LabeledSet) -> Ranking:
            names = _names(labeled.units)
            found: Ranking = {}
            for country, asked in labeled.by_country().items():
                ids, texts = names.get(country, ([], []))
                clean = [utils.default_process(fold(text)) for text in texts]
                wanted = [utils.default_process(fold(query.mention.text)) for query in asked]
                scores = process.cdist(wanted, clean, scorer=getattr(fuzz, scorer))
                for query, line in zip(asked, scores.tolist(), strict=True):
                    found[query.id] = _best(zip(ids, line, strict=True))
            return found

        return run

    return factory


def nomenklatura_logic_v2(countries: set[str]) -> Matcher:
    """logic-v2 on Organization entities: every pair of a country, no index before it that could lose one."""
    from followthemoney import model
    from nomenklatura.matching import LogicV2

    def entity(key: str, names: Sequence[str], country: str) -> Any:
        return model.get_proxy(
            {"id": key, "schema": "Organization", "properties": {"name": list(names), "country": [country]}}
        )

    def run(labeled: LabeledSet) -> Ranking:
        config = LogicV2.default_config()
        held: dict[str, list[Any]] = defaultdict(list)
        for unit in labeled.units:
            held[unit.country].append(entity(unit.id, (unit.name, *unit.aliases), unit.country))
        found: Ranking = {}
        for query in labeled.queries:
            asked = entity(query.id, (query.mention.text,), query.mention.country)
            found[query.id] = _best(
                (one.id, LogicV2.compare(asked, one, config).score) for one in held.get(query.mention.country, ())
            )
        return found

    return run


def tfidf_trigrams(countries: set[str]) -> Matcher:
    """scikit-learn's tf-idf of character trigrams within words, and sparse_dot_topn for the best of each country."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    def run(labeled: LabeledSet) -> Ranking:
        names = _names(labeled.units)
        found: Ranking = {}
        vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), strip_accents="unicode")
        vectorizer.fit([text for _, texts in names.values() for text in texts])
        for country, asked in labeled.by_country().items():
            ids, texts = names.get(country, ([], []))
            if not texts:
                found.update({query.id: [] for query in asked})
                continue
            left = vectorizer.transform([query.mention.text for query in asked])
            best = sp_matmul_topn(left, vectorizer.transform(texts).T.tocsr(), top_n=_KEPT * 3, sort=True)
            for at, query in enumerate(asked):
                span = slice(best.indptr[at], best.indptr[at + 1])
                columns, scores = best.indices[span].tolist(), best.data[span].tolist()
                found[query.id] = _best((ids[c], s) for c, s in zip(columns, scores, strict=True))
        return found

    return run


def splink_duckdb(countries: set[str]) -> Matcher:
    """Splink on DuckDB at its best: columns parsed by our parser, its m parameters taken from the labels themselves."""
    import pandas as pd
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    from vetting.names import normalize, parse, split

    logging.getLogger("splink").setLevel(logging.ERROR)

    def columns(text: str) -> dict[str, object]:
        heads = [segment.text for segment in split(text) if segment.role == "head"]
        name = parse(heads[0] if heads else text)
        lists = {
            "numbers": [str(n) for n in name.numbers],
            "branches": list(name.branches),
            "functions": list(name.functions),
            "words": [*name.residue, *name.honorifics],
        }
        return {
            "normal": normalize(text),
            "echelon": name.echelon or None,
            "number": " ".join(lists["numbers"]) or None,
            **{column: values or None for column, values in lists.items()},
        }

    def settings() -> Any:
        return SettingsCreator(
            link_type="link_only",
            comparisons=[
                compare.ExactMatch("number"),
                compare.ExactMatch("echelon"),
                compare.ArrayIntersectAtSizes("branches", [1]),
                compare.ArrayIntersectAtSizes("functions", [2, 1]),
                compare.ArrayIntersectAtSizes("words", [2, 1]),
                compare.JaroWinklerAtThresholds("normal", [0.95, 0.88, 0.8]),
            ],
            blocking_rules_to_generate_predictions=[block_on("country")],
            retain_matching_columns=False,
        )

    def run(labeled: LabeledSet) -> Ranking:
        left = pd.DataFrame(
            [
                {"unique_id": q.id, "country": q.mention.country, "label": (*q.expected, q.id)[0]}
                | columns(q.mention.text)
                for q in labeled.queries
            ]
        )
        right = pd.DataFrame(
            [
                {"unique_id": f"{u.id}|{at}", "country": u.country, "label": u.id} | columns(text)
                for u in labeled.units
                for at, text in enumerate((u.name, *u.aliases))
            ]
        )
        api = DuckDBAPI()
        linker: Any = Linker(
            [api.register(left, dataset_display_name="a_texts"), api.register(right, dataset_display_name="b_units")],
            settings(), log_level=logging.ERROR,
        )  # fmt: skip
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        linker.training.estimate_m_from_label_column("label")
        scored = linker.inference.predict(threshold_match_weight=-50).as_pandas_dataframe()
        gathered: dict[str, list[tuple[str, float]]] = defaultdict(list)
        columns_read = (scored[name] for name in ("unique_id_l", "unique_id_r", "match_weight"))
        for text, unit, weight in zip(*columns_read, strict=True):
            gathered[text].append((unit.rpartition("|")[0], float(weight)))
        return {query.id: _best(gathered.get(query.id, ())) for query in labeled.queries}

    return run


PEERS: dict[str, Factory] = {
    "ours": ours,
    "ours, country held out": ours_held_out,
    "RapidFuzz token_set_ratio": rapidfuzz_by("token_set_ratio"),
    "RapidFuzz token_sort_ratio": rapidfuzz_by("token_sort_ratio"),
    "RapidFuzz WRatio": rapidfuzz_by("WRatio"),
    "tf-idf trigrams, sparse_dot_topn": tfidf_trigrams,
    "splink on DuckDB": splink_duckdb,
    "nomenklatura logic-v2": nomenklatura_logic_v2,
}
