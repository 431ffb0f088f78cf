"""The acts that a CDA is about: its service events, one of which is the principal."""

from lxml import etree

from carnet.core.defects import Defect
from carnet.formats.cda.model import ServiceEvent, is_principal
from carnet.formats.cda.people import performer
from carnet.formats.cda.tree import Faults, descend, each, q, where


def service_events(document: etree._Element, faults: Faults) -> tuple[ServiceEvent, ...]:
    """Read the acts that a clinical document is about.

    Faults: a code, a time or a period that is wrong, and the lack of a principal act, which has a beginning and a
    performer whose structure has a practice setting (CI-SIS, « DocumentationOf: acte principal »).
    """
    found = list(each(document, "documentationOf", "serviceEvent"))
    events = tuple(_service_event(element, faults) for element in found)
    if not any(is_principal(event) for event in events):
        faults.add(
            Defect(
                "cda-no-principal-event",
                where(found[0]) if found else where(document, "documentationOf", "serviceEvent"),
                "No act has both a beginning (effectiveTime/low) and, in its performer, a practice setting "
                "(representedOrganization/standardIndustryClassCode).",
                "Complete the principal act; the practice setting is a code of JDV_J04, for instance AMBULATOIRE.",
            )
        )
    return events


def _service_event(element: etree._Element, faults: Faults) -> ServiceEvent:
    code = descend(element, "code")
    low, high = descend(element, "effectiveTime", "low"), descend(element, "effectiveTime", "high")
    start = None if low is None or low.get("nullFlavor") else faults.timestamp(low)
    stop = None if high is None or high.get("nullFlavor") else faults.timestamp(high)
    if start is not None and stop is not None and stop.at < start.at:
        faults.add(
            Defect(
                "cda-period-reversed",
                where(element, "effectiveTime"),
                "This act ends before it begins.",
                "Correct low or high.",
            )
        )
    entities = list(each(element, "performer", "assignedEntity"))
    settings = [one.find(f"{q('representedOrganization')}/{q('standardIndustryClassCode')}") for one in entities]
    placed = [(entity, setting) for entity, setting in zip(entities, settings, strict=True) if setting is not None]
    entity = placed[0][0] if placed else entities[0] if entities else None
    return ServiceEvent(
        code=None if code is None or code.get("nullFlavor") else faults.code(code),
        start=None if start is None else start.at,
        stop=None if stop is None else stop.at,
        performer=None if entity is None else performer(entity),
        practice_setting=faults.code(placed[0][1]) if placed else None,
    )
