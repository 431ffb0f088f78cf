"""What the clock triggers, and when: one table. Each entry calls one use case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.usecases.access.forget_expired_tokens import forget_expired_tokens
from carnet.usecases.account.forget_ended_sign_ins import forget_ended_sign_ins
from carnet.usecases.account.send_change_code import (
    ANNOUNCE_CONTACT,
    SEND_CHANGE_CODE,
    announce_contact_change,
    send_change_code,
)
from carnet.usecases.account.send_closing_code import SEND_CLOSING_CODE, send_closing_code
from carnet.usecases.account.send_code import SEND_CODE, send_code
from carnet.usecases.account.tell_account import TELL_ACCOUNT, send_account_notice
from carnet.usecases.adding.forget_drafts import forget_drafts
from carnet.usecases.alerts.send_push import SEND_PUSH, send_push
from carnet.usecases.claims.escalate_claims import ESCALATE_CLAIMS, escalate_claims
from carnet.usecases.confidentiality.release_announcements import RELEASE_ANNOUNCEMENTS, release_announcements
from carnet.usecases.consent.send_agreement_code import SEND_AGREEMENT_CODE, send_agreement_code
from carnet.usecases.copies.compose_copies import (
    COMPOSE_COPIES,
    FOLLOW_PRINT_HOUSE,
    compose_copies,
    follow_print_house,
)
from carnet.usecases.family.come_of_age import COME_OF_AGE, come_of_age_of_all
from carnet.usecases.family.remind_of_carers import REMIND_OF_CARERS, remind_of_carers
from carnet.usecases.family.tell_close_one import TELL_CLOSE_ONE, tell_close_one
from carnet.usecases.feeding.index_documents import INDEX_DOCUMENTS, index_documents
from carnet.usecases.feeding.sweep_unused_bytes import sweep_unused_bytes
from carnet.usecases.notices.owe_notice import SEND_NOTICE
from carnet.usecases.notices.send_notice import send_due_notices, send_notice
from carnet.usecases.opening.ask_creation_code import ISSUE_CREATION_CODE
from carnet.usecases.opening.forget_ended_openings import forget_ended_openings
from carnet.usecases.opening.issue_creation_code import issue_creation_code
from carnet.usecases.opening.verify_contact import SEND_CONTACT_CODE, send_contact_code
from carnet.usecases.record.destroy_records import DESTROY_RECORDS, destroy_records
from carnet.usecases.record.forget_card_challenges import forget_card_challenges
from carnet.usecases.subscriptions.tell_subscribers import TELL_SUBSCRIBERS, tell_subscribers
from carnet.usecases.support.escalate_late_requests import ESCALATE_LATE_REQUESTS, escalate_late_requests
from carnet.usecases.support.forget_desk_proofs import FORGET_DESK_PROOFS, forget_desk_proofs
from carnet.usecases.transparency.seal_trace import seal_trace

Arguments = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Job:
    """One line. ``cron``: when, in five fields (UTC); None for a job that an act promises, with its arguments.

    ``by_the_app``: it reads within records, and runs as ``carnet_app`` in its own process (`carnet record-worker`).
    """

    name: str
    says: str
    run: Callable[[Environment, Arguments], object]
    cron: str | None = None
    by_the_app: bool = False

    @property
    def comes_back_soon(self) -> bool:
        """Whether its next turn is a matter of minutes."""
        return self.cron is not None and self.cron.startswith("*")


class TimedAct(Protocol):
    """A use case that needs nothing but the hour."""

    def __call__(self, *, env: Environment) -> object:
        """Act."""
        ...


def _at(cron: str, name: str, says: str, act: TimedAct) -> Job:
    return Job(name, says, lambda env, _: act(env=env), cron)


SCHEDULE: tuple[Job, ...] = (
    Job(
        SEND_NOTICE,
        "send one notice, promised by the act that made it due",
        lambda env, given: send_notice(RecordId(UUID(given["record"])), UUID(given["notice"]), env=env),
    ),
    Job(
        SEND_CODE,
        "draw and send the one-time code of a sign-in under way",
        lambda env, given: send_code(RecordId(UUID(given["record"])), UUID(given["attempt"]), env=env),
    ),
    Job(
        SEND_AGREEMENT_CODE,
        "draw and send the code by which somebody confirms what they agreed to",
        lambda env, given: send_agreement_code(RecordId(UUID(given["record"])), UUID(given["request"]), env=env),
    ),
    Job(
        ISSUE_CREATION_CODE,
        "draw a creation code and send it to the person whom the register of insured people knows",
        lambda env, given: issue_creation_code(UUID(given["request"]), env=env),
    ),
    Job(
        SEND_CONTACT_CODE,
        "draw and send the code that verifies a contact while a record is being opened online",
        lambda env, given: send_contact_code(UUID(given["opening"]), env=env),
    ),
    _at(
        "27 * * * *",
        "forget-ended-openings",
        "remove the openings and the creation codes that time has ended",
        forget_ended_openings,
    ),
    _at("33 * * * *", "forget-drafts", "remove the files that people sent and never added", forget_drafts),
    Job(
        SEND_CLOSING_CODE,
        "draw and send the code by which somebody closes their own access",
        lambda env, given: send_closing_code(UUID(given["closing"]), Channel(given["channel"]), env=env),
    ),
    Job(
        SEND_CHANGE_CODE,
        "draw and send one of the two codes that change an address",
        lambda env, given: send_change_code(UUID(given["change"]), given["side"], env=env),
    ),
    Job(
        ANNOUNCE_CONTACT,
        "tell a former address that another one counts now",
        lambda env, given: announce_contact_change(UUID(given["change"]), env=env),
    ),
    Job(
        TELL_ACCOUNT,
        "tell somebody who has no record here what has changed in the way to their account",
        lambda env, given: send_account_notice(UUID(given["account"]), given["kind"], env=env),
    ),
    _at(
        "* * * * *",
        "send-due-notices",
        "send the notices that waited for the day, or that a gateway did not take",
        send_due_notices,
    ),
    _at(
        "* * * * *",
        "seal-trace",
        "give the new lines of the trace their places in the tree, and sign its root",
        seal_trace,
    ),
    _at(
        "7 * * * *", "forget-expired-tokens", "remove tokens and assertions that time has ended", forget_expired_tokens
    ),
    _at(
        "17 * * * *", "forget-ended-sign-ins", "remove sign-ins and sessions that time has ended", forget_ended_sign_ins
    ),
    _at(
        "27 * * * *",
        "forget-card-challenges",
        "remove what was kept so that a reading of a card serves once",
        forget_card_challenges,
    ),
    _at(
        "2 5,22,23 * * *",
        COME_OF_AGE,
        "tell majorities a month before, and write them down in the first minutes of the day, in Paris",
        come_of_age_of_all,
    ),
    Job(
        TELL_CLOSE_ONE,
        "tell somebody who represents another what changes, by their own channel",
        lambda env, given: tell_close_one(UUID(given["account"]), given["kind"], env=env),
    ),
    Job(
        SEND_PUSH,
        "send a notification to a device that somebody chose for their alerts",
        lambda env, given: send_push(UUID(given["account"]), bytes.fromhex(given["device"]), given["kind"], env=env),
    ),
    _at(
        "37 8 * * *",
        REMIND_OF_CARERS,
        "ask people, a month before, whether those who help them go on for another year",
        remind_of_carers,
    ),
    _at(
        "12 7-17 * * *",
        RELEASE_ANNOUNCEMENTS,
        "show people what nobody has announced to them in time; from 8 h to 20 h in Paris, winter and summer",
        release_announcements,
    ),
    _at(
        "27 * * * *",
        ESCALATE_CLAIMS,
        "tell people that what nobody answered in time is now the reviewer's",
        escalate_claims,
    ),
    _at(
        "41 3 * * *",
        DESTROY_RECORDS,
        "destroy the closed records whose ten years or whose cooling-off are over, keys first",
        destroy_records,
    ),
    _at(
        "*/15 * * * *",
        ESCALATE_LATE_REQUESTS,
        "say which requests to the support desk are late",
        escalate_late_requests,
    ),
    _at(
        "41 2 * * *",
        FORGET_DESK_PROOFS,
        "destroy the identity proofs of the desk 30 days after a request closed, and what expired there",
        forget_desk_proofs,
    ),
    Job(
        COMPOSE_COPIES,
        "compose the copies on paper that the desk ordered, and hand them, sealed, to the print house",
        lambda env, _: compose_copies(env=env),
        "* * * * *",
        by_the_app=True,
    ),
    Job(
        FOLLOW_PRINT_HOUSE,
        "write down which copies the print house has posted",
        lambda env, _: follow_print_house(env=env),
        "*/5 * * * *",
        by_the_app=True,
    ),
    Job(
        TELL_SUBSCRIBERS,
        "tell the software that subscribed what came about in the records, and send again what was not taken",
        lambda env, _: tell_subscribers(env=env),
        "* * * * *",
        by_the_app=True,
    ),
    Job(
        INDEX_DOCUMENTS,
        "make the documents that came in before the search ready to be searched",
        lambda env, _: index_documents(env=env),
        "*/5 * * * *",
        by_the_app=True,
    ),
    _at("23 2 * * *", "sweep-unused-bytes", "remove the bytes of deposits that never ended", sweep_unused_bytes),
)
