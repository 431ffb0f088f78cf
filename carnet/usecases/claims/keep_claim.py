"""Keep a request and its place among the reviewer's, and tell the person when something became of it."""

from datetime import datetime
from uuid import UUID

from carnet.core.claims.claim import ANSWERS, Claim, ClaimKind, Did, Reason, Step
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import claims, review_items
from carnet.store.review_items import ReviewItem
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.trace import NONCE_SIZE


def keep_new_claim(record: RecordId, claim: Claim, *, record_key: bytes, env: Environment) -> None:
    """Write a request down, within the act that makes it and inside ``within(record, exclusive=True)``.

    Its number, kind and dates go to the queue of the reviewers, which becomes theirs by date (``Claim.reviewer_from``).
    """
    claims.add(record, claim, record_key=record_key, nonce=env.chance.secret(NONCE_SIZE))
    review_items.add(
        ReviewItem(
            id=claim.id,
            record=record,
            kind=claim.kind.value,
            asked_at=claim.asked_at,
            from_at=claim.reviewer_from,
            due_at=claim.due_at,
        )
    )


def take_step(
    record: RecordId, claim: Claim, step: Step, *, record_key: bytes, is_told: bool = True, env: Environment
) -> Claim:
    """Write down what somebody did about a request; what ends it closes its place in the queue.

    ``is_told``: false when the person did it themselves. A step of a reviewer closes it under their name.
    """
    after = claim.then(step)
    claims.save(record, after, record_key=record_key, nonce=env.chance.secret(NONCE_SIZE))
    if step.did in ANSWERS:
        reviewer = step.who if step.by == "reviewer" else ""
        review_items.close(claim.id, outcome=step.did.value, reviewer=reviewer, at=step.at)
    elif step.did is Did.TO_THE_REVIEWER:
        review_items.hand_over(claim.id, from_at=step.at)
    if is_told and step.did in ANSWERS:
        owe_notice(record, kind="request-answered", at=step.at, env=env)
    elif is_told and step.did in (Did.TO_THE_STRUCTURE, Did.TO_THE_REVIEWER):
        owe_notice(record, kind="request-moved", at=step.at, env=env)
    return after


def settle_claims(
    record: RecordId, document: UUID, step: Step, *, kinds: tuple[ClaimKind, ...], record_key: bytes, env: Environment
) -> None:
    """End what waits about a document, because what was asked for is done, or can be no more.

    ``kinds``: those that the step answers.
    """
    for waiting in claims.waiting_about(record, document):
        claim = claims.hold(record, waiting, record_key=record_key)
        if claim is not None and claim.answer is None and claim.kind in kinds:
            by_the_person = step.by in ("holder", "representative")
            take_step(record, claim, step, record_key=record_key, is_told=not by_the_person, env=env)


def new_claim(
    kind: ClaimKind,
    subject: UUID,
    reason: Reason,
    words: str,
    *,
    at: datetime,
    by: str,
    has_author: bool,
    asks_the_other: bool = False,
    env: Environment,
) -> Claim:
    """Make a request that nobody has answered. ``by``: the kind of the party who asks."""
    return Claim(
        id=env.chance.identifier(),
        kind=kind,
        subject=UUID(int=subject.int),
        reason=reason,
        steps=(Step(at, Did.ASKED, by, words=words.strip()),),
        has_author=has_author,
        asks_the_other=asks_the_other,
    )
