"""Printed names of one unit come together, names of two never do, whatever the order they come in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registry.labelled import GOLD, our_scores, ours
from tests.registry.scoring import score
from vetting.registry import Cluster, clusters_of
from vetting.registry.clusters import read_items
from vetting.registry.learn import Labels, labelled
from vetting.registry.mentions import items_of
from vetting.registry.pairs import Pairs
from vetting.registry.profiles import profiles_of


def together(country: str, *texts: str) -> set[frozenset[str]]:
    """The texts that share a cluster."""
    found: dict[str, set[str]] = {}
    for text, ids in ours(country, texts).items():
        for one in ids:
            found.setdefault(one, set()).add(text)
    return {frozenset(texts) for texts in found.values()}


def test_one_unit_in_other_words_order_and_language_is_one_cluster() -> None:
    names = (
        "1st Air Brigade",
        "I AIR BRIGADE",
        "Primera Brigada Aérea",
        "Air Brigade No. 1",
        "I Air Brigade, El Palomar",
    )
    assert together("ARG", *names, "2nd Air Brigade") == {frozenset(names), frozenset({"2nd Air Brigade"})}


def test_an_acronym_is_read_as_what_the_same_number_says_in_full() -> None:
    names = ("41st AR", "41st Artillery Regiment", "53rd RAA", "53rd Air Defense Regiment")
    assert together("TUN", *names) == {frozenset(names[:2]), frozenset(names[2:])}


def test_an_acronym_in_brackets_stands_for_the_name_before_it_wherever_it_is_printed() -> None:
    names = ("BATALLON DE INFANTERIA MOTORIZADA NO.14 (BIMOT 14)", "BIMOT 14")
    assert together("ECU", *names, "BIMOT 13") == {frozenset(names), frozenset({"BIMOT 13"})}


def test_a_battalion_is_not_its_brigade_and_the_police_are_not_the_army() -> None:
    names = ("3rd Jungle Brigade", "3rd Jungle Battalion", "Army Special Forces Group", "Police Special Forces Group")
    assert together("PER", *names) == {frozenset({name}) for name in names}


def test_different_arms_of_one_number_are_different_units() -> None:
    names = ("1st Engineer Battalion", "1st Infantry Battalion", "1st Signal Battalion")
    assert together("HND", *names) == {frozenset({name}) for name in names}


def test_a_name_without_number_joins_the_only_unit_that_it_fits() -> None:
    assert together("HND", "Engineer Battalion", "1st Engineer Battalion") == {
        frozenset({"Engineer Battalion", "1st Engineer Battalion"})
    }
    assert len(together("HND", "Engineer Battalion", "1st Engineer Battalion", "2nd Engineer Battalion")) == 3


def test_a_cell_that_names_two_units_is_in_two_clusters() -> None:
    found = ours("HND", ["105th & 120th Brigades", "105th Brigade", "120th Brigade"])
    assert found["105th & 120th Brigades"] == found["105th Brigade"] | found["120th Brigade"]
    assert found["105th Brigade"] != found["120th Brigade"]


def test_an_office_and_a_whole_service_are_the_force_and_a_placeholder_is_nothing() -> None:
    found = clusters_of("HND", ["Army", "Honduran Army", "Army Finance Section", "Not Reported", "U.S. Embassy"])
    assert [(c.status, len(c.items)) for c in found] == [("force", 3)]
    assert items_of("HND", "Not Reported") == ()


def test_a_support_squadron_is_the_numbered_brigade_printed_above_it() -> None:
    assert len(together("ARG", "VII Air Brigade", "VII Air Brigade, Command Support Squadron")) == 1


@pytest.mark.parametrize(
    ("country", "one", "other"),
    [
        ("SEN", "Engineer Battalion", "Engineer Support Battalion"),
        ("AFG", "MOD", "MOD Intel"),
        ("IRQ", "Ministry of Defense", "Ministry of Peshmerga"),
        ("PAK", "Military Intelligence Directorate", "Naval Intelligence Directorate"),
        ("PAK", "PAF Base Faisal", "Air War College Faisal Base"),
        ("HND", "Army Logistics Command", "Armed Forces Logistics Command"),
        ("MRT", "1st Company, Corps of Engineers", "1st Company, Naval Infantry"),
        ("PAK", "Pakistan Naval Ship, Qasim", "Pakistan Naval Ship, Iqbal"),
        ("COL", "9th Army Brigade, Neiva", "Colombian Mobile Brigade No. 9, San Vicente"),
        ("MYS", "Education Directorate, Armed Forces HQ", "Armed Forces HQ"),
        ("MLI", "Transport Squadron, Air Base 100", "Air Base 100"),
    ],
)
def test_what_one_says_more_of_work_service_place_or_superior_keeps_two_units_apart(
    country: str, one: str, other: str
) -> None:
    assert together(country, one, other) == {frozenset({one}), frozenset({other})}


def test_a_name_that_may_be_any_of_two_fuller_ones_joins_neither() -> None:
    names = ("Training Wing", "Army Training Wing", "Air Force Training Wing")
    assert together("KEN", *names) == {frozenset({name}) for name in names}


def test_letters_that_both_print_make_no_acronym_of_words_that_only_one_has() -> None:
    names = ("Ministry of Defense", "MOD", "MOD Engineering", "MOD Logistics")
    assert together("AFG", *names) == {frozenset(names[:2]), frozenset({names[2]}), frozenset({names[3]})}


def test_a_place_in_capitals_behind_many_units_is_the_acronym_of_none() -> None:
    cells = ("4 BUREAU-RABAT", "2 BUREAU-RABAT", "MOJ-RABAT", "BATAILLON DES FORCES SPECIALES (BFSX)")
    assert [item.short for item in read_items("MAR", cells)] == [(), (), (), ("BFSX",)]


def test_a_place_by_itself_is_no_unit_that_stands_there() -> None:
    cells = ("City Almaty", "Signal Regiment, Almaty", "Almaty Signal Regiment")
    profiles = profiles_of(read_items("KAZ", cells))
    pairs = Pairs("KAZ", profiles)
    at = {p.lead.cell: i for i, p in enumerate(profiles)}
    assert not pairs.vetoed(at["Almaty Signal Regiment"], at["City Almaty"])
    assert pairs.vetoed(at["Signal Regiment, Almaty"], at["City Almaty"])


def test_the_neighbors_navy_is_no_force_of_the_country() -> None:
    ids = {c.id for c in clusters_of("CMR", ["Navy", "Nigerian Navy"])}
    assert ids == {"cmr-force-navy", "cmr-force-navy-of-nga"}


def test_ids_are_made_of_country_and_name_and_do_not_depend_on_other_cells() -> None:
    alone = {c.id for c in clusters_of("ECU", ["19th Jungle Brigade"])}
    assert alone == {"ecu-19-jungle-brigade"}
    assert alone < {c.id for c in clusters_of("ECU", ["19th Jungle Brigade", "Army", "17th Engineer Battalion"])}


def numbers_of(cluster: Cluster) -> set[frozenset[int]]:
    return {frozenset(i.name.numbers) for i in cluster.items if i.name.numbers}


SETS = labelled(GOLD)


@pytest.mark.parametrize("labels", SETS, ids=[f"{name}-{country}" for name, country, _ in SETS])
def test_no_cluster_of_the_labelled_strings_holds_two_numbers(
    labels: Labels,
) -> None:
    _, country, texts = labels
    assert [c.name for c in clusters_of(country, sorted(texts)) if len(numbers_of(c)) > 1] == []


@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(SETS))
def test_the_order_of_the_cells_changes_nothing(chance: random.Random, labels: Labels) -> None:
    _, country, texts = labels
    some = sorted(texts)[:40]
    mixed = chance.sample(some, len(some))
    assert clusters_of(country, mixed) == clusters_of(country, some)


def test_the_labelled_strings_are_grouped_as_well_as_before_with_their_country_left_out_of_learning() -> None:
    found = our_scores()
    assert found["clusters"].cubed_f1 >= 0.97
    assert found["clusters"].pair_precision >= 0.99
    assert found["queries"].pair_precision >= 0.98
    assert found["queries"].cubed_f1 >= 0.895
    assert found["others_queries"].pair_precision >= 0.895
    assert found["others_queries"].cubed_f1 >= 0.895


def test_the_scoring_counts_pairs_and_members() -> None:
    labels = {"a": frozenset("1"), "b": frozenset("1"), "c": frozenset("2"), "d": frozenset()}
    same = score([(labels, {"a": frozenset("x"), "b": frozenset("x"), "c": frozenset("y"), "d": frozenset()})])
    assert (same.pair_f1, same.cubed_f1) == (1.0, 1.0)
    one = score([(labels, dict.fromkeys(labels, frozenset("x")))])
    assert one.pair_precision == pytest.approx(1 / 6)
    assert one.cubed_recall == 1.0
    assert one.cubed_precision == pytest.approx((0.5 + 0.5 + 0.25) / 3)
    apart = score([(labels, {t: frozenset(t) for t in labels})])
    assert apart.pair_recall == 0.0
    assert apart.cubed_recall == pytest.approx((0.5 + 0.5 + 1) / 3)


def test_a_name_joins_none_of_two_fuller_ones_that_are_two_units() -> None:
    names = ("2nd Brigade", "2nd Military Police Brigade", "2nd Artillery Brigade")
    assert together("COL", *names) == {frozenset({name}) for name in names}
    assert (
        len(together("CMR", "Intervention Battalion", "1st Intervention Battalion", "4th Intervention Battalion")) == 3
    )
    assert len(together("CMR", "Intervention Battalion", "1st Intervention Battalion")) == 1


def test_units_that_do_different_things_or_have_different_names_never_come_together() -> None:
    for names in (
        ("25th Parachute Logistics Battalion", "25th Infantry Battalion"),
        ("Gorakh Bahadur Battalion", "Gorakh Dal Battalion"),
        ("57 Baluch Regiment", "57 Field Artillery Regiment"),
        ("Military Academy", "Navy Academy"),
        ("Rapid Intervention Battalion Delta", "Rapid Intervention Battalion"),
        ("6th Artillery Group", "06th Army Division"),
        ("2 Corps", "2 Coast Guard"),
    ):
        assert together("NPL", *names) == {frozenset({name}) for name in names}, names


def test_parachutists_may_be_called_special_forces() -> None:
    assert len(together("URY", "14 SF INF BN", "14th Parachute Infantry Battalion", "14th Infantry Battalion")) == 1


def test_an_unknown_acronym_joins_no_unit_by_its_number_alone() -> None:
    names = ("BITER 26", "BAS 26", "26th Signal Regiment")
    assert len(together("COL", *names)) == 3


def test_an_acronym_before_its_service_or_its_numbered_superior_is_the_unit() -> None:
    assert together("PHL", "JSOG, AFP", "NOLCOM, AFP", "AFP") == {
        frozenset({"JSOG, AFP"}),
        frozenset({"NOLCOM, AFP"}),
        frozenset({"AFP"}),
    }
    found = together("PER", "BC-19 - 1st Special Forces Brigade", "1st Special Forces Brigade")
    assert len(found) == 2


def test_a_place_printed_behind_units_is_no_unit() -> None:
    cells = ("Engineer Battalion - Rabat", "ERN - Rabat", "Appeal Court / RABAT", "Artillery School - Rabat")
    found = clusters_of("MAR", cells)
    assert not [c for c in found if c.name.casefold() == "rabat"]
    assert any(c.name == "RABAT" for c in clusters_of("MAR", ["RABAT"]))  # alone nothing shows that it is a place


def test_a_headquarters_a_staff_and_a_ministry_are_three_bodies_and_a_secretariat_is_a_fourth() -> None:
    names = ("Headquarters, Armed Forces", "General Staff", "Ministry of Defense", "Secretariat of Defense")
    assert together("MOZ", *names) == {frozenset({name}) for name in names}


def test_state_security_is_none_of_the_gendarmerie() -> None:
    names = ("State Security Directorate", "General Directorate of National Gendarmerie")
    assert together("MLI", *names) == {frozenset({name}) for name in names}


def test_a_section_printed_beside_an_office_says_which_it_is() -> None:
    names = ("NAVAL INTELLIGENCE DIVISION, N2", "INTELLIGENCE DIVISION N2", "N2 Naval Intelligence")
    assert together("URY", *names) == {frozenset(names)}
    assert together("URY", names[0], "Navy") == {frozenset({names[0]}), frozenset({"Navy"})}


def test_a_service_with_another_country_behind_a_dash_is_that_countrys() -> None:
    ids = {c.id for c in clusters_of("CMR", ["NAVY", "NAVY- NIGERIA", "NAVY -BENIN REPUBLIC"])}
    assert ids == {"cmr-force-navy", "cmr-force-navy-of-nga", "cmr-force-navy-of-ben"}


def test_letters_without_a_number_are_none_of_the_numbered_units_of_their_kind() -> None:
    names = ("4th BIR", "4th Bataillon Intervention Rapide", "BIR")
    assert together("CMR", *names) == {frozenset(names[:2]), frozenset(names[2:])}


def test_an_acronym_before_its_staffs_acronym_is_a_unit_under_it() -> None:
    (item,) = items_of("TCD", "DIRTRANS/EMGA")
    assert (item.printed, item.above) == ("DIRTRANS", ("EMGA",))


def test_the_marine_corps_is_not_its_school() -> None:
    assert len(together("ECU", "Marine Corps", "Marines School")) == 2


def test_where_a_country_has_very_many_names_likeness_alone_joins_fewer() -> None:
    names = ("Ansal Institute of Technology", "Institute of Management Technology")
    others = [f"{n}th {kind} Battalion" for n in range(4, 304) for kind in ("Infantry", "Engineer", "Signal")]
    profiles = profiles_of(item for name in (*names, *others) for item in items_of("IND", name))
    few = profiles_of(item for name in names for item in items_of("IND", name))
    crowded, alone = Pairs("IND", profiles), Pairs("IND", few)
    places = [at for at, p in enumerate(profiles) if "Technology" in p.lead.text]
    assert len(places) == len(few) == 2
    assert crowded.logit(*places) < alone.logit(0, 1) - 0.9
