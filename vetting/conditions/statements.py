"""Words about what the record says of one thing: yes, no, which of a few kinds, how many; missing is unknown.

``SUBJECTS`` names every such thing by its path in facts.schema.json, in words that fit "is not on record".
"""

from __future__ import annotations

from vetting.conditions.case import World
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Outcome, Reason, Words
from vetting.conditions.terms import RECIPIENT_WORDS, listed
from vetting.conditions.vocabulary import Argument, Node, word
from vetting.period import Truth

SUBJECTS = {
    "country_facts.certification.made": Words(
        "the certificate or report that the law asks for", "la certificación o el informe que pide la ley"
    ),
    "country_facts.coup.state_determination": Words(
        "a State Department determination of a coup", "una determinación de golpe de Estado del Departamento de Estado"
    ),
    "country_facts.pattern_502b.certified": Words("a presidential certificate", "una certificación presidencial"),
    "country_facts.pattern_502b.determined": Words(
        "a finding of a consistent pattern of gross violations",
        "una determinación de patrón persistente de violaciones graves",
    ),
    "country_facts.pattern_502b.extraordinary_circumstances": Words(
        "extraordinary circumstances", "circunstancias extraordinarias"
    ),
    "mission.com_concurrence": Words(
        "the concurrence of the U.S. ambassador", "la conformidad del embajador de EE. UU."
    ),
    "mission.equipment_provided": Words("equipment supplied with the mission", "equipo entregado con la misión"),
    "mission.faa660_notwithstanding": Words(
        "a clause 'notwithstanding section 660' that covers the money",
        "una cláusula 'no obstante la sección 660' que cubra el dinero",
    ),
    "mission.fmtr_entry.recipient_unit_given": Words("the recipient unit", "la unidad receptora"),
    "mission.fmtr_entry.us_unit_given": Words("the U.S. unit", "la unidad de EE. UU."),
    "mission.hr_component": Words("a human rights element", "un componente de derechos humanos"),
    "mission.imet_graduates.in_report": Words(
        "an entry in the report on graduates", "una entrada en el informe sobre personas egresadas"
    ),
    "mission.imet_graduates.later_violation": Words(
        "credible information that attributes a later violation to a graduate",
        "información creíble que atribuya una violación posterior a una persona egresada",
    ),
    "mission.in_fmtr": Words(
        "an entry in the Foreign Military Training Report",
        "una entrada en el Informe de Entrenamiento Militar Extranjero",
    ),
    "mission.jcet_report.listed": Words(
        "an entry in the report to Congress on JCETs", "una entrada en el informe al Congreso sobre los JCET"
    ),
    "mission.leahy_agreement": Words(
        "a written agreement to respect the list", "un acuerdo escrito de respetar la lista"
    ),
    "mission.end_report.filed": Words("an end-of-mission report", "un informe final de la misión"),
    "mission.recipients_identifiable": Words(
        "recipient units that can be identified beforehand", "unidades receptoras identificables de antemano"
    ),
    "mission.roster_known": Words("a roster of the trainees", "una nómina de participantes"),
    "mission.misuse.alleged": Words("an allegation of misuse", "una denuncia de mal uso"),
    "mission.misuse.recorded": Words("an investigation of the misuse", "una investigación del mal uso"),
    "mission.notice.given": Words("a written notice", "un aviso escrito"),
    "mission.notice.hr_certificate": Words(
        "a certificate on human rights training", "una certificación sobre la formación en derechos humanos"
    ),
    "mission.notice.state_concurrence": Words(
        "the concurrence of the State Department", "la conformidad del Departamento de Estado"
    ),
    "mission.notice.unit_named": Words("the unit's name in the notice", "el nombre de la unidad en el aviso"),
    "mission.post_sop": Words("written vetting procedures", "procedimientos escritos de verificación"),
    "mission.s1033.certificate": Words("a certificate for the year", "una certificación del año"),
    "mission.s1033.country_named": Words(
        "the country's name in the law's list", "el nombre del país en la lista de la ley"
    ),
    "mission.secdef_approval.given": Words(
        "approval by the Secretary of Defense", "la aprobación del Secretario de Defensa"
    ),
    "mission.training_shown": Words("training of a foreign unit", "el entrenamiento de una unidad extranjera"),
    "mission.whinsec.student": Words(
        "a student of the Western Hemisphere Institute for Security Cooperation",
        "una persona alumna del Instituto de Cooperación para la Seguridad del Hemisferio Occidental",
    ),
}
_SUBJECT = Argument("choice", tuple(SUBJECTS))
_ON_RECORD = Words("On record: {what}.", "Consta: {what}.")
_LACKING = Words("Recorded as lacking: {what}.", "Consta que falta: {what}.")
_NOT_SAID = Words("The record does not say whether there is: {what}.", "El registro no dice si hay: {what}.")


