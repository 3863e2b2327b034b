"""Every word of the vocabulary as a rule's reader meets it: a sentence without its end, in English and Spanish.

``{value}`` is what the rule gives the word; a word that takes a table has a gap for each of its fields.
"""

from __future__ import annotations

from vetting.conditions import Words

PHRASES = {
    # connectives
    "all": Words("all of these hold", "se cumple todo esto"),
    "any": Words("at least one of these holds", "se cumple al menos una de estas"),
    "not": Words("these do not all hold", "no se cumple todo esto"),
    "stepwise": Words(
        "all of these hold, each asked only where those before it hold",
        "se cumple todo esto; cada una se pregunta solo si se cumplen las anteriores",
    ),
    "unsettled_where": Words(
        "these do not all hold; where they do, no text that was read settles it",
        "no se cumple todo esto; si se cumple, ningún texto leído lo resuelve",
    ),
    # records looked at
    "some_entry": Words(
        "for at least one entry of the list of host units",
        "para al menos una entrada de la lista de unidades anfitrionas",
    ),
    "some_host_unit": Words("for at least one host unit", "para al menos una unidad anfitriona"),
    "some_incident": Words(
        "for at least one incident that no exception lifts", "para al menos un incidente que ninguna excepción levanta"
    ),
    "some_prior_mission": Words("for at least one earlier mission", "para al menos una misión anterior"),
    "some_vetting_record": Words(
        "for at least one vetting record of that unit", "para al menos un registro de verificación de esa unidad"
    ),
    "some_earlier_posting": Words(
        "for at least one posting of the unit's commander in another unit",
        "para al menos un cargo de quien comanda la unidad en otra unidad",
    ),
    "some_participant_flagged": Words(
        "somebody who took part is flagged by the start: {kind}{basis}",
        "alguien que participó está señalado al inicio: {kind}{basis}",
    ),
    "rule_flags": Words("the rule {value} flags this mission", "la regla {value} señala esta misión"),
    # money and law
    "program": Words("the program that paid is {value}", "el programa que pagó es {value}"),
    "account": Words("the account that paid is {value}", "la cuenta que pagó es {value}"),
    "state_account": Words(
        "the account that paid is one of the State Department's", "la cuenta que pagó es del Departamento de Estado"
    ),
    "leahy_money": Words(
        "the money brings a Leahy law with it: {value}", "el dinero está sujeto a una ley Leahy: {value}"
    ),
    "version": Words("the version of the law in force is {value}", "la versión de la ley en vigor es {value}"),
    "training_shown": Words(
        "the record shows training of a foreign unit", "el registro muestra entrenamiento de una unidad extranjera"
    ),
    "money_year": Words("the year of the money is {value}", "el año del dinero es {value}"),
    "fiscal_year": Words(
        "the fiscal year is {first} or later (an earlier one: {earlier})",
        "el año fiscal es {first} o posterior (uno anterior: {earlier})",
    ),
    "in_table": Words(
        "the table of conditions has a line for this country, account and year: {value}",
        "la tabla de condiciones tiene una línea para este país, cuenta y año: {value}",
    ),
    "country": Words("the country is {value}", "el país es {value}"),
    "in_country_list": Words("the country is on the list {value}", "el país está en la lista {value}"),
    "expanded_imet": Words("the course was expanded IMET", "el curso fue IMET ampliado"),
    "pko_purpose": Words(
        "the purpose of the peacekeeping money is {value}",
        "el propósito del dinero de mantenimiento de la paz es {value}",
    ),
    "exception_660": Words(
        "an exception to section 660 is on record: {value}", "consta una excepción a la sección 660: {value}"
    ),
    "child_soldiers_listed": Words(
        "the country was on the child-soldiers list of that fiscal year",
        "el país estaba en la lista de niños soldados de ese año fiscal",
    ),
    "child_soldiers_waiver_lacking": Words(
        "no waiver was given for the country", "no se concedió dispensa para el país"
    ),
    "child_soldiers_imet_exception": Words("the exception for IMET is on record", "consta la excepción para IMET"),
    # the mission
    "cancelled": Words("the mission was cancelled", "la misión fue cancelada"),
    "began_from": Words("the mission began on {value} or later", "la misión comenzó el {value} o después"),
    "says_yes": Words("on record: {value}", "consta: {value}"),
    "says_no": Words("recorded as lacking: {value}", "consta que falta: {value}"),
    "declared_complete": Words("declared complete: {value}", "declarado completo: {value}"),
    "primary_purpose": Words("the main purpose is {value}", "la finalidad principal es {value}"),
    "purpose_tagged": Words("the purposes include {value}", "las finalidades incluyen {value}"),
    "course_of": Words("the course taught {value}", "el curso enseñó {value}"),
    "us_force_type": Words("the U.S. force that trained was {value}", "la fuerza de EE. UU. que entrenó fue {value}"),
    "recipients": Words(
        "those trained include {include}{unsettled}", "entre las personas entrenadas hay {include}{unsettled}"
    ),
    "trained_as": Words("trained were, as such: {value}", "se entrenó, como tal: {value}"),
    "mixed_group": Words("those trained were a mixed group", "se entrenó a un grupo mixto"),
    "sources_disagree": Words("sources disagree about the mission", "las fuentes discrepan sobre la misión"),
    "cost_far_from_usual": Words(
        "the cost per trainee is far from the usual (cost_ratio_high, cost_ratio_low)",
        "el costo por persona se aleja del habitual (cost_ratio_high, cost_ratio_low)",
    ),
    "missions_doubled": Words(
        "that year had at least twice the missions of the mean of the three years before",
        "ese año hubo al menos el doble de misiones que en el promedio de los tres años anteriores",
    ),
    "fewer_hours_than": Words(
        "the course shows fewer than {value} hours of human rights instruction",
        "el curso muestra menos de {value} horas de formación en derechos humanos",
    ),
    # dates and duties
    "by_start": Words(
        "dated by {days_before}the start: {date}{else_date}{undated}",
        "con fecha hasta {days_before}el inicio: {date}{else_date}{undated}",
    ),
    "late": Words(
        "dated later than {days_before}the start: {date}{else_date}{undated}",
        "con fecha posterior a {days_before}el inicio: {date}{else_date}{undated}",
    ),
    "report_grace_over": Words(
        "report_grace_days have passed since the end, by the day of judgement",
        "pasaron report_grace_days desde el final, al día de referencia",
    ),
    "year_report_due": Words(
        "the day of judgement is later than {value} of the year after the fiscal year",
        "el día de referencia es posterior al {value} del año siguiente al año fiscal",
    ),
    "graduate_report_due": Words(
        "the day of judgement is later than the next {each} after the violation, and not before {not_before}",
        "el día de referencia es posterior al {each} siguiente a la violación, y no anterior al {not_before}",
    ),
    "report_submitted_late": Words(
        "the report was submitted later than {value} of the year after the fiscal year",
        "el informe se presentó después del {value} del año siguiente al año fiscal",
    ),
    "report_lacks": Words("the entry in the report lacks {value}", "a la entrada del informe le falta {value}"),
    "reported_later_than": Words(
        "the use was not reported to Congress within {value} days",
        "el uso no se informó al Congreso dentro de {value} días",
    ),
    "waiver_on_record": Words("on record, whenever used: {value}", "consta, se haya usado cuando sea: {value}"),
    "waiver_used": Words(
        "used for this mission by the start: {value}", "usada para esta misión hasta el inicio: {value}"
    ),
    # host units and trainees
    "host_units_blank": Words(
        "the record leaves the host unit blank", "el registro deja en blanco la unidad anfitriona"
    ),
    "named_as": Words("it names no more than {value}", "no nombra más que {value}"),
    "redacted": Words("it is blacked out in the source", "está tachada en la fuente"),
    "on_public_list": Words(
        "the unit is on a list of ineligible units that State published by the start",
        "la unidad está en una lista de unidades no elegibles que Estado publicó antes del inicio",
    ),
    "alumni_crossed_over": Words(
        "former members of the unit are known to have joined a criminal or armed group",
        "se sabe que ex integrantes de la unidad se unieron a un grupo criminal o armado",
    ),
    # incidents
    "direct": Words(
        "it is attributed to that unit itself ({superior_or_subordinate})",
        "se atribuye a esa misma unidad ({superior_or_subordinate})",
    ),
    "prior": Words("an act of it lies before the start", "un acto suyo es anterior al inicio"),
    "credible": Words("it is rated high or medium", "está calificado como alto o medio"),
    "not_refuted": Words("it is not refuted", "no está refutado"),
    "gross": Words(
        "a type alleged is one of State's four categories of gross violation",
        "un tipo denunciado es una de las cuatro categorías de violación grave de Estado",
    ),
    "in_window": Words("it falls in the days {window}", "cae en los días {window}"),
    "near_the_site": Words("it happened within near_km of the site", "ocurrió a menos de near_km del lugar"),
    "names_kin": Words(
        "it names a superior, subordinate or sister unit", "nombra a una unidad superior, subordinada o hermana"
    ),
    "names_predecessor": Words("it names the unit's predecessor", "nombra a la predecesora de la unidad"),
    "names_only_a_force": Words("it names only a service or force", "nombra solo a una institución o fuerza"),
    "names_that_unit": Words("it names the unit of that posting", "nombra a la unidad de ese cargo"),
    "in_post": Words("it falls in the time of that posting", "cae en el tiempo de ese cargo"),
    "resolved": Words("it is recorded as resolved", "consta como resuelto"),
    "determined": Words(
        "{by} determined by the start that the steps the law asks for were taken ({reported})",
        "{by} determinó hasta el inicio que se tomaron las medidas que pide la ley ({reported})",
    ),
    "determination_recorded": Words("a determination about it is on record", "consta una determinación al respecto"),
    "steps_claimed": Words("steps by the host government are reported", "se informan medidas del gobierno anfitrión"),
    "unit_sought": Words("steps were taken to identify the unit", "se tomaron medidas para identificar a la unidad"),
    # earlier missions and vetting records
    "began_earlier": Words("it began before this one", "comenzó antes que esta"),
    "trained_the_unit": Words("it trained the same unit", "entrenó a la misma unidad"),
    "subject": Words("it is about {value}", "trata de {value}"),
    "result": Words("its result is {value}", "su resultado es: {value}"),
    "decided_by_start": Words("it was decided by the start", "se decidió hasta el inicio"),
    "decided_or_expired_by_start": Words(
        "it was decided, or had run out, by the start", "se decidió, o venció, hasta el inicio"
    ),
    "decided_in_force": Words(
        "it was decided while a version of this rule was in force",
        "se decidió mientras regía una versión de esta regla",
    ),
    "valid_on_start": Words(
        "it was valid on the first day (validity_months where no expiry is recorded)",
        "era válido el primer día (validity_months si no consta vencimiento)",
    ),
    "host_informed": Words("the host government was told why", "se informó el motivo al gobierno anfitrión"),
    "requested_late": Words(
        "it was asked for fewer than lead_days before the start", "se pidió menos de lead_days antes del inicio"
    ),
    "latest_result": Words(
        "of the results {among}, the latest by the start is {is}{open_after}",
        "de los resultados {among}, el último hasta el inicio es {is}{open_after}",
    ),
}

