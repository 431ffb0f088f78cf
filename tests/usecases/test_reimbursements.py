"""What was paid back: the twenty-four months that a person looks at first are told, and older ones are named."""

from dataclasses import replace
from datetime import timedelta

from carnet.core.access.actors import Holder
from carnet.demo.caregivers import INSURER_FEED
from carnet.demo.cast import CAMILLE
from carnet.demo.documents.for_camille import reimbursements
from carnet.demo.documents.paper import write_paper
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from carnet.usecases.reading.read_reimbursements import MONTHS, Reimbursements, read_reimbursements
from tests.conftest import NOON
from tests.installation import Installation, submission_of


def test_two_years_of_monthly_documents_are_told_and_the_one_before_is_named(installation: Installation) -> None:
    camille = installation.opens(CAMILLE.identity)
    months = [
        write_paper(replace(reimbursements(NOON - timedelta(days=30 * ago)), key=f"month-{ago}"))
        for ago in range(MONTHS + 1)
    ]
    submission = submission_of(CAMILLE.identity, *months)
    assert isinstance(deposit_documents(submission, actor=INSURER_FEED, env=installation.env), Deposited)
    found = read_reimbursements(camille, actor=Holder(camille), env=installation.env)
    assert isinstance(found, Reimbursements)
    assert len({one.source.document for one in found.told}) == MONTHS
    (older,) = found.unread
    assert older.entry.service_start == min(one.entry.service_start or NOON for one in months)
