"""Camille asks to have something put right; what each of those concerned then finds."""

from carnet.core.access.actors import Holder, Professional, Reviewer, SupportAgent
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.claims.claim import ClaimKind, Did
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.usecases.claims.answer_claim import ClaimsForMe, list_claims_for_me
from carnet.usecases.claims.ask_rectification import RectificationAsked, ask_rectification
from carnet.usecases.claims.escalate_claims import escalate_claims
from carnet.usecases.claims.follow_claims import FollowedClaim, FollowedClaims, follow_claims
from carnet.usecases.emergency.review_cases import CaseQueue, list_cases
from carnet.usecases.professional.list_professional_notices import list_professional_notices
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from tests.installation import Installation
from tests.store.database import Database, point_django_at

MAYA, ALI = Reviewer("maya"), SupportAgent("ali")
WHY = "Le côté opéré est faux : c’est le genou gauche."
ANSWER = "Vérifié : le compte rendu est exact."


def asks(
    here: Installation, record: RecordId, document: DocumentId, kind: ClaimKind = ClaimKind.CORRECTION
) -> RectificationAsked:
    answer = ask_rectification(
        record, document, kind=kind, reason="wrong", words=WHY, actor=Holder(record), env=here.env
    )
    assert isinstance(answer, RectificationAsked)
    return answer


def followed(here: Installation, record: RecordId) -> list[FollowedClaim]:
    found = follow_claims(record, actor=Holder(record), env=here.env)
    assert isinstance(found, FollowedClaims)
    return list(found.claims)


def notices(who: Professional, here: Installation) -> list[NoticeKind]:
    return [one.kind for one in list_professional_notices(actor=who, env=here.env)]


def asked_of(who: Professional, here: Installation, record: RecordId) -> ClaimsForMe:
    found = list_claims_for_me(record, actor=who, env=here.env)
    assert isinstance(found, ClaimsForMe)
    return found


def cases(here: Installation) -> CaseQueue:
    found = list_cases(actor=MAYA, env=here.env)
    assert isinstance(found, CaseQueue)
    return found


def last_answer(here: Installation, record: RecordId) -> tuple[Did, str] | None:
    answer = followed(here, record)[0].claim.answer
    return (answer.did, answer.words) if answer is not None else None


def seen(who: Holder | Professional, record: RecordId, here: Installation) -> set[DocumentId]:
    listed = list_documents(record, criteria=Criteria(), actor=who, env=here.env)
    assert isinstance(listed, ListedDocuments)
    return {one.document for one in listed.documents}


def worker_escalates(here: Installation, database: Database) -> int:
    point_django_at(database.addresses.worker)
    try:
        return escalate_claims(env=here.env)
    finally:
        point_django_at(database.addresses.app)