#: What an option of a word adds to its sentence, where the rule gives it.
OPTIONS = {
    ("some_participant_flagged", "basis"): Words(" (on the basis of {value})", " (con base en {value})"),
    ("recipients", "unsettled"): Words(" (only {value}: not settled)", " (solo {value}: sin resolver)"),
    ("by_start", "else_date"): Words(", else {value}", "; si falta, {value}"),
    ("by_start", "undated"): Words(" (undated: {value})", " (sin fecha: {value})"),
    ("by_start", "days_before"): Words("{value} days before ", "{value} días antes de "),
    ("late", "else_date"): Words(", else {value}", "; si falta, {value}"),
    ("late", "undated"): Words(" (undated: {value})", " (sin fecha: {value})"),
    ("late", "days_before"): Words("{value} days before ", "{value} días antes de "),
    ("latest_result", "open_after"): Words(
        " (left open by a later {value})", " (queda abierto si después hay: {value})"
    ),
}

#: What a yes, no or unknown means where the bare word would mislead.
DIRECT = {
    "unknown": Words(
        "where a superior or subordinate is named, that is open",
        "si se nombra a una superior o subordinada, queda abierto",
    ),
    "no": Words("a superior or subordinate named is not enough", "no basta que se nombre a una superior o subordinada"),
}
REPORTED = {
    "yes": Words("and reported it to Congress", "y lo informó al Congreso"),
    "no": Words("a report to Congress is not asked for here", "aquí no se pide informe al Congreso"),
}

