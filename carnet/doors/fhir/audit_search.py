"""The parameters of ITI-81, read into conditions on the lines that a reader may see, as they are written to them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from carnet.core.defects import Defect
from carnet.core.documents.selection import Span, Word
from carnet.core.vocabulary.code import Code
from carnet.doors.fhir.http import Parameters
from carnet.doors.fhir.mapping.values import Json
from carnet.doors.fhir.names import system_oid
from carnet.doors.fhir.pages import PAGING
from carnet.doors.fhir.search_parameters import MODIFIERS, SUBJECT, Kind, read_spans, unsupported_modifier
from carnet.doors.fhir.search_values import read_token, read_word, read_yes, split_values
from carnet.doors.fhir.wish import ANSWER

Condition: TypeAlias = Callable[[Json], bool]
"""Whether a line, written as an AuditEvent, answers to one occurrence of a parameter."""

OUTCOMES: Final = "http://terminology.hl7.org/CodeSystem/audit-event-outcome"
ACTIONS: Final = "http://hl7.org/fhir/audit-event-action"


@dataclass(frozen=True, slots=True)
class LineParameter:
    """A parameter: its type, and the codes, the words or the references of a line that it is compared with."""

    kind: Kind
    codes: Callable[[Json], Iterable[Code]] = lambda _line: ()
    words: Callable[[Json], Iterable[str]] = lambda _line: ()
    references: Callable[[Json], Iterable[str]] = lambda _line: ()

    def says(self, line: Json) -> bool:
        """Whether a line says anything there (FHIR R4, ``:missing``)."""
        return any(True for said in (self.codes, self.words, self.references) for _ in said(line))


def _coding(coding: Json) -> Code:
    return Code(coding["code"], system_oid(coding.get("system", "")))


def _identifier(who: Json) -> list[Code]:
    identifier = who.get("identifier")
    return [Code(identifier["value"], system_oid(identifier.get("system", "")))] if identifier else []


def _agents(line: Json) -> Iterable[Code]:
    return [code for agent in line["agent"] for code in _identifier(agent["who"])]


def _users(line: Json) -> Iterable[Code]:
    return [code for agent in line["agent"] if agent["requestor"] for code in _identifier(agent["who"])]


def _roles(line: Json) -> Iterable[Code]:
    return [_coding(one) for agent in line["agent"] for role in agent.get("role", ()) for one in role["coding"]]


def _entities(line: Json) -> Iterable[Code]:
    return [code for entity in line["entity"] for code in _identifier(entity.get("what", {}))]


def _pointed_at(line: Json) -> Iterable[str]:
    return [entity["what"]["reference"] for entity in line["entity"] if "reference" in entity.get("what", {})]


def _each(name: str) -> Callable[[Json], Iterable[Code]]:
    return lambda line: [_coding(entity[name]) for entity in line["entity"] if name in entity]


_ENTITY_TYPE = LineParameter(Kind.TOKEN, _each("type"))
_ENTITY_ROLE = LineParameter(Kind.TOKEN, _each("role"))
_ENTITY_NUMBER = LineParameter(Kind.TOKEN, _entities)
_SOURCE = LineParameter(Kind.TOKEN, lambda line: _identifier(line["source"]["observer"]))

PARAMETERS: Final[Mapping[str, LineParameter]] = {
    "action": LineParameter(Kind.TOKEN, lambda line: [Code(line["action"], ACTIONS)]),
    "agent": LineParameter(Kind.REFERENCE, _agents),
    "agent.identifier": LineParameter(Kind.TOKEN, _agents),
    "agent-name": LineParameter(
        Kind.STRING, words=lambda line: [agent["name"] for agent in line["agent"] if "name" in agent]
    ),
    "agent-role": LineParameter(Kind.TOKEN, _roles),
    "entity": LineParameter(Kind.REFERENCE, _entities, references=_pointed_at),
    "entity.identifier": _ENTITY_NUMBER,
    "entity-id": _ENTITY_NUMBER,
    "entity-type": _ENTITY_TYPE,
    "entity.type": _ENTITY_TYPE,
    "entity-role": _ENTITY_ROLE,
    "entity.role": _ENTITY_ROLE,
    "outcome": LineParameter(Kind.TOKEN, lambda line: [Code(line["outcome"], OUTCOMES)]),
    "source": LineParameter(Kind.REFERENCE, _SOURCE.codes),
    "source.identifier": _SOURCE,
    "subtype": LineParameter(Kind.TOKEN, lambda line: map(_coding, line["subtype"])),
    "type": LineParameter(Kind.TOKEN, lambda line: [_coding(line["type"])]),
    "user": LineParameter(Kind.TOKEN, _users),
}
"""Those of IHE's ITI-81 (Add RESTful ATNA) in both their spellings, and FHIR R4's that ask about what a line says."""

KNOWN: Final = frozenset({*PARAMETERS, *ANSWER, *SUBJECT, *PAGING, "_id", "date"})


def read_bounds(parameters: Parameters) -> tuple[Span, ...] | tuple[Defect, ...]:
    """Read ``date``: both ends of the time that is asked about (ITI-81, where they are mandatory)."""
    read = read_spans("date", parameters)
    defects = tuple(one for one in read if isinstance(one, Defect))
    if defects:
        return defects
    spans = tuple(one for one in read if isinstance(one, Span))
    if any(one.start is not None for one in spans) and any(one.end is not None for one in spans):
        return spans
    return (
        Defect(
            "both-dates",
            "date",
            "A search of the history names both ends of the time that it is about (IHE, ITI-81).",
            "Send for instance date=ge2026-11-01 and date=lt2026-12-01, or one day: date=2026-11-21.",
        ),
    )


def read_conditions(parameters: Parameters) -> tuple[Condition, ...] | tuple[Defect, ...]:
    """Read the parameters of ``PARAMETERS`` and ``_id``, each occurrence a condition of its own; else every defect."""
    defects: list[Defect] = []
    conditions: list[Condition] = [_named(text) for text in parameters.get("_id", ())]
    for name, values in parameters.items():
        base, _, modifier = name.partition(":")
        parameter = PARAMETERS.get(base)
        modifiers = MODIFIERS[parameter.kind] if parameter is not None else frozenset()
        if modifier and modifier not in modifiers and base in KNOWN:
            defects.append(unsupported_modifier(name, modifiers))
        elif parameter is not None:
            for text in values:
                conditions += _condition(parameter, name, modifier, text, defects)
    return tuple(defects) or tuple(conditions)


def _named(text: str) -> Condition:
    wanted = set(split_values(text))
    return lambda line: line["id"] in wanted


def _condition(parameter: LineParameter, name: str, modifier: str, text: str, defects: list[Defect]) -> list[Condition]:
    """Make a condition of one occurrence; an unreadable one is added to ``defects``."""
    if modifier == "missing":
        is_missing = read_yes(name, text, defects)
        return [] if is_missing is None else [lambda line: parameter.says(line) is not is_missing]
    values = split_values(text)
    if parameter.kind is Kind.STRING:
        words = tuple(read_word(one, modifier) for one in values)
        return [lambda line: _answers_to(words, parameter.words(line))]
    tokens = tuple(read_token(one) for one in values)
    places = frozenset(values) if modifier != "identifier" else frozenset()

    def answers(line: Json) -> bool:
        if any(token.matches(code) for code in parameter.codes(line) for token in tokens):
            return True
        return any(_leads_to(place, one) for one in parameter.references(line) for place in places)

    return [lambda line: not answers(line)] if modifier == "not" else [answers]


def _answers_to(words: tuple[Word, ...], names: Iterable[str]) -> bool:
    """Whether a name, or one of its words, is what is looked for (a name here has its title before it)."""
    return any(word.matches(part) for name in names for part in (name, *name.split()) for word in words)


def _leads_to(place: str, reference: str) -> bool:
    """Whether a reference that was asked for – an id, ``Type/ID`` or an address – is this one."""
    return place in (reference, reference.partition("/")[2]) or place.endswith(f"/{reference}")
