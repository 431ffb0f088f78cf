"""The ids that this door shows: a record alone, or a record and a document together. Nothing is looked up across."""

from carnet.formats.fhir.ids import document_id_text, read_document_id, read_record_id, record_id_text

__all__ = ["document_id_text", "read_document_id", "read_record_id", "record_id_text"]