@word(argument=_SUBJECT, reads=SUBJECTS)
def says_yes(world: World, node: Node) -> Outcome:
    """The record says yes to the thing named; where it says nothing, unknown."""
    return _said(world, node, wanted=True)


@word(argument=_SUBJECT, reads=SUBJECTS, fills=("missing",))
def says_no(world: World, node: Node) -> Outcome:
    """The record says no to the thing named; where it says nothing, unknown."""
    return _said(world, node, wanted=False)


def _said(world: World, node: Node, *, wanted: bool) -> Outcome:
    path = node.value
    said = world.case.said(path)
    text = _NOT_SAID if said is None else _ON_RECORD if said else _LACKING
    truth = UNKNOWN if said is None else Truth.of(said is wanted)
    values = (("what", SUBJECTS[path]),) if wanted else (("what", SUBJECTS[path]), ("missing", SUBJECTS[path]))
    return Outcome(truth, frozenset({path}) if said is None else NOTHING, (Reason(node.clause, truth, text, values),))


COMPLETE = {
    "fmtr": Words("the Foreign Military Training Report", "el Informe de Entrenamiento Militar Extranjero"),
}
_COMPLETE = Words("Declared complete: {what}.", "Declarado completo: {what}.")
_INCOMPLETE = Words(
    "Not declared complete, so that absence from it proves nothing: {what}.",
    "No declarado completo, por lo que la ausencia no prueba nada: {what}.",
)


@word(argument=Argument("choice", tuple(COMPLETE)), reads=("searched.fmtr",))
def declared_complete(world: World, node: Node) -> Outcome:
    """The source named is declared complete for the country and the period; else it is unknown what it holds.

    Source: law.md section 3, "Open lists".
    """
    said = (("what", COMPLETE[node.value]),)
    if world.case.said(f"searched.{node.value}") is True:
        refs = (f"declaration:{node.value}",)
        return Outcome(YES, reasons=(Reason(node.clause, YES, _COMPLETE, said, refs),))
    missing = frozenset({f"searched.{node.value}"})
    return Outcome(UNKNOWN, missing, (Reason(node.clause, UNKNOWN, _INCOMPLETE, said),))


PURPOSES = {
    "us_sof_training": Words(
        "training U.S. special operations forces", "entrenar a fuerzas de operaciones especiales de EE. UU."
    ),
    "host_capacity": Words("building the capacity of the host forces", "fortalecer a las fuerzas anfitrionas"),
    "access": Words("access", "acceso"),
    "influence": Words("influence", "influencia"),
    "counterdrug": Words("counter-drug work", "lucha antidrogas"),
    "counterterror": Words("counter-terrorism", "lucha antiterrorista"),
    "other": Words("another purpose", "otro propósito"),
}
_PURPOSE = Words("The main purpose recorded is: {purpose}.", "La finalidad principal registrada es: {purpose}.")
_NO_PURPOSE = Words("The main purpose is not recorded.", "No consta la finalidad principal.")


@word(argument=Argument("list", tuple(PURPOSES)), reads=("mission.primary_purpose",), fills=("purpose",))
def primary_purpose(world: World, node: Node) -> Outcome:
    """The main purpose recorded is one of those named."""
    purpose = world.case.mission.get("primary_purpose")
    said = (("purpose", PURPOSES[purpose]),) if purpose else ()
    return _one_of(node, purpose, "mission.primary_purpose", _PURPOSE, _NO_PURPOSE, said)


PKO_PURPOSES = {
    "professionalization": Words("military professionalization", "profesionalización militar"),
    "security_sector_reform": Words("security sector reform", "reforma del sector de seguridad"),
    "human_rights": Words("human rights", "derechos humanos"),
    "peacekeeping_preparation": Words("preparation for peacekeeping", "preparación para el mantenimiento de la paz"),
    "demobilization": Words("demobilization", "desmovilización"),
    "other": Words("another purpose", "otro propósito"),
}
_PKO_PURPOSE = Words("The purpose of the peacekeeping money is: {what}.", "El propósito del dinero de paz es: {what}.")
_NO_PKO_PURPOSE = Words(
    "The purpose of the peacekeeping money is not recorded.", "No consta el propósito del dinero de paz."
)


