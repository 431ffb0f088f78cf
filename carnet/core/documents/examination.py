"""Which documents are of one examination: pictures and their report, when both carry its number."""

from carnet.core.documents.entry import DocumentEntry, ReferenceId

ACCESSION = "urn:ihe:iti:xds:2013:accession"
ORDER = "urn:ihe:iti:xds:2013:order"
STUDY = "urn:ihe:iti:xds:2016:studyInstanceUID"

_BY_THEMSELVES = frozenset({STUDY})
"""Numbers that no two machines give: they need no authority beside them."""

_GIVEN_BY_SOMEBODY = frozenset({ACCESSION, ORDER})
"""Numbers that mean something only with who gave them: every centre has a first examination."""


def examination_numbers(entry: DocumentEntry) -> frozenset[ReferenceId]:
    """Give the numbers by which a document says of which examination it is (XDS referenceIdList, ITI TF-3 4.2.3.2.28).

    Nothing is guessed from dates, titles or authors: a document without such a number is of no examination here.
    """
    return frozenset(
        one
        for one in entry.references
        if one.value and (one.kind in _BY_THEMSELVES or (one.kind in _GIVEN_BY_SOMEBODY and one.system))
    )
