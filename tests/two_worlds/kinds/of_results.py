"""Laboratory reports that the figures of another one would tell of: in its curve, its table, its scale, its lines."""

from dataclasses import replace

from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.demo.documents.for_camille import blood_test
from carnet.demo.documents.paper import Paper, write_paper
from carnet.usecases.family.hide_from_carers import CarersSee, hide_from_carers
from tests.installation import HADDAD
from tests.two_worlds.kind import A_CARER, A_COLLEAGUE, THE_HOLDER, THE_TREATING, hiding
from tests.two_worlds.people import EVE
from tests.two_worlds.stage import Stage

MASKED = Confidentiality.MASKED_TO_PROFESSIONALS
UNANNOUNCED = Confidentiality.HIDDEN_FROM_PATIENT


def a_test(number: int, *hidden: Confidentiality) -> Paper:
    """One of Camille's blood tests, a minute after the one before it."""
    return replace(blood_test(number, EVE.replace(minute=number)), hidden=frozenset(hidden))


def a_report(stage: Stage) -> DocumentId:
    """A report that every reader here may read, whose figures are followed."""
    return stage.here.receives(stage.person, write_paper(a_test(1)), from_=HADDAD)


@hiding(A_COLLEAGUE, seen_by=(THE_HOLDER, THE_TREATING), given=a_report)
def a_masked_report_beside_another(stage: Stage) -> None:
    """The curve of a report is drawn from what its reader may read: a masked one leaves no point and no trace."""
    stage.receives(write_paper(a_test(4, MASKED)), from_=HADDAD)


@hiding(THE_HOLDER, seen_by=(A_COLLEAGUE, THE_TREATING), given=a_report)
def an_unannounced_report_beside_another(stage: Stage) -> None:
    """Figures that nobody has announced yet are not on the curve of those that were."""
    stage.receives(write_paper(a_test(4, UNANNOUNCED)), from_=HADDAD)


@hiding(A_CARER, seen_by=(A_COLLEAGUE, THE_HOLDER), given=a_report)
def a_report_hidden_from_carers_beside_another(stage: Stage) -> None:
    """« Ne pas montrer à mes aidants » holds for every figure of it."""
    report = stage.receives(write_paper(a_test(4)), from_=HADDAD)
    answer = hide_from_carers(stage.record, report, actor=stage.holder, env=stage.env)
    assert isinstance(answer, CarersSee), answer
