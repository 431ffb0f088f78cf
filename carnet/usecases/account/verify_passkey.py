"""Verify that a passkey answered a question of ours, once, and count its signature."""

from datetime import datetime
from uuid import UUID

from carnet.core.accounts.passkeys import CHALLENGE_LASTS
from carnet.formats.passkeys import Claim, Site, Unreadable, read_answer
from carnet.store import passkeys
from carnet.store.passkeys import Passkey, Purpose


def verify_passkey(
    answer: str, claim: Claim, *, purpose: Purpose, account: UUID | None, site: Site, at: datetime
) -> Passkey | None:
    """Give the passkey that answered; None when the question was another's, answered already, or answered wrongly.

    Within the transaction of what it opens: the passkey is held, and the question is used up whatever the answer.
    ``account``: whose passkey must answer, or None for anybody's.
    """
    was_asked = passkeys.take_question(claim.challenge, purpose, account=account, since=at - CHALLENGE_LASTS)
    passkey = passkeys.hold(claim.credential)
    if not was_asked or passkey is None or account not in (None, passkey.account):
        return None
    count = read_answer(
        answer,
        site=site,
        challenge=claim.challenge,
        public_key=passkey.public_key,
        sign_count=passkey.sign_count,
    )
    if isinstance(count, Unreadable):
        return None
    passkeys.mark_used(passkey, sign_count=count, at=at)
    return passkey
