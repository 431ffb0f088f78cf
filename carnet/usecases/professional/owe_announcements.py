"""A document that the person must not see before a doctor has told them: who is reminded that it waits, and when."""

from collections.abc import Iterable

from carnet.core.access.decision import Permit
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.documents.announcement import reminded_at
from carnet.core.identifiers import PractitionerId
from carnet.ports.environment import Environment
from carnet.store.depositors import depositor_of
from carnet.store.documents import AdmittedDocument
from carnet.usecases.professional.owe_professional_notice import owe_professional_notice, treating_physicians_to_tell


def owe_announcements(permit: Permit, admitted: Iterable[AdmittedDocument], *, env: Environment) -> None:
    """Owe the reminders of a deposit that entered. Within the transaction of the act.

    Reminded: the professional who deposited; for a software's deposit, the authors; without any, the treating
    physicians (product.md, « Masking »: the depositor told 7 days before). One reminder for a deposit, whatever the
    number of its documents; a new version is a deposit too. What is hidden for the person's safety is never reminded.
    """
    waiting = [one for one in admitted if one.announcement_due is not None]
    dues = [one.announcement_due for one in waiting if one.announcement_due is not None]
    if not dues:
        return
    facts = permit.facts
    depositor = depositor_of(facts.actor).person
    reminded: set[PractitionerId] = {depositor} if depositor is not None else set()
    if not reminded:
        reminded = {author for one in waiting for author in one.entry.written_by()}
    if not reminded:
        reminded = set(treating_physicians_to_tell(facts.record.id, at=facts.at))
    owe_professional_notice(
        sorted(reminded, key=lambda one: one.value),
        kind=NoticeKind.ANNOUNCEMENT,
        record=facts.record.id,
        at=facts.at,
        due_at=max(facts.at, reminded_at(due=min(dues))),
        env=env,
    )
