"""A line of the history that somebody contests: examined, explained by who is asked, answered."""

from datetime import timedelta
from uuid import UUID

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Told
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.audit.events import AuditEvent
from carnet.core.claims.claim import ClaimKind, Did
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.usecases.claims.explain_access import AccessExplained, QuestionsForMe, explain_access, list_questions
from carnet.usecases.claims.review_claim import (
    ClaimDecided,
    MayNotAsk,
    ProfessionalQuestioned,
    decide_claim,
    question_professional,
)
from carnet.usecases.emergency.review_cases import OpenedCase, open_case
from carnet.usecases.reading.list_documents import list_documents
from carnet.usecases.reading.read_document import read_document
from carnet.usecases.record.close_record import close_record
from carnet.usecases.transparency.contest_line import Contested, contest_line
from tests.conftest import NOON
from tests.installation import HUGO, KELLER, Installation, refused
from tests.usecases.claims.claims_world import ANSWER, MAYA, WHY, followed, last_answer, notices
from tests.usecases.looking import traced


def reading_by_hugo(here: Installation, record: RecordId, report: DocumentId) -> AuditEvent:
    read_document(record, report, actor=HUGO, env=here.env)
    return [one for one in traced(here, record) if one.action.value == "read-document"][-1]


def contests(
    here: Installation, record: RecordId, line: UUID, *, tells_the_professional: bool = False, blocks: bool = False
) -> Contested:
    answer = contest_line(
        record,
        line,
        reason="unknown-to-me",
        words=WHY,
        actor=Holder(record),
        env=here.env,
        tells_the_professional=tells_the_professional,
        blocks=blocks,
    )
    assert isinstance(answer, Contested)
    return answer


def test_a_contest_is_examined_and_answered(installation: Installation, camille: RecordId, report: DocumentId) -> None:
    line = reading_by_hugo(installation, camille, report)
    contested = contests(installation, camille, line.id)
    assert contested.due_at == NOON + timedelta(days=30)
    opened = open_case(contested.receipt, actor=MAYA, env=installation.env)
    assert isinstance(opened, OpenedCase)
    assert opened.claim is not None
    assert (opened.claim.words, opened.lines, opened.who is not None) == (WHY, (line,), True)
    asked = question_professional(contested.receipt, words="Pourquoi cet accès ?", actor=MAYA, env=installation.env)
    assert asked == MayNotAsk(), "she did not agree"
    decided = decide_claim(contested.receipt, did=Did.UNJUSTIFIED, words=ANSWER, actor=MAYA, env=installation.env)
    assert decided == ClaimDecided(Did.UNJUSTIFIED)
    assert last_answer(installation, camille) == (Did.UNJUSTIFIED, ANSWER)


def test_the_professional_is_asked_only_because_she_agreed_even_blocked_by_the_same_act(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env = installation.env
    line = reading_by_hugo(installation, camille, report)
    contested = contests(installation, camille, line.id, tells_the_professional=True, blocks=True)
    assert (contested.is_told, contested.is_blocked) == (True, True)
    assert refused(list_documents(camille, criteria=Criteria(), actor=HUGO, env=env)).told is Told.NO_ACCESS
    assert refused(list_questions(camille, actor=HUGO, env=env)).told is Told.NO_ACCESS
    asked = question_professional(contested.receipt, words="Pourquoi cet accès ?", actor=MAYA, env=env)
    assert asked == ProfessionalQuestioned()
    assert set(notices(HUGO, installation)) == {NoticeKind.CONTEST, NoticeKind.QUESTION}
    found = list_questions(camille, actor=HUGO, env=env)
    assert isinstance(found, QuestionsForMe)
    assert [(one.words, one.line) for one in found.questions] == [("Pourquoi cet accès ?", line)]
    assert refused(list_questions(camille, actor=KELLER, env=env)).told in (Told.NO_ACCESS, Told.NOT_ALLOWED)
    explained = explain_access(camille, contested.receipt, words=ANSWER, actor=HUGO, env=env)
    assert explained == AccessExplained()
    opened = open_case(contested.receipt, actor=MAYA, env=env)
    assert isinstance(opened, OpenedCase)
    assert opened.claim is not None
    assert [(one.did, one.words) for one in opened.claim.steps][-1] == (Did.EXPLAINED, ANSWER)
    assert refused(explain_access(camille, contested.receipt, words=ANSWER, actor=HUGO, env=env)).told is Told.NO_ACCESS


def test_of_a_closed_record_the_history_is_contested_and_requests_are_followed(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    line = reading_by_hugo(installation, camille, report)
    close_record(camille, reason="no-use", actor=Holder(camille), env=installation.env)
    contests(installation, camille, line.id)
    assert [one.claim.kind for one in followed(installation, camille)] == [ClaimKind.CONTEST]
