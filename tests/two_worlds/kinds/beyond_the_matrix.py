"""Documents of types that a profession does not read."""

from tests.installation import HADDAD, note
from tests.two_worlds.kind import A_COLLEAGUE, A_PODIATRIST, THE_HOLDER, hiding
from tests.two_worlds.people import COLLEAGUE
from tests.two_worlds.stage import Stage


@hiding(A_PODIATRIST, seen_by=(A_COLLEAGUE, THE_HOLDER))
def a_hospital_report(stage: Stage) -> None:
    """A report of a stay: a podiatrist does not read those (FAQ dmp.fr 2018)."""
    document = stage.receives(note(stage.person, by=HADDAD, number=9), from_=HADDAD)
    stage.reads(document, by=COLLEAGUE)
