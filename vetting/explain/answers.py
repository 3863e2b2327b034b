"""What each rule answers for a mission, clause by clause, with what is missing; the silence of a rule included."""

from __future__ import annotations

from vetting.explain.page import Section
from vetting.explain.records import Records
from vetting.explain.voice import Voice
from vetting.model import Answer, Citation, Mission, RuleText
from vetting.period import ImpreciseDate
from vetting.report.fill import fill
from vetting.report.findings import severity_rank

#: Flags first, then what is open; what does not apply to the mission comes last.
_ORDER = ("flagged", "undetermined", "not_flagged", "not_applicable")


def of_mission(records: Records, voice: Voice, mission: Mission, rule_id: str = "") -> Section:
    """The section on the rules' answers; on one rule's where ``rule_id`` is given."""
    section = Section(voice.say("head_rules"))
    answers = answers_of(records, mission, rule_id)
    if not answers:
        section.say(_unjudged(records, voice, mission))
    folded = [] if rule_id else [answer.rule_id for answer in answers if answer.result == "not_applicable"]
    for answer in sorted(answers, key=lambda one: (_ORDER.index(one.result), severity_rank(one.severity))):
        if answer.rule_id not in folded:
            _answer(records, voice, mission, answer, section)
    if folded:
        section.say(voice.say("do_not_apply", rules=", ".join(folded)))
    return section


def _unjudged(records: Records, voice: Voice, mission: Mission) -> str:
    """Why no rule was asked: it began after the day of judgement, or came after the run."""
    begin = mission.period.begin
    if records.run.known is not None and begin is not None and begin.earliest > records.run.as_of:
        return voice.say("began_later", day=voice.when(ImpreciseDate.of(records.run.as_of)))
    return voice.say("not_judged")


def answers_of(records: Records, mission: Mission, rule_id: str = "") -> tuple[Answer, ...]:
    """The answers for a mission, in the order of the rules; none where the run is older than the mission."""
    signature = records.run.signature_of.get(mission.id)
    answers = () if signature is None else records.run.answers[signature]
    return tuple(answer for answer in answers if not rule_id or answer.rule_id == rule_id)


def _answer(records: Records, voice: Voice, mission: Mission, answer: Answer, section: Section) -> None:
    spanish = voice.lang == "es"
    text = records.rules.get(answer.rule_id)
    section.say(
        voice.say(
            "answer",
            rule=answer.rule_id,
            severity=voice.word("severity", answer.severity),
            result=voice.word("result", answer.result),
            title=(text.title_es if spanish else text.title_en) if text else "",
        )
    )
    message = answer.message_es if spanish else answer.message_en
    if message:
        section.say(fill(message, mission, voice.lang), 1)
    section.say(voice.say(f"means_{answer.result}"), 1)
    for reason in answer.evidence:
        sentence = fill(reason.text_es if spanish else reason.text_en, mission, voice.lang)
        word = voice.word("truth", reason.answer.value)
        section.say(voice.say("clause", clause=reason.clause, answer=word, text=sentence), 1)
        if reason.refs:
            section.say(voice.say("rests", refs=", ".join(fill(ref, mission, voice.lang) for ref in reason.refs)), 2)
    missing = records.not_on_record(answer)
    if missing:
        section.say(voice.say("missing", facts="; ".join(voice.fact(path) for path in missing)), 1)
    if answer.version:
        section.say(voice.say("version", version=answer.version), 1)
    if text and answer.result != "not_applicable":
        _law(voice, text, answer, section)


def _law(voice: Voice, text: RuleText, answer: Answer, section: Section) -> None:
    spanish = voice.lang == "es"
    limits, cleared_by = (text.limits_es, text.cleared_by_es) if spanish else (text.limits_en, text.cleared_by_en)
    if cleared_by and answer.result == "flagged":
        section.say(voice.say("cleared_by", text=cleared_by), 1)
    if limits and answer.result == "flagged":
        section.say(voice.say("limits", text=limits), 1)
    if text.authority:
        section.say(voice.say("authority", cites="; ".join(_cite(voice, one) for one in text.authority)), 1)


def _cite(voice: Voice, citation: Citation) -> str:
    if not citation.verified:
        return voice.say("unverified", cite=citation.cite)
    days = voice.unverified_days(citation)
    return voice.say("days_unverified", cite=citation.cite, days=days) if days else citation.cite
