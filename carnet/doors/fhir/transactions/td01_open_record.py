"""``Patient/$open``: an establishment's software opens a record with the person there (TD1.1 of the DMP until 2021)."""

from dataclasses import replace

from carnet.core.access.decision import Refusal, Told
from carnet.core.defects import Defect
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.mapping.opening import AskedOpening, read_opening
from carnet.doors.fhir.outcome import of_defects, of_refusal, of_unreadable
from carnet.formats.fhir.validate import validate
from carnet.usecases.record.card_presence import ask_for_card
from carnet.usecases.record.identify_at_counter import REGISTER_SILENT, identify
from carnet.usecases.record.open_record import Assistance, open_record

CHALLENGE = "Card-Challenge"
"""The header that carries what the reader is to sign, whenever a card is asked for."""


def open_here(request: FhirRequest) -> FhirResponse:
    """Answer ``POST Patient/$open``: 201 and the id of the record, or why it was not opened.

    Without a card read for it, 403 ``card-needed`` with a challenge for the reader: signed, it is sent again.
    """
    body = request.read_resource()
    if isinstance(body, Defect):
        return of_unreadable((body,), status=400)
    asked, faults = read_opening(body), validate(body)
    if not isinstance(asked, AskedOpening):
        return of_unreadable((*faults, *asked))
    person = identify(asked.identity, document_was_seen=asked.document_was_seen, env=request.env)
    if isinstance(person, tuple):
        return of_defects((*faults, *person), status=503 if REGISTER_SILENT in person else 422)
    if faults:
        return of_unreadable(faults)
    samu, danger = asked.emergencies
    answer = open_record(
        replace(person, mail=asked.mail, phone=asked.phone),
        consent=asked.consent,
        assistance=Assistance(person_is_present=asked.person_is_present, card=asked.card),
        switches=replace(request.env.policy.initial_switches, samu=samu, break_the_glass=danger),
        actor=request.actor,
        env=request.env,
    )
    if isinstance(answer, Refusal):
        refused = of_refusal(answer)
        if answer.told is not Told.CARD_NEEDED:
            return refused
        return replace(refused, headers={CHALLENGE: ask_for_card(actor=request.actor, env=request.env)})
    patient = record_id_text(answer.record)
    named = {"name": "patient", "valueReference": {"reference": f"Patient/{patient}"}}
    location = f"{request.base_url}/Patient?_id={patient}"
    return FhirResponse(201, {"resourceType": "Parameters", "parameter": [named]}, headers={"Location": location})