@word(argument=Argument("list", tuple(PKO_PURPOSES)), reads=("mission.pko_purpose",))
def pko_purpose(world: World, node: Node) -> Outcome:
    """The purpose of the peacekeeping money is one of those named."""
    purpose = world.case.mission.get("pko_purpose")
    said = (("what", PKO_PURPOSES[purpose]),) if purpose else ()
    return _one_of(node, purpose, "mission.pko_purpose", _PKO_PURPOSE, _NO_PKO_PURPOSE, said)


_FORCE_TYPES = {
    "SOF": Words("special operations forces", "fuerzas de operaciones especiales"),
    "GPF": Words("general purpose forces", "fuerzas convencionales"),
}
_FORCE_TYPE = Words("The U.S. trainers were {what}.", "Los instructores de EE. UU. eran {what}.")
_NO_FORCE_TYPE = Words(
    "What kind of U.S. force trained is not recorded.", "No consta qué tipo de fuerza de EE. UU. entrenó."
)


@word(argument=Argument("list", tuple(_FORCE_TYPES)), reads=("mission.us_force_type",))
def us_force_type(world: World, node: Node) -> Outcome:
    """The U.S. force that trained was of one of the kinds named."""
    kind = world.case.mission.get("us_force_type")
    said = (("what", _FORCE_TYPES[kind]),) if kind else ()
    return _one_of(node, kind, "mission.us_force_type", _FORCE_TYPE, _NO_FORCE_TYPE, said)


EXCEPTIONS_660 = {
    "none": Words("none", "ninguna"),
    "counternarcotics_481": Words("counter-narcotics, FAA 481", "antinarcóticos, FAA 481"),
    "dea_fbi": Words("DEA or FBI authority", "facultades de la DEA o el FBI"),
    "maritime": Words("maritime law enforcement", "aplicación de la ley marítima"),
    "eastern_caribbean_rss": Words(
        "Regional Security System of the Eastern Caribbean", "Sistema Regional de Seguridad del Caribe Oriental"
    ),
    "sanctions_monitoring": Words("monitoring of sanctions", "vigilancia de sanciones"),
    "post_conflict_police": Words("police after a conflict", "policía tras un conflicto"),
    "customs": Words("customs", "aduanas"),
    "democratic_tradition": Words("longstanding democratic tradition", "larga tradición democrática"),
}
_EXCEPTION = Words("The exception to section 660 recorded is: {what}.", "La excepción a la sección 660 es: {what}.")
_NO_EXCEPTION = Words(
    "Whether an exception to section 660 was recorded is not known.",
    "No se sabe si consta una excepción a la sección 660.",
)


@word(argument=Argument("list", tuple(EXCEPTIONS_660)), reads=("mission.faa660_exception",))
def exception_660(world: World, node: Node) -> Outcome:
    """The exception to section 660 recorded is one of those named; ``none`` is known to be none."""
    kind = world.case.mission.get("faa660_exception")
    said = (("what", EXCEPTIONS_660[kind]),) if kind else ()
    return _one_of(node, kind, "mission.faa660_exception", _EXCEPTION, _NO_EXCEPTION, said)


def _one_of(
    node: Node, given: str | None, path: str, text: Words, lacking: Words, values: tuple[tuple[str, Words], ...]
) -> Outcome:
    if given is None:
        return Outcome(UNKNOWN, frozenset({path}), (Reason(node.clause, UNKNOWN, lacking),))
    truth = Truth.of(given in node.value)
    return Outcome(truth, reasons=(Reason(node.clause, truth, text, values),))


_IMET_KIND = frozenset({"mission.imet_kind"})
_EXPANDED = Words("The course is recorded as expanded IMET.", "El curso consta como IMET ampliado.")
_REGULAR = Words("The course is recorded as regular IMET.", "El curso consta como IMET regular.")
_IMET_OPEN = Words(
    "Whether the course was regular or expanded IMET is not known.",
    "No se sabe si el curso era IMET regular o ampliado.",
)