#: Codes that no other table puts into words.
CODES = {
    "dod": Words("the Department of Defense", "el Departamento de Defensa"),
    "state": Words("the Department of State", "el Departamento de Estado"),
    "yes": Words("yes", "sí"),
    "no": Words("no", "no"),
    "unknown": Words("unknown", "se desconoce"),
    "in_time": Words("taken as in time", "se toma como a tiempo"),
    "late": Words("taken as late", "se toma como tardía"),
    "unit": Words("the unit", "la unidad"),
    "individual": Words("an individual", "una persona"),
    "individuals": Words("individuals", "personas a título individual"),
    "commander": Words("the commander", "quien comanda"),
    "none": Words("nothing", "nada"),
    "withhold": Words("a share held back", "una parte retenida"),
    "bar": Words("barred", "excluido"),
    "expanded_only": Words("only expanded IMET", "solo IMET ampliado"),
    "undetermined": Words("no text read", "ningún texto leído"),
    "drug": Words("drug trafficking", "narcotráfico"),
    "7031c": Words("designated under section 7031(c)", "designación según la sección 7031(c)"),
    "organised_crime": Words("organized crime", "crimen organizado"),
    "corruption": Words("corruption", "corrupción"),
    "SOF": Words("special operations forces", "fuerzas de operaciones especiales"),
    "GPF": Words("general purpose forces", "fuerzas de propósito general"),
    "01-31": Words("31 January", "31 de enero"),
    "03-01": Words("1 March", "1 de marzo"),
    "04-01": Words("1 April", "1 de abril"),
    "DOD_SET": Words("any program of the Defense Department", "cualquier programa del Departamento de Defensa"),
    "STATE_SET": Words("any program of State's money", "cualquier programa con dinero de Estado"),
    "TITLE_10": Words("any program of title 10", "cualquier programa del título 10"),
}

#: Days of a window, and how it is said from when until when.
DAYS = {
    "start": Words("the start", "el inicio"),
    "end": Words("the end", "el final"),
    "prior_start": Words("the start of the earlier mission", "el inicio de la misión anterior"),
}
MOVED = {
    1: Words("{day} + {parameter}", "{day} + {parameter}"),
    -1: Words("{day} − {parameter}", "{day} − {parameter}"),
}
FROM = Words("from {day}", "desde {day}")
UNTIL = Words("until {day}, that day included", "hasta {day}, ese día incluido")
BEFORE = Words("until the day before {day}", "hasta el día anterior a {day}")
