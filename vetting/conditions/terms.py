"""The closed words of the law that conditions use: program sets, classes of violation, and how each is said.

Source: law.md section 3, "Programme sets"; section 6, "Vocabulary of violations" (there with the basis of each).
"""

from __future__ import annotations

from collections.abc import Iterable

from vetting.conditions.outcome import Words

DOD_SET = ("JCET", "S321", "S1206", "S2282", "S333", "S1004", "S284", "S1033", "CTFP", "REGCENT", "SPP", "DOD_OTHER")
STATE_SET = ("IMET", "EIMET", "FMF", "INL", "PKO", "GPOI", "ATA", "EDA", "ILEA", "ESF", "DRAWDOWN")

#: Names a rule may write instead of the codes.
PROGRAM_SETS = {
    "DOD_SET": DOD_SET,
    "STATE_SET": STATE_SET,
    "TITLE_10": (*DOD_SET, "S127E", "S1208", "S1202"),
}
PROGRAMS = (*DOD_SET, *STATE_SET, "FMS", "DCS", "DEA_DOJ", "S127E", "S1208", "S1202")
ACCOUNTS = ("FMF", "IMET", "INCLE", "PKO", "ESF", "NADR", "DOD", "DOJ", "other")
STATE_ACCOUNTS = ("FMF", "IMET", "INCLE", "PKO", "ESF", "NADR")
#: Where the program has one account. Source: law.md section 3, "Country conditions".
ACCOUNT_OF_PROGRAM = {
    "FMF": "FMF", "IMET": "IMET", "EIMET": "IMET", "INL": "INCLE", "ILEA": "INCLE",
    **dict.fromkeys(PROGRAM_SETS["TITLE_10"], "DOD"),
}  # fmt: skip
#: How messages call a program; any other by its code.
PROGRAM_WORDS = {
    "S1206": Words("section 1206", "de la sección 1206"),
    "S2282": Words("section 2282", "de la sección 2282"),
    "S333": Words("section 333", "de la sección 333"),
}
RECIPIENT_WORDS = {
    "military": Words("military forces", "fuerzas militares"),
    "military_police": Words("military police", "policía militar"),
    "gendarmerie": Words("a gendarmerie", "una gendarmería"),
    "police": Words("police", "policía"),
    "prison": Words("prison staff", "personal penitenciario"),
    "law_enforcement": Words("other law enforcement", "otras fuerzas del orden"),
    "internal_intelligence": Words("an internal intelligence service", "un servicio de inteligencia interior"),
    "coast_guard": Words("a coast guard", "una guardia costera"),
    "civilian": Words("civilians", "civiles"),
}
NAME_LEVELS = ("unit", "service", "force", "country", "none")
WAIVER_KINDS = ("waiver", "exception_corrective", "exception_disaster")
DEPARTMENTS = ("dod", "state")
VETTING_RESULTS = ("approved", "matched", "suspended", "rejected", "cancelled", "pending")
VETTING_SUBJECTS = ("unit", "individual", "commander")

#: Gross violations by themselves / only by their circumstances. All other known types are not.
CORE = frozenset({"extrajudicial_killing", "torture", "enforced_disappearance", "rape_under_color_of_law"})
CONTEXTUAL = frozenset(
    {
        "cruel_inhuman_degrading_treatment",
        "prolonged_detention_without_charge",
        "flagrant_denial_life_liberty_security",
        "arbitrary_detention",
        "excessive_force_death",
        "sexual_violence_other",
        "unknown",
    }
)

VIOLATIONS = {
    "extrajudicial_killing": Words("extrajudicial killing", "ejecución extrajudicial"),
    "torture": Words("torture", "tortura"),
    "enforced_disappearance": Words("enforced disappearance", "desaparición forzada"),
    "rape_under_color_of_law": Words("rape under color of law", "violación sexual por agentes del Estado"),
    "cruel_inhuman_degrading_treatment": Words(
        "cruel, inhuman or degrading treatment", "trato cruel, inhumano o degradante"
    ),
    "prolonged_detention_without_charge": Words(
        "prolonged detention without charges and trial", "detención prolongada sin cargos ni juicio"
    ),
    "flagrant_denial_life_liberty_security": Words(
        "other flagrant denial of life, liberty or security",
        "otra denegación flagrante de la vida, la libertad o la seguridad",
    ),
    "arbitrary_detention": Words("arbitrary detention", "detención arbitraria"),
    "excessive_force_death": Words("death from excessive force", "muerte por uso excesivo de la fuerza"),
    "sexual_violence_other": Words("other sexual violence", "otra violencia sexual"),
    "excessive_force_injury": Words("injury from excessive force", "lesiones por uso excesivo de la fuerza"),
    "threats": Words("threats", "amenazas"),
    "forced_displacement": Words("forced displacement", "desplazamiento forzado"),
    "extortion": Words("extortion", "extorsión"),
    "corruption": Words("corruption", "corrupción"),
    "property_destruction": Words("destruction of property", "destrucción de bienes"),
    "attack_on_press": Words("attack on the press", "ataque a la prensa"),
    "crime_scene_tampering": Words("tampering with a crime scene", "alteración de la escena de un crimen"),
    "collusion_organised_crime": Words("collusion with organized crime", "colusión con el crimen organizado"),
    "illegal_surveillance": Words("illegal surveillance", "vigilancia ilegal"),
    "killing_in_combat": Words("killing in combat", "muerte en combate"),
    "unknown": Words("a violation of unknown type", "una violación de tipo desconocido"),
}

#: "not identified below the level of …"
LEVEL_WORDS = {
    "service": Words("its service", "institución"),
    "force": Words("the force", "fuerza"),
    "country": Words("the country", "país"),
}
WAIVER_WORDS = {
    "waiver": Words("waiver of the Secretary of Defense", "dispensa del Secretario de Defensa"),
    "exception_corrective": Words("corrective-steps exception", "excepción por medidas correctivas"),
    "exception_disaster": Words("disaster limb", "excepción por desastre"),
}
DEPARTMENT_WORDS = {
    "dod": Words("the Department of Defense", "el Departamento de Defensa"),
    "state": Words("the Department of State", "el Departamento de Estado"),
}


#: Steps of a host government after an incident; none of them is a determination.
REMEDIATION_WORDS = {
    "claimed": Words("steps claimed", "medidas alegadas"),
    "investigation_open": Words("investigation open", "investigación abierta"),
    "prosecution_open": Words("prosecution open", "proceso penal abierto"),
    "conviction": Words("conviction", "condena"),
    "administrative": Words("administrative measures", "medidas administrativas"),
    "unit_disbanded": Words("unit disbanded", "unidad disuelta"),
}
#: An attribution above the unit, where no name is recorded.
FORCE_WORDS = {
    "service": Words("a service", "una institución"),
    "force": Words("the security forces", "las fuerzas de seguridad"),
}
VETTING_RESULT_WORDS = {
    "approved": Words("approved", "aprobada"),
    "matched": Words("matched with an earlier result still valid", "vinculada a un resultado anterior aún válido"),
    "suspended": Words("suspended", "suspendida"),
    "rejected": Words("rejected", "rechazada"),
    "cancelled": Words("cancelled", "cancelada"),
    "pending": Words("pending", "pendiente"),
}


def listed(texts: Iterable[str], conjunction: str) -> str:
    """``a, b and c`` with the given conjunction."""
    parts = list(texts)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"