@word(reads=("mission.imet_kind", "mission.program"))
def expanded_imet(world: World, node: Node) -> Outcome:
    """The course was expanded IMET. Where the kind is absent the program code is taken at its word.

    Source: law.md section 3, "What missing means".
    """
    mission = world.case.mission
    program, kind = mission.get("program"), mission.get("imet_kind")
    if program == "EIMET" or kind == "expanded":
        return Outcome(YES, reasons=(Reason(node.clause, YES, _EXPANDED),))
    if kind == "regular" or (kind is None and program not in (None, "UNKNOWN")):
        return Outcome(NO, reasons=(Reason(node.clause, NO, _REGULAR),))
    missing = _IMET_KIND if kind == "unknown" else frozenset({"mission.program"})
    return Outcome(UNKNOWN, missing, (Reason(node.clause, UNKNOWN, _IMET_OPEN),))


_RECIPIENTS = Words("Those trained include: {recipient}.", "Entre los entrenados hay: {recipient}.")
_OTHER_RECIPIENTS = Words(
    "Those trained are recorded, and include none of these: {asked}.",
    "Consta quiénes fueron entrenados, y no hay entre ellos: {asked}.",
)
_RECIPIENTS_OPEN = Words(
    "Those trained include {recipient}; whether these count is not settled.",
    "Entre los entrenados hay {recipient}; si cuentan no está resuelto.",
)
_NO_RECIPIENTS = Words("What kind of forces were trained is not recorded.", "No consta qué tipo de fuerzas se entrenó.")


@word(
    argument=Argument(
        "table",
        fields=(
            ("include", Argument("list", tuple(RECIPIENT_WORDS))),
            ("unsettled", Argument("list", tuple(RECIPIENT_WORDS), optional=True)),
        ),
    ),
    reads=("mission.recipient_types",),
    fills=("recipient",),
)
def recipients(world: World, node: Node) -> Outcome:
    """Those trained include one of the kinds named; one only of the ``unsettled`` kinds is unknown."""
    given = world.case.mission.get("recipient_types")
    if given is None:
        missing = frozenset({"mission.recipient_types"})
        return Outcome(UNKNOWN, missing, (Reason(node.clause, UNKNOWN, _NO_RECIPIENTS),))
    for kinds, truth, text in (
        (node.value["include"], YES, _RECIPIENTS),
        (node.value.get("unsettled", NOTHING), UNKNOWN, _RECIPIENTS_OPEN),
    ):
        found = [kind for kind in RECIPIENT_WORDS if kind in kinds and kind in given]
        if found:
            return Outcome(truth, reasons=(Reason(node.clause, truth, text, (("recipient", _kinds(found)),)),))
    asked = _kinds([kind for kind in RECIPIENT_WORDS if kind in node.value["include"]])
    return Outcome(NO, reasons=(Reason(node.clause, NO, _OTHER_RECIPIENTS, (("asked", asked),)),))


def _kinds(kinds: list[str]) -> Words:
    words = [RECIPIENT_WORDS[kind] for kind in kinds]
    return Words(listed((each.en for each in words), "and"), listed((each.es for each in words), "y"))


COURSE_TAGS = (
    "cqb", "sniper", "urban_combat", "riot_control", "raid", "first_aid", "aviation_instruction", "maintenance",
    "maritime", "riverine", "other",
)  # fmt: skip
COURSE_WORDS = {
    "cqb": Words("close-quarters combat", "combate cercano"),
    "sniper": Words("sniping", "tiro de precisión"),
    "urban_combat": Words("urban combat", "combate urbano"),
    "riot_control": Words("riot control", "control de disturbios"),
    "raid": Words("raids", "incursiones"),
    "first_aid": Words("first aid", "primeros auxilios"),
    "aviation_instruction": Words("aviation", "aviación"),
    "maintenance": Words("maintenance", "mantenimiento"),
    "maritime": Words("maritime operations", "operaciones marítimas"),
    "riverine": Words("riverine operations", "operaciones fluviales"),
    "other": Words("another subject", "otra materia"),
}
_TAGGED = Words("The course taught: {skill}.", "El curso enseñó: {skill}.")
_NOT_TAGGED = Words("The course has none of the tags named.", "El curso no tiene ninguna de las clases nombradas.")
_NO_TAGS = Words("What the course taught is not recorded.", "No consta qué enseñó el curso.")


