"""Judges what the FHIR door answers with the validator of HL7 and HAPI, where there is a JDK and Maven Central."""
