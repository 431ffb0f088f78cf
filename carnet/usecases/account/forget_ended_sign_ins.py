"""Forget what is left of signing in once it counts for nothing: failures, attempts, sessions, devices, questions."""

from datetime import timedelta

from carnet.core.accounts.authenticator_app import SETTING_UP_LASTS
from carnet.core.accounts.contacts import ASKED_WITHIN
from carnet.core.accounts.lockout import REMEMBERED_FOR
from carnet.core.accounts.passkeys import CHALLENGE_LASTS
from carnet.ports.environment import Environment
from carnet.store import (
    access_closings,
    accounts,
    authenticator_apps,
    contact_changes,
    passkeys,
    sign_ins,
    web_sessions,
)

DEVICE_KEPT = timedelta(days=400)
"""As long as browsers keep a cookie at most; a device of which nothing is left is one never seen."""

ATTEMPTS_KEPT = timedelta(hours=1)
"""Beyond the quarter of an hour in which the codes that were asked for are counted."""


def forget_ended_sign_ins(*, env: Environment) -> None:
    """Remove it. Run every hour by the worker, which reads none of it."""
    at = env.clock.now()
    sign_ins.forget_ended(failures_before=at - REMEMBERED_FOR, attempts_before=at - ATTEMPTS_KEPT)
    web_sessions.forget_ended(at=at)
    accounts.forget_devices(unseen_since=at - DEVICE_KEPT)
    passkeys.forget_questions(asked_before=at - CHALLENGE_LASTS)
    authenticator_apps.forget_unconfirmed(made_before=at - SETTING_UP_LASTS)
    contact_changes.forget(asked_before=at - ASKED_WITHIN)
    access_closings.forget(asked_before=at - ATTEMPTS_KEPT)