@word(argument=Argument("list", COURSE_TAGS), reads=("mission.course_tags",), fills=("skill",))
def course_of(world: World, node: Node) -> Outcome:
    """The course has one of the tags named."""
    given = world.case.mission.get("course_tags")
    if given is None:
        return Outcome(UNKNOWN, frozenset({"mission.course_tags"}), (Reason(node.clause, UNKNOWN, _NO_TAGS),))
    found = [COURSE_WORDS[tag] for tag in COURSE_TAGS if tag in node.value and tag in given]
    if not found:
        return Outcome(NO, reasons=(Reason(node.clause, NO, _NOT_TAGGED),))
    said = Words(listed((each.en for each in found), "and"), listed((each.es for each in found), "y"))
    return Outcome(YES, reasons=(Reason(node.clause, YES, _TAGGED, (("skill", said),)),))


_HOURS = frozenset({"mission.whinsec.hr_hours"})
_HOURS_SAID = Words(
    "Hours of human rights instruction recorded: {hours}.", "Horas de instrucción en derechos humanos: {hours}."
)
_NO_HOURS = Words(
    "The hours of human rights instruction are not recorded.",
    "No constan las horas de instrucción en derechos humanos.",
)


@word(argument=Argument("number"), reads=_HOURS, fills=("hours",))
def fewer_hours_than(world: World, node: Node) -> Outcome:
    """The course shows fewer hours of human rights instruction than the number given."""
    hours = world.case.said("mission.whinsec.hr_hours")
    if hours is None:
        return Outcome(UNKNOWN, _HOURS, (Reason(node.clause, UNKNOWN, _NO_HOURS),))
    truth = Truth.of(hours < node.value)
    return Outcome(truth, reasons=(Reason(node.clause, truth, _HOURS_SAID, (("hours", f"{hours:g}"),)),))


REPORT_ELEMENTS = {
    "country": Words("the country", "el país"),
    "type": Words("the type of training", "el tipo de entrenamiento"),
    "cn_ct_relation": Words(
        "the relation to counter-narcotics and counter-terrorism", "la relación con antinarcóticos y antiterrorismo"
    ),
    "duration": Words("the duration", "la duración"),
    "us_personnel": Words("the number of U.S. personnel", "el número de personal de EE. UU."),
    "expenses": Words("the expenses", "los gastos"),
    "foreign_number": Words("the number of foreign personnel", "el número de personal extranjero"),
    "foreign_service": Words("the service of the foreign personnel", "la institución del personal extranjero"),
    "host_contribution": Words("the host country's contribution", "el aporte del país anfitrión"),
    "relation_other_training": Words("the relation to other training", "la relación con otro entrenamiento"),
    "expenditure_summary": Words("a summary of expenditures", "un resumen de gastos"),
    "unique_us_training_benefit": Words(
        "the unique training benefit to U.S. forces", "el beneficio único de entrenamiento para EE. UU."
    ),
}
LATER_ELEMENTS = ("expenditure_summary", "unique_us_training_benefit")
_ENTRY_LACKS = Words("The entry in the report lacks: {missing}.", "La entrada del informe carece de: {missing}.")
_ENTRY_WHOLE = Words("The entry in the report has all elements asked for.", "La entrada tiene todos los elementos.")
_LATER_NOT_CHECKED = Words(
    "The entry has the ten elements of 1991; two later elements not checked.",
    "La entrada tiene los diez elementos de 1991; dos elementos posteriores sin comprobar.",
)
_ENTRY_UNREAD = Words("What the entry in the report holds was not read.", "No se leyó qué contiene la entrada.")


@word(
    argument=Argument("list", tuple(REPORT_ELEMENTS)),
    reads=("mission.jcet_report.fields",),
    fills=("missing",),
)
def report_lacks(world: World, node: Node) -> Outcome:
    """The entry in the report to Congress lacks one of the elements named; elements not read are unknown."""
    given = world.case.said("mission.jcet_report.fields")
    if given is None:
        missing = frozenset({"mission.jcet_report.fields"})
        return Outcome(UNKNOWN, missing, (Reason(node.clause, UNKNOWN, _ENTRY_UNREAD),))
    lacking = [REPORT_ELEMENTS[each] for each in REPORT_ELEMENTS if each in node.value and each not in given]
    if lacking:
        said = Words(listed((each.en for each in lacking), "and"), listed((each.es for each in lacking), "y"))
        return Outcome(YES, reasons=(Reason(node.clause, YES, _ENTRY_LACKS, (("missing", said),)),))
    whole = all(each in given for each in LATER_ELEMENTS)
    return Outcome(NO, reasons=(Reason(node.clause, NO, _ENTRY_WHOLE if whole else _LATER_NOT_CHECKED),))
