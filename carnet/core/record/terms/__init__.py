"""The texts of the terms of use, one file for each version and language; ``carnet.core.record.terms_of_use`` reads."""
