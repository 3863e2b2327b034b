"""The sentences of explanations, English and Spanish side by side. Words go in by name."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    # titles and headings
    "mission": ("Mission {id}", "Misión {id}"),
    "finding": ("Finding: mission {id}, rule {rule}", "Hallazgo: misión {id}, regla {rule}"),
    "unit": ("Unit {id}: {name}", "Unidad {id}: {name}"),
    "incident": ("Incident {id}", "Incidente {id}"),
    "problem": ("Rejected row: {file}, line {line}", "Fila rechazada: {file}, línea {line}"),
    "total": ("Program total {id}", "Total de programa {id}"),
    "pair": ("{text} and {id}", "{text} y {id}"),
    "head_record": ("What the record says", "Qué dice el registro"),
    "head_names": ("Whom it names", "A quién nombra"),
    "head_exposures": ("Incidents it is tied to", "Incidentes con los que se vincula"),
    "head_rules": ("What each rule answers", "Qué responde cada regla"),
    "head_chain": ("Place in the command chain", "Lugar en la cadena de mando"),
    "head_postings": ("Commanders on record", "Mandos que constan"),
    "head_missions": ("Missions that name it", "Misiones que la nombran"),
    "head_incidents": ("Incidents in which it is named", "Incidentes en los que se la nombra"),
    "head_attribution": ("Whom the source names", "A quién nombra la fuente"),
    "head_unit_exposures": (
        "Missions and incidents tied through it",
        "Misiones e incidentes vinculados a través de ella",
    ),
    "head_incident_exposures": ("Missions it is tied to", "Misiones con las que se vincula"),
    "head_pair": ("Why the text was linked to the unit, or not", "Por qué el texto se vinculó con la unidad, o no"),
    # sources
    "source": ("Source: {source}.", "Fuente: {source}."),
    "at": ("{file}, line {line}", "{file}, línea {line}"),
    "page": ("page {page}", "página {page}"),
    # fixed words that the pages do not have
    "level_unit": ("a unit", "una unidad"),
    "level_outsider": ("somebody outside the country's forces", "a alguien ajeno a las fuerzas del país"),
    "level_service": ("only a service", "solo una rama"),
    "level_force": ("only a force", "solo una fuerza"),
    "level_country": ("only a country", "solo un país"),
    "money_unknown": ("not known", "no se sabe"),
    "result_flagged": ("flagged", "señalada"),
    "result_not_flagged": ("not flagged", "no señalada"),
    "result_undetermined": ("cannot be determined", "no se puede determinar"),
    "result_not_applicable": ("does not apply", "no se aplica"),
    # a mission's record
    "country": ("Country: {country}.", "País: {country}."),
    "program": (
        "Program as printed: {printed}; read as {program}, money: {money}.",
        "Programa según consta: {printed}; leído como {program}, fondos: {money}.",
    ),
    "unknown_program": (
        "Program as printed: {printed}; read as no known program, money: {money}.",
        "Programa según consta: {printed}; no corresponde a ningún programa conocido, fondos: {money}.",
    ),
    "no_program": ("No program is printed; money: {money}.", "No consta el programa; fondos: {money}."),
    "event": ("Course: {title}.", "Curso: {title}."),
    "provider": ("U.S. unit: {text}.", "Unidad estadounidense: {text}."),
    "location": ("Place: {text}.", "Lugar: {text}."),
    "trainees": ("Persons: {n}.", "Personas: {n}."),
    "cost": ("Cost: {n}.", "Costo: {n}."),
    "start": ("It began on {day} (printed {printed}).", "Comenzó el {day} (impreso {printed})."),
    "no_start": ("No first day is printed: it began on {day}.", "No consta el primer día: comenzó {day}."),
    "end": ("It ended on {day} (printed {printed}).", "Terminó el {day} (impreso {printed})."),
    "no_end": ("No last day is printed: it ended on {day}.", "No consta el último día: terminó {day}."),
    "mended": ("Mended while reading: {flags}.", "Corregido al leer: {flags}."),
    "cancelled": ("The record says it was cancelled.", "El registro dice que fue cancelada."),
    "total_line": (
        "This line sums the rows of its program. It is a published total, not a mission, and no rule is asked of it.",
        "Esta línea suma las filas de su programa. Es un total publicado, no una misión; ninguna regla se le aplica.",
    ),
    "rejected": (
        "The row was kept but is no record: {reason} (column {column}, value {value}).",
        "La fila se conservó pero no es un registro: {reason} (columna {column}, valor {value}).",
    ),
    "row": ("The row as read: {text}", "La fila tal como se leyó: {text}"),
    # whom it names
    "not_held": (
        "This source has no column for the trained unit: it cannot say whom.",
        "Esta fuente no tiene columna para la unidad entrenada: no puede decir a quién.",
    ),
    "blank": ("The cell for the trained unit is blank.", "La celda de la unidad entrenada está en blanco."),
    "redacted": (
        "The trained unit is blacked out in the papers.",
        "La unidad entrenada está tachada en los documentos.",
    ),
    "cell": ("The cell as printed: {text}.", "La celda según consta: {text}."),
    "unread": (
        "The last run is older than this record: its cell was not read yet.",
        "La última corrida es anterior a este registro: su celda aún no se leyó.",
    ),
    "part": (
        "{text} (characters {start} to {end}) names {level}.",
        "{text} (caracteres {start} a {end}) nombra {level}.",
    ),
    "part_unclear": (
        "{text} (characters {start} to {end}): its words do not show whether it names one unit.",
        "{text} (caracteres {start} a {end}): sus palabras no muestran si nombra una unidad determinada.",
    ),
    "part_none": (
        "{text} (characters {start} to {end}) names nobody in particular.",
        "{text} (caracteres {start} a {end}) no nombra a nadie en particular.",
    ),
    "matched": (
        "Linked to {unit}: score {score}. The tool accepts this pair unaided; no reviewer has confirmed it.",
        "Vinculada con {unit}: puntaje {score}. La herramienta acepta este par por sí sola; nadie lo ha confirmado.",
    ),
    "candidate": (
        "Not linked to {unit}, the likeliest on record: score {score}.",
        "No vinculada con {unit}, la más probable de las registradas: puntaje {score}.",
    ),
    "other_candidates": ("Further candidates: {units}.", "Otras candidatas: {units}."),
    "reason": ("Why it stays a candidate: {reason}.", "Por qué queda como candidata: {reason}."),
    "no_candidate": (
        "No registered unit comes near enough to be a candidate.",
        "Ninguna unidad registrada se acerca lo bastante para ser candidata.",
    ),
    "no_registry": (
        "No unit of {country} is registered here, so nothing could be linked.",
        "No hay ninguna unidad de {country} registrada aquí, de modo que nada se pudo vincular.",
    ),
    "force_level": (
        "Text of this level stands for no single unit and is never linked as one.",
        "Un texto de este nivel no representa a una unidad concreta y nunca se vincula como tal.",
    ),
    "misprint": (
        "Printed {printed}, read as {read}: a misprint, by the names on record and the words of the trade.",
        "Impreso {printed}, leído como {read}: una errata, según los nombres registrados y las palabras del oficio.",
    ),
    "row_for": ("{points}  for: {text}", "{points}  a favor: {text}"),
    "row_against": ("{points}  against: {text}", "{points}  en contra: {text}"),
    "row_missing": ("{points}  missing: {text}", "{points}  falta: {text}"),
    "row_sum": (
        "{points}  in all (log-odds): a score of {score} on a scale from 0 to 1",
        "{points}  en total (logaritmo de momios): un puntaje de {score} en una escala de 0 a 1",
    ),
    "pair_text": ("The text read as a name: {text}.", "El texto leído como nombre: {text}."),
    "pair_reason": ("Why: {reason}.", "Por qué: {reason}."),
    "pair_match": (
        "Linked: the tool accepts this pair unaided; no reviewer has confirmed it.",
        "Vinculado: la herramienta acepta este par por sí sola; ningún revisor lo ha confirmado.",
    ),
    "pair_candidate": (
        "Not linked: a candidate that a reviewer may still decide on.",
        "No vinculado: una candidata sobre la que un revisor aún puede decidir.",
    ),
    "pair_none": (
        "Not linked, and not kept as a candidate.",
        "No vinculado, ni conservado como candidata.",
    ),
    "pair_placeholder": (
        "The unit is a placeholder that sources imply but do not name: no text is ever linked to it.",
        "La unidad es un marcador que las fuentes dan a entender sin nombrarla: ningún texto se vincula con ella.",
    ),
    "pair_country": (
        "The text belongs to {country}, the unit to {other}: only names of one country are compared.",
        "El texto es de {country}, la unidad de {other}: solo se comparan nombres de un mismo país.",
    ),
    "pair_in_run": (
        "In the last run this mission was linked to the unit (score {score}).",
        "En la última corrida esta misión se vinculó con la unidad (puntaje {score}).",
    ),
    "pair_not_in_run": (
        "In the last run this mission was not linked to the unit.",
        "En la última corrida esta misión no se vinculó con la unidad.",
    ),
    "pair_candidate_in_run": (
        "In the last run the unit was a candidate for this mission (score {score}), not a link.",
        "En la última corrida la unidad fue candidata para esta misión (puntaje {score}), no un vínculo.",
    ),
    # exposures
    "no_exposure": (
        "No incident on record is tied to a unit that it names. This says nothing of incidents that are not on record.",
        "Ningún incidente registrado se vincula con una unidad que nombra. Nada dice de incidentes no registrados.",
    ),
    "nothing_to_tie": (
        "No unit is linked to it, so no incident could be tied to it. This does not mean that there is none.",
        "No tiene ninguna unidad vinculada, así que no pudo vincularse con ningún incidente. "
        "No significa que no lo haya.",
    ),
    "exposures_left_out": (
        "Ties of this mission to incidents that the answer below does not rest on: {n}. "
        "They are shown when the mission is explained without a rule.",
        "Vínculos de esta misión con incidentes en los que la respuesta de abajo no se apoya: {n}. "
        "Se muestran al explicar la misión sin regla.",
    ),
    "exposure_mission": (
        "{incident}: information attributes {acts} ({when}) to {implicated}: {tie}. Trained: {trained}.",
        "{incident}: la información atribuye {acts} ({when}) a {implicated}: {tie}. Entrenada: {trained}.",
    ),
    "exposure_other": (
        "{incident} and mission {mission}: named in the incident is {implicated}: {tie}. Trained: {trained}.",
        "{incident} y la misión {mission}: en el incidente se nombra a {implicated}: {tie}. Entrenada: {trained}.",
    ),
    "timing_before": ("The mission ended before the incident.", "La misión terminó antes del incidente."),
    "timing_after": ("The mission began after the incident.", "La misión comenzó después del incidente."),
    "timing_during": ("The mission and the incident share a day.", "La misión y el incidente comparten un día."),
    "timing_unknown": (
        "The dates do not tell whether the mission stands before, during or after the incident.",
        "Las fechas no permiten saber si la misión se sitúa antes, durante o después del incidente.",
    ),
    "gap": ("The gap is {least} to {most} days.", "La distancia es de {least} a {most} días."),
    "gap_exact": ("The gap is {least} days.", "La distancia es de {least} días."),
    "known_yes": (
        "The incident was public by the day the mission began.",
        "El incidente era público el día en que comenzó la misión.",
    ),
    "known_no": (
        "The first publication on record came after the mission began.",
        "La primera publicación que consta es posterior al comienzo de la misión.",
    ),
    "known_unknown": (
        "It is not shown whether the incident was public by the day the mission began.",
        "No consta si el incidente era público el día en que comenzó la misión.",
    ),
    "path": ("Through the command chain: {path}.", "A través de la cadena de mando: {path}."),
    "rests_on": (
        "It rests on two links: mission {mission} ({mission_status}), incident {incident} ({incident_status}).",
        "Se apoya en dos vínculos: misión {mission} ({mission_status}), incidente {incident} ({incident_status}).",
    ),
    "more": ("… and {n} more.", "… y {n} más."),
    # rules
    "not_judged": (
        "The last run is older than this mission: no rule was asked yet.",
        "La última corrida es anterior a esta misión: aún no se aplicó ninguna regla.",
    ),
    "began_later": (
        "It began after the day of judgement, {day}, so the run left it out.",
        "Comenzó después del día de referencia, {day}, así que la corrida no la incluyó.",
    ),
    # one rule's tree
    "tree": ("Rule {rule} for {id}: {title}", "Regla {rule} para {id}: {title}"),
    "tree_result": ("Answer: {result}.", "Respuesta: {result}."),
    "tree_any_date": (
        "The conditions (the rule holds on any date)",
        "Las condiciones (la regla rige en cualquier fecha)",
    ),
    "tree_version": ("The conditions in version {version}", "Las condiciones en la versión {version}"),
    "tree_version_no": (
        "The conditions in version {version}, which was not in force: the rule does not apply",
        "Las condiciones en la versión {version}, que no regía: la regla no se aplica",
    ),
    "tree_version_unknown": (
        "The conditions in version {version}; whether it was in force is not verified",
        "Las condiciones en la versión {version}; no está verificado si regía",
    ),
    "tree_days": ("For a start on: {days}.", "Para un inicio en: {days}."),
    "tree_applies_when": ("Applies when", "Se aplica cuando"),
    "tree_flag_when": ("Flags when", "Señala cuando"),
    "tree_unless": ("Unless: {name}", "Salvo: {name}"),
    "tree_clause": ("[{answer}] {text} ‹{word}›", "[{answer}] {text} ‹{word}›"),
    "tree_not_asked": ("not asked", "sin preguntar"),
    "tree_fact": ("{path} = {value}", "{path} = {value}"),
    "tree_fact_at": ("{path} = {value} ({source})", "{path} = {value} ({source})"),
    "tree_no_fact": ("{path}: not on record", "{path}: no consta"),
    "tree_ref": ("{ref}: {source}", "{ref}: {source}"),
    "tree_missing": ("missing: {paths}", "falta: {paths}"),
    "do_not_apply": (
        "Rules that do not reach a mission of this kind or time: {rules}.",
        "Reglas que no alcanzan a una misión de este tipo o de esta fecha: {rules}.",
    ),
    "answer": ("{rule} ({severity}): {result}. {title}", "{rule} ({severity}): {result}. {title}"),
    "means_flagged": (
        "The records at hand meet every term of the rule. This is a lead for review, not a finding of a breach of law.",
        "Los registros disponibles cumplen todos los términos de la regla. Es un indicio para revisión, no una "
        "constatación de que se infringiera la ley.",
    ),
    "means_not_flagged": (
        "A term of the rule is surely not met by the records at hand. It does not mean that a unit was "
        "vetted or is eligible.",
        "Los registros disponibles con seguridad no cumplen un término de la regla. No significa que una "
        "unidad haya sido verificada ni que sea elegible.",
    ),
    "means_undetermined": (
        "The records at hand leave the answer open.",
        "Los registros disponibles dejan abierta la respuesta.",
    ),
    "means_not_applicable": (
        "The rule does not reach a mission of this kind or of this time.",
        "La regla no alcanza a una misión de este tipo o de esta época.",
    ),
    "clause": ("{clause}: {answer}. {text}", "{clause}: {answer}. {text}"),
    "rests": ("rests on {refs}", "se apoya en {refs}"),
    "missing": ("What is missing: {facts}.", "Qué falta: {facts}."),
    "limits": ("Limits: {text}", "Límites: {text}"),
    "cleared_by": ("What would lift it: {text}", "Qué la levantaría: {text}"),
    "authority": ("Authority: {cites}.", "Norma: {cites}."),
    "unverified": ("{cite} [not verified]", "{cite} [no verificado]"),
    "days_unverified": ("{cite} [{days}]", "{cite} [{days}]"),
    "version": ("Version of the law applied: {version}.", "Versión de la ley aplicada: {version}."),
    # units
    "aliases": ("Also named: {names}.", "También llamada: {names}."),
    "level": ("It is {level}; echelon {echelon}, branch {branch}.", "Es {level}; escalón {echelon}, rama {branch}."),
    "existence": ("On record: {span}.", "Consta: {span}."),
    "placeholder": (
        "A placeholder: sources imply it without naming it. It is never linked and never named as implicated.",
        "Un marcador: las fuentes lo dan a entender sin nombrarlo. Nunca se vincula ni se nombra como implicado.",
    ),
    "provisional": (
        "A provisional unit, drawn from strings in the training records, not from a registry.",
        "Una unidad provisional, tomada de textos de los registros de entrenamiento, no de un registro de unidades.",
    ),
    "under": ("Under {other}: {span}. {source}", "Bajo {other}: {span}. {source}"),
    "administrative": (
        "Under {other} outside the command chain: {span}. {source}",
        "Bajo {other} fuera de la cadena de mando: {span}. {source}",
    ),
    "member": ("A member of {other}: {span}. {source}", "Integrante de {other}: {span}. {source}"),
    "follows": ("It follows {other}: {span}. {source}", "Sucede a {other}: {span}. {source}"),
    "followed": ("{other} follows it: {span}. {source}", "{other} la sucede: {span}. {source}"),
    "above_it": ("{other} is under it: {span}. {source}", "{other} está bajo ella: {span}. {source}"),
    "no_dates": ("no dates given", "sin fechas"),
    "no_chain": ("No relation to another unit is on record.", "No consta relación con otra unidad."),
    "posting": ("{person}, {role}: {span}. {source}", "{person}, {role}: {span}. {source}"),
    "posting_note": (
        "A posting says who held a post, nothing about responsibility.",
        "Un cargo dice quién lo ocupaba; nada dice de responsabilidad.",
    ),
    "names_it": (
        "{mission} ({day}): {text}. Score {score}. {source}",
        "{mission} ({day}): {text}. Puntaje {score}. {source}",
    ),
    "no_mission": (
        "No mission on record is linked to it. This does not show that it was not trained.",
        "Ninguna misión registrada se vincula con ella. Esto no muestra que no haya sido entrenada.",
    ),
    "candidates": (
        "For {n} further missions it is only a candidate.",
        "Para otras {n} misiones es solo candidata.",
    ),
    "named_in": (
        "{incident} ({when}): {acts}. Score {score}. {source}",
        "{incident} ({when}): {acts}. Puntaje {score}. {source}",
    ),
    "no_incident": (
        "No incident on record is linked to it. This says nothing of incidents that are not on record.",
        "Ningún incidente registrado se vincula con ella. Esto nada dice de incidentes no registrados.",
    ),
    # incidents
    "acts": ("The source alleges: {words}; read as {codes}.", "La fuente alega: {words}; leído como {codes}."),
    "when_act": ("One act: {when}.", "Un hecho: {when}."),
    "when_series": ("A series of acts: {when}.", "Una serie de hechos: {when}."),
    "place": ("Place: {text}.", "Lugar: {text}."),
    "published": ("In: {title}. {publisher}", "En: {title}. {publisher}"),
    "first_public": ("First public: {when} ({text}).", "Público por primera vez: {when} ({text})."),
    "no_first_public": ("The day it became public is not recorded.", "No consta el día en que se hizo público."),
    "credibility": (
        "Credibility of the attribution: {rating}. {reason} ({by})",
        "Credibilidad de la atribución: {rating}. {reason} ({by})",
    ),
    "attributed": ("It names {text}: {level}.", "Nombra a {text}: {level}."),
    "attributed_none": ("It names nobody in particular.", "No nombra a nadie en particular."),
    "superiors": ("Printed above it: {names}.", "Impresas por encima: {names}."),
    "curated": (
        "A curated form of the name (no proof that two names are one unit): {text}.",
        "Una forma normalizada del nombre (no prueba que dos nombres sean una unidad): {text}.",
    ),
    "linked_incident": (
        "Linked to {unit} (score {score}).",
        "Vinculado con {unit} (puntaje {score}).",
    ),
    "candidate_incident": (
        "A candidate only: {unit} (score {score}).",
        "Solo una candidata: {unit} (puntaje {score}).",
    ),
    "candidate_provisional": (
        "The unit is provisional: not taken for the one named until an analyst says so (vetting registry confirm).",
        "La unidad es provisional: no se toma por la nombrada sin que lo diga un analista (vetting registry confirm).",
    ),
    "no_link": ("It is linked to no registered unit.", "No está vinculado con ninguna unidad registrada."),
    "no_incident_exposure": (
        "No mission on record is tied to it. This does not show that no unit named in it was trained.",
        "Ninguna misión registrada se vincula con él. Esto no muestra que no se haya entrenado a una unidad nombrada.",
    ),
}
