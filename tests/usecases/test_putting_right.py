"""What a person asks to have put right, followed to its end: corrected, refused, handed on, late, decided."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.access.actors import Holder, Professional, Reviewer, SupportAgent
from carnet.core.access.decision import Told
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.audit.events import AuditEvent
from carnet.core.claims.claim import LONGEST_WORDS, ClaimKind, Did, Stage
from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.support.authority import NotDone
from carnet.usecases.claims.answer_claim import (
    AnswerDoesNotFit,
    ClaimAnswered,
    ClaimsForMe,
    NoSuchClaim,
    NotCorrectedYet,
    answer_claim,
    list_claims_for_me,
)
from carnet.usecases.claims.ask_rectification import (
    AlreadyAsked,
    IsTheirs,
    RectificationAsked,
    WordsDoNotFit,
    ask_rectification,
)
from carnet.usecases.claims.escalate_claims import escalate_claims
from carnet.usecases.claims.explain_access import AccessExplained, QuestionsForMe, explain_access, list_questions
from carnet.usecases.claims.follow_claims import FollowedClaim, FollowedClaims, follow_claims
from carnet.usecases.claims.list_receipts import Receipts, list_receipts
from carnet.usecases.claims.review_claim import (
    ClaimDecided,
    MayNotAsk,
    ProfessionalQuestioned,
    decide_claim,
    question_professional,
)
from carnet.usecases.confidentiality.set_aside_document import return_document, set_aside_document
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.emergency.review_cases import CaseQueue, OpenedCase, list_cases, open_case
from carnet.usecases.feeding.delete_document import Deleted, delete_document
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from carnet.usecases.professional.list_professional_notices import list_professional_notices
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.record.close_record import close_record
from carnet.usecases.transparency.contest_line import Contested, contest_line
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    HADDAD,
    HOSPITAL_SOFTWARE,
    HUGO,
    KELLER,
    NURSE,
    Installation,
    note,
    professional,
    refused,
    submission_of,
)
from tests.store.database import Database, point_django_at
from tests.usecases.looking import owed, traced

MAYA, ALI = Reviewer("maya"), SupportAgent("ali")
WHY = "Le côté opéré est faux : c’est le genou gauche."
ANSWER = "Vérifié : le compte rendu est exact."


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    for who in (KELLER, HUGO):
        installation.authorizes(record, who)
    return record


@pytest.fixture
def report(installation: Installation, camille: RecordId) -> DocumentId:  # noqa: ARG001  it goes into her record
    return installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)


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


def test_the_author_finds_the_request_corrects_the_document_and_she_reads_the_answer(
    installation: Installation, camille: RecordId, report: DocumentId, database: Database
) -> None:
    env = installation.env
    asked = asks(installation, camille, report)
    assert (asked.stage, asked.due_at) == (Stage.AUTHOR, NOON + timedelta(days=30))
    assert notices(HADDAD, installation) == [NoticeKind.REQUEST]
    (found,) = asked_of(HADDAD, installation, camille).claims
    assert (found.claim.words, found.is_author) == (WHY, True)
    assert found.document is not None
    too_soon = answer_claim(camille, asked.claim, did=Did.CORRECTED, actor=HADDAD, env=env)
    assert too_soon == NotCorrectedYet()
    corrected = note(CAMILLE, by=HADDAD, number=2, text="Genou gauche.", replaces=report)
    installation.receives(CAMILLE, corrected, from_=HADDAD)
    answer = answer_claim(camille, asked.claim, did=Did.CORRECTED, words="C’est fait.", actor=HADDAD, env=env)
    assert answer == ClaimAnswered(Did.CORRECTED)
    (one,) = followed(installation, camille)
    assert one.stage is Stage.ANSWERED
    assert last_answer(installation, camille) == (Did.CORRECTED, "C’est fait.")
    assert [kind for kind, _, _ in owed(database)][-1] == "request-answered"
    assert refused(list_claims_for_me(camille, actor=HADDAD, env=env)).told is Told.NO_ACCESS


def test_a_refusal_says_why(installation: Installation, camille: RecordId, report: DocumentId) -> None:
    asked = asks(installation, camille, report)
    env = installation.env
    mute = answer_claim(camille, asked.claim, did=Did.REFUSED, words="Non.", actor=HADDAD, env=env)
    assert mute == AnswerDoesNotFit()
    assert isinstance(
        answer_claim(camille, asked.claim, did=Did.REFUSED, words=ANSWER, actor=HADDAD, env=env), ClaimAnswered
    )
    assert last_answer(installation, camille) == (Did.REFUSED, ANSWER)
    again = answer_claim(camille, asked.claim, did=Did.REFUSED, words=ANSWER, actor=HADDAD, env=env)
    assert again == NoSuchClaim()


def test_to_delete_the_document_answers_the_request_to_delete_it(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    asks(installation, camille, report, ClaimKind.DELETION)
    assert delete_document(camille, report, actor=HADDAD, env=installation.env) == Deleted(report)
    assert last_answer(installation, camille) == (Did.WITHDRAWN, "")


def test_nobody_answers_for_the_author(installation: Installation, camille: RecordId, report: DocumentId) -> None:
    asked = asks(installation, camille, report)
    for who in (KELLER, HUGO):
        answer = answer_claim(camille, asked.claim, did=Did.REFUSED, words=ANSWER, actor=who, env=installation.env)
        assert refused(answer).told is Told.NO_ACCESS
        assert refused(list_claims_for_me(camille, actor=who, env=installation.env)).told is Told.NO_ACCESS
    colleague = answer_claim(camille, asked.claim, did=Did.REFUSED, words=ANSWER, actor=NURSE, env=installation.env)
    assert colleague == NoSuchClaim() or refused(colleague).told is Told.NO_ACCESS


def test_the_same_is_asked_once_and_words_have_a_length(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    asked = asks(installation, camille, report)
    holder, env = Holder(camille), installation.env
    again = ask_rectification(camille, report, kind=ClaimKind.CORRECTION, reason="incomplete", actor=holder, env=env)
    assert again == AlreadyAsked(asked.claim)
    long = "x" * (LONGEST_WORDS + 1)
    for reason, words in (("wrong", long), ("does-not-treat-me", "")):
        answer = ask_rectification(
            camille, report, kind=ClaimKind.DELETION, reason=reason, words=words, actor=holder, env=env
        )
        assert answer == WordsDoNotFit()


def test_what_she_brought_herself_is_asked_of_nobody(installation: Installation, camille: RecordId) -> None:
    own = note(CAMILLE, number=7, type_code="EXPPAT_2", class_code="90")
    own = replace(own, entry=replace(own.entry, authors=(Author(AuthorKind.PATIENT),)))
    deposited = deposit_documents(submission_of(CAMILLE, own), actor=Holder(camille), env=installation.env)
    assert isinstance(deposited, Deposited)
    (document,) = deposited.documents
    answer = ask_rectification(
        camille, document, kind=ClaimKind.DELETION, reason="wrong", actor=Holder(camille), env=installation.env
    )
    assert answer == IsTheirs()


def test_an_author_who_hands_on_has_the_doctors_of_the_structure_answer(
    installation: Installation, camille: RecordId
) -> None:
    env = installation.env
    mine = installation.receives(CAMILLE, note(CAMILLE, by=KELLER, number=7), from_=KELLER)
    asked = asks(installation, camille, mine)
    answer = answer_claim(camille, asked.claim, did=Did.TO_THE_STRUCTURE, actor=KELLER, env=env)
    assert answer == ClaimAnswered(Did.TO_THE_REVIEWER), "no other doctor works at that practice"
    assert followed(installation, camille)[0].stage is Stage.REVIEWER
    assert [one.id for one in cases(installation).cases] == [asked.claim]


def test_of_somebody_blocked_nothing_is_asked_and_the_reviewer_has_it_at_once(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    block_professional(camille, HADDAD.identifier, actor=Holder(camille), env=installation.env)
    asked = asks(installation, camille, report)
    assert asked.stage is Stage.REVIEWER
    assert notices(HADDAD, installation) == []
    assert [one.id for one in cases(installation).cases] == [asked.claim]


def worker_escalates(here: Installation, database: Database) -> int:
    point_django_at(database.addresses.worker)
    try:
        return escalate_claims(env=here.env)
    finally:
        point_django_at(database.addresses.app)


def test_late_it_is_the_reviewer_s_and_she_is_told_once(
    installation: Installation, camille: RecordId, report: DocumentId, database: Database
) -> None:
    asked = asks(installation, camille, report, ClaimKind.DELETION)
    installation.at(NOON + timedelta(days=20) - timedelta(seconds=1))
    assert (cases(installation).cases, worker_escalates(installation, database)) == ((), 0)
    installation.at(NOON + timedelta(days=20))
    assert [one.id for one in cases(installation).cases] == [asked.claim]
    assert (worker_escalates(installation, database), worker_escalates(installation, database)) == (1, 0)
    assert [kind for kind, _, _ in owed(database)].count("request-moved") == 1
    late = answer_claim(camille, asked.claim, did=Did.REFUSED, words=ANSWER, actor=HADDAD, env=installation.env)
    assert late == NoSuchClaim(), "it is no longer the author's"
    decided = decide_claim(asked.claim, did=Did.WITHDRAWN, words=ANSWER, actor=MAYA, env=installation.env)
    assert decided == ClaimDecided(Did.WITHDRAWN)
    assert last_answer(installation, camille) == (Did.WITHDRAWN, ANSWER)
    assert seen(Holder(camille), camille, installation) == set()
    assert cases(installation).cases == ()


def seen(who: Holder | Professional, record: RecordId, here: Installation) -> set[DocumentId]:
    listed = list_documents(record, criteria=Criteria(), actor=who, env=here.env)
    assert isinstance(listed, ListedDocuments)
    return {one.document for one in listed.documents}


@pytest.mark.parametrize(("did", "stays"), [(Did.THEIRS, True), (Did.WITHDRAWN, False)])
def test_of_what_she_says_is_not_hers_the_reviewer_decides_after_seven_days_and_readers_are_told(
    did: Did, stays: bool, installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env, holder = installation.env, Holder(camille)
    assert isinstance(read_document(camille, report, actor=KELLER, env=env), OpenedDocument)
    set_aside_document(camille, report, actor=holder, env=env)
    (claim,) = followed(installation, camille)
    assert (claim.claim.kind, claim.stage, claim.claim.due_at) == (
        ClaimKind.NOT_MINE,
        Stage.AUTHOR,
        NOON + timedelta(days=14),
    )
    installation.at(NOON + timedelta(days=7))
    assert [one.kind for one in cases(installation).cases] == ["not-mine"]
    assert decide_claim(claim.claim.id, did=did, words=ANSWER, actor=MAYA, env=env) == ClaimDecided(did)
    assert seen(holder, camille, installation) == ({report} if stays else set())
    told = notices(KELLER, installation)
    assert told == ([] if stays else [NoticeKind.READ_REMOVED]) + [NoticeKind.READ_NOT_THEIRS]


@pytest.mark.parametrize(("who", "did"), [("author", Did.THEIRS), ("holder", Did.TAKEN_BACK)])
def test_an_answer_of_the_author_or_second_thoughts_end_it_before(
    who: str, did: Did, installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    holder = Holder(camille)
    set_aside_document(camille, report, actor=holder, env=installation.env)
    return_document(camille, report, actor=HADDAD if who == "author" else holder, env=installation.env)
    assert last_answer(installation, camille) == (did, "")
    installation.at(NOON + timedelta(days=8))
    assert cases(installation).cases == ()


def reading_by_hugo(here: Installation, record: RecordId, report: DocumentId) -> AuditEvent:
    read_document(record, report, actor=HUGO, env=here.env)
    return [one for one in traced(here, record) if one.action.value == "read-document"][-1]


def contests(here: Installation, record: RecordId, line: UUID, **more: object) -> Contested:
    answer = contest_line(
        record,
        line,
        reason="unknown-to-me",
        words=WHY,
        actor=Holder(record),
        env=here.env,
        **more,  # type: ignore[arg-type]
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


def test_an_agent_sees_a_number_a_kind_and_dates_and_is_refused_the_rest(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    asked = asks(installation, camille, report)
    receipts = list_receipts(actor=ALI, env=installation.env)
    assert isinstance(receipts, Receipts)
    (one,) = receipts.receipts
    assert (one.number.replace("-", "").lower(), one.kind, one.is_late) == (asked.claim.hex[:8], "correction", False)
    installation.at(NOON + timedelta(days=20))
    assert list_cases(actor=ALI, env=installation.env) is NotDone.NOT_THIS_ROLE
    assert open_case(asked.claim, actor=ALI, env=installation.env) is NotDone.NOT_THIS_ROLE
    decided = decide_claim(asked.claim, did=Did.REFUSED, words=ANSWER, actor=ALI, env=installation.env)
    assert decided is NotDone.NOT_THIS_ROLE
    assert [one.detail for one in traced(installation) if one.outcome.value == "refused"].count("review") == 3


def test_a_case_that_is_still_the_author_s_is_none_of_the_reviewer_s(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    asked = asks(installation, camille, report)
    assert open_case(asked.claim, actor=MAYA, env=installation.env) is NotDone.NOT_THERE


def test_when_its_author_has_left_the_doctors_of_the_hospital_are_asked(
    installation: Installation, camille: RecordId
) -> None:
    gone = professional(77, "10", HADDAD.organization, specialty="SM26")  # type: ignore[arg-type]  # a hospital
    document = installation.receives(CAMILLE, note(CAMILLE, by=gone, number=9), from_=HOSPITAL_SOFTWARE)
    asked = asks(installation, camille, document)
    assert asked.stage in (Stage.STRUCTURE, Stage.REVIEWER)
