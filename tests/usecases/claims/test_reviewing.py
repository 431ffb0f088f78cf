"""What the reviewer decides: of what nobody answered in time, of what is said not to be hers; what the desk sees."""

from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.claims.claim import ClaimKind, Did, Stage
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.support.authority import NotDone
from carnet.usecases.claims.answer_claim import NoSuchClaim, answer_claim
from carnet.usecases.claims.list_receipts import Receipts, list_receipts
from carnet.usecases.claims.review_claim import ClaimDecided, decide_claim
from carnet.usecases.confidentiality.set_aside_document import return_document, set_aside_document
from carnet.usecases.emergency.review_cases import list_cases, open_case
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from tests.conftest import NOON
from tests.installation import HADDAD, KELLER, Installation
from tests.store.database import Database
from tests.usecases.claims.claims_world import (
    ALI,
    ANSWER,
    MAYA,
    asks,
    cases,
    followed,
    last_answer,
    notices,
    seen,
    worker_escalates,
)
from tests.usecases.looking import owed, traced


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
