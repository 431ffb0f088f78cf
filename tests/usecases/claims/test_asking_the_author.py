"""What a person asks to have put right, followed to its end: corrected, refused, handed on."""

from dataclasses import replace
from datetime import timedelta

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Told
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.claims.claim import LONGEST_WORDS, ClaimKind, Did, Stage
from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.identifiers import DocumentId, RecordId
from carnet.usecases.claims.answer_claim import (
    AnswerDoesNotFit,
    ClaimAnswered,
    NoSuchClaim,
    NotCorrectedYet,
    answer_claim,
    list_claims_for_me,
)
from carnet.usecases.claims.ask_rectification import AlreadyAsked, IsTheirs, WordsDoNotFit, ask_rectification
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.feeding.delete_document import Deleted, delete_document
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    HADDAD,
    HOSPITAL,
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
from tests.store.database import Database
from tests.usecases.claims.claims_world import ANSWER, WHY, asked_of, asks, cases, followed, last_answer, notices
from tests.usecases.looking import owed


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


def test_when_its_author_has_left_the_doctors_of_the_hospital_are_asked(
    installation: Installation, camille: RecordId
) -> None:
    gone = professional(77, "10", HOSPITAL, specialty="SM26")
    document = installation.receives(CAMILLE, note(CAMILLE, by=gone, number=9), from_=HOSPITAL_SOFTWARE)
    asked = asks(installation, camille, document)
    assert asked.stage in (Stage.STRUCTURE, Stage.REVIEWER)
