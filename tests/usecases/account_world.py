"""What the tests of an account share: a proof that was just given, what was promised, what people are told."""

from carnet.doors.timer.schedule import SCHEDULE
from carnet.infra.messages import FileOutbox
from carnet.ports.environment import Environment
from carnet.ports.messages import Message
from carnet.store.context import within
from carnet.store.models import NoticeRow
from carnet.usecases.account.prove_again import ProvedAgain, prove_by_password
from tests.conftest import WrittenJobs
from tests.usecases.sign_in_world import Person, lines_of


def session_of(person: Person) -> str:
    """A session that somebody has just opened on their own telephone."""
    session = person.usual_browser().session
    assert session is not None
    return session


def proved(person: Person) -> str:
    """A session of somebody who has just typed their password again."""
    again = prove_by_password(session_of(person), person.password, env=person.env)
    assert isinstance(again, ProvedAgain), again
    return again.session


def works_off(env: Environment) -> list[Message]:
    """The worker does everything that was promised; what left is given, oldest first."""
    jobs, outbox = env.jobs, env.messages
    assert isinstance(jobs, WrittenJobs)
    assert isinstance(outbox, FileOutbox)
    before = len(outbox.outbox())
    kinds = {job.name: job for job in SCHEDULE}
    promised, jobs.promised = list(jobs.promised), []
    for name, given in promised:
        kinds[name].run(env, given)
    return [sent.message for sent in outbox.outbox()[before:]]


def acts(person: Person) -> list[tuple[str, str, str]]:
    """The history of somebody, oldest first: act, outcome, detail."""
    return [(line.action.value, line.outcome.value, line.detail) for line in lines_of(person.record, person.env)]


def told(person: Person) -> list[str]:
    """What somebody was or will be told, by kind, oldest first."""
    with within(person.record):
        return list(NoticeRow.objects.order_by("created_at", "due_at").values_list("kind", flat=True))
