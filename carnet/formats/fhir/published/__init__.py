"""What published profiles ask of a resource, from tables: checks what Carnet, or any server, answers with."""

from carnet.formats.fhir.published.answers import answer_departures
from carnet.formats.fhir.published.departures import declared, departures

__all__ = ["answer_departures", "declared", "departures"]
