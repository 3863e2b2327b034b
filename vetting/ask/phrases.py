"""The fixed sentences of the drafts, English and Spanish side by side. Words go in by name."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "title": (
        "What to ask next: drafts from open questions, as of {day}",
        "Qué preguntar ahora: borradores a partir de preguntas abiertas, al {day}",
    ),
    "intro": (
        "Of {judged} missions looked at, {missions} have at least one rule that the records could not settle. The "
        "drafts below name the missing facts, who may hold them, and the missions. They are ranked by settled "
        "missions: those for which a rule lacks nothing else.",
        "De {judged} misiones examinadas, {missions} tienen al menos una regla que los registros no permiten resolver. "
        "Los borradores nombran los datos que faltan, quién puede tenerlos y las misiones. Están ordenados por "
        "misiones resueltas: aquellas en las que a una regla no le falta nada más.",
    ),
    "care": (
        "A missing fact is a gap in the records held here, and says nothing of what was or was not done. Drafts must "
        "be read, corrected and signed by a person before they are sent.",
        "Un dato que falta es un vacío de los registros disponibles aquí y no dice nada de lo que se hizo o no se "
        "hizo. Una persona debe leer, corregir y firmar los borradores antes de enviarlos.",
    ),
    "gate": (
        "Where a rule does not know whether it reaches a mission at all, the draft asks for that first and names what "
        "else the rule lacks.",
        "Cuando una regla no sabe si alcanza a una misión, el borrador pregunta primero eso y nombra qué más le falta "
        "a la regla.",
    ),
    "only_country": ("Only missions in {country}.", "Solo misiones en {country}."),
    "only_rule": ("Only the rule {rule}.", "Solo la regla {rule}."),
    "head_questions": ("Questions for the record", "Preguntas para que consten en actas"),
    "head_requests": (
        "Requests under the Freedom of Information Act",
        "Solicitudes conforme a la Ley de Libertad de Información (FOIA)",
    ),
    "head_tasks": ("For the analyst", "Para el analista"),
    "none_questions": ("No department holds a fact that is missing.", "Ningún departamento tiene un dato que falte."),
    "none_requests": ("There is nothing to request.", "No hay nada que solicitar."),
    "none_tasks": ("There is nothing to do.", "No hay nada que hacer."),
    "more": (
        "{n} more drafts of this list are not shown: add --top 0 for all, or --country and --rule for a part.",
        "No se muestran otros {n} borradores de esta lista: añada --top 0 para todos, o --country y --rule para una "
        "parte.",
    ),
    "english_only": (
        "FOIA requests are filed in English.",
        "Las solicitudes FOIA se presentan en inglés. La traducción al español sirve solo para leerlas y no se "
        "presenta.",
    ),
    "tasks_intro": (
        "No department holds these facts. They are work on the records of this workspace. Declare a source complete "
        "only for what was searched completely.",
        "Ningún departamento tiene estos datos. Son trabajo sobre los registros de este espacio de trabajo. Declare "
        "completa una fuente solo para lo que se buscó por completo.",
    ),
    "question_head": ("{number}. {country}: {fact}", "{number}. {country}: {fact}"),
    "request_head": ("{number}. {country}, {program}: {to}", "{number}. {country}, {program}: {to}"),
    "translation": ("Translation into Spanish", "Traducción al español"),
    "english_draft": ("Draft in English", "Borrador en inglés"),
    "draft": ("Draft", "Borrador"),
    # facts of a draft
    "to": ("To", "A"),
    "missing": ("Missing fact", "Dato que falta"),
    "program": ("Program", "Programa"),
    "missions": ("Missions", "Misiones"),
    "missions_value": (
        "{n}, of which {settles} would be settled for at least one rule",
        "{n}, de las cuales {settles} quedarían resueltas para al menos una regla",
    ),
    "days": ("Days of the missions", "Días de las misiones"),
    "days_value": ("{first} to {last}", "{first} a {last}"),
    "law": ("Rules and law", "Reglas y derecho"),
    "also": ("The same rules also lack", "A las mismas reglas también les falta"),
    "lines": ("Source lines", "Líneas de la fuente"),
    "lines_value": ("{file}: {runs}", "{file}: {runs}"),
    "lines_more": ("{file}: {runs} and {n} more lines", "{file}: {runs} y otras {n} líneas"),
    "units": ("Registered units of the country", "Unidades registradas del país"),
    "units_provisional": (
        "{n} more are provisional: gathered from the records' own strings, of no registry",
        "otras {n} son provisionales: reunidas a partir de los propios textos de los registros, de ningún registro",
    ),
    "rule_cites": ("{title} ({id}): {cites}", "{title} ({id}): {cites}"),
    "rule_draft": (
        "{title} ({id}; draft rule, not yet reviewed by a lawyer): {cites}",
        "{title} ({id}; regla en borrador, aún no revisada por un abogado): {cites}",
    ),
    "unverified": ("{cite} [not verified]", "{cite} [no verificado]"),
    "bounds_unverified": ("{cite} [days in force not verified]", "{cite} [días de vigencia no verificados]"),
    "indicator": (
        "a safeguard indicator, which no law read for this tool asks for",
        "un indicador de salvaguardia, que ninguna ley leída para esta herramienta exige",
    ),
    "no_cite": ("no citation at hand", "sin cita disponible"),
    # the table of all facts
    "overview": ("Every missing fact, over all drafts", "Todos los datos que faltan, en todos los borradores"),
    "col_holders": ("Held by", "Quién lo tiene"),
    "col_settled": ("Settled", "Resueltas"),
    "col_drafts": ("Drafts", "Borradores"),
    "to_analyst": ("the analyst's work", "trabajo del analista"),
    # the table of examples
    "examples": ("{number}: {shown} of {n} missions", "{number}: {shown} de {n} misiones"),
    "col_mission": ("Mission", "Misión"),
    "col_days": ("Begin and end", "Inicio y fin"),
    "col_program": ("Program as printed", "Programa impreso"),
    "col_course": ("Course", "Curso"),
    "col_recipient": ("Recipient as printed", "Receptor impreso"),
    "col_source": ("Source", "Fuente"),
    "source": ("{file}, line {line}", "{file}, línea {line}"),
    "page": ("page {page}", "página {page}"),
    "day_to": ("{first}; {last}", "{first}; {last}"),
    "blank": ("(blank)", "(en blanco)"),
    "redacted": ("(blacked out)", "(tachado)"),
    "not_held": ("(the source has no such column)", "(la fuente no tiene esa columna)"),
    # the drafts themselves
    "q_one": (
        "Public records list one mission of U.S. assistance to security forces in {country}{under}, in the "
        "period {days}. They do not show {fact}. {ask}",
        "Los registros públicos listan una misión de asistencia de EE. UU. a fuerzas de seguridad en {country}{under}, "
        "en el periodo {days}. No muestran {fact}. {ask}",
    ),
    "q_many": (
        "Public records list {n} missions of U.S. assistance to security forces in {country}{under}, within the period "
        "{days}, for which they do not show {fact}. {ask}",
        "Los registros públicos listan {n} misiones de asistencia de EE. UU. a fuerzas de seguridad en "
        "{country}{under}, dentro del periodo {days}, de las que no muestran {fact}. {ask}",
    ),
    "under": (" under the program {program}", " conforme al programa {program}"),
    "period_unknown": ("not recorded", "no registrado"),
    "q_close": (
        "If the Department does not hold the information, please say so and name who does.",
        "Si el Departamento no tiene la información, indíquelo y diga quién la tiene.",
    ),
    "f_open_one": (
        "Under the Freedom of Information Act, 5 U.S.C. 552, I request copies of the records described below. They "
        "concern one mission of assistance to security forces in {country}{under}, in the period {days}.",
        "Conforme a la Ley de Libertad de Información, 5 U.S.C. 552, solicito copias de los registros descritos abajo. "
        "Se refieren a una misión de asistencia a fuerzas de seguridad en {country}{under}, en el periodo {days}.",
    ),
    "f_open_many": (
        "Under the Freedom of Information Act, 5 U.S.C. 552, I request copies of the records described below. They "
        "concern {n} missions of assistance to security forces in {country}{under}, within the period {days}.",
        "Conforme a la Ley de Libertad de Información, 5 U.S.C. 552, solicito copias de los registros descritos abajo. "
        "Se refieren a {n} misiones de asistencia a fuerzas de seguridad en {country}{under}, dentro del periodo "
        "{days}.",
    ),
    "f_item": (
        "For {n} of the missions: records sufficient to show {fact}, including {documents}.",
        "De {n} de las misiones: registros suficientes para mostrar {fact}, entre ellos {documents}.",
    ),
    "f_close": (
        "The missions are those of the attached list (examples and source lines below). I do not ask for the names of "
        "victims or of individual trainees; please release every reasonably segregable part of a record. [Requester: "
        "attach the list of missions; add your name and address, the component that holds the records, the fee "
        "category, and any request for a waiver of fees.]",
        "Las misiones son las de la lista adjunta (ejemplos y líneas de la fuente abajo). No pido nombres de víctimas "
        "ni de participantes individuales; les ruego entregar toda parte de un registro que se pueda separar. [Quien "
        "solicita: adjunte la lista de misiones; añada su nombre y dirección, el componente que tiene los registros, "
        "la categoría de tarifas y, en su caso, la solicitud de exención.]",
    ),
    "q_laws": ("The question bears on: {laws}.", "La pregunta se refiere a: {laws}."),
    # who is asked
    "to_defense": ("Department of Defense", "Departamento de Defensa"),
    "to_state": ("Department of State", "Departamento de Estado"),
    "to_homeland": ("Department of Homeland Security", "Departamento de Seguridad Nacional"),
    "to_both": (
        "Department of State and Department of Defense",
        "Departamento de Estado y Departamento de Defensa",
    ),
}
