"""Judge a code of somebody's authenticator app, which is used up when it is right."""

from datetime import datetime
from uuid import UUID

from carnet.core.accounts.authenticator_app import steps_around, usable_step
from carnet.formats.authenticator_app import matching_steps
from carnet.ports.environment import Environment
from carnet.store import authenticator_apps


def use_app_code(account: UUID, code: str, *, at: datetime, env: Environment) -> bool | None:
    """Tell whether a code of six digits is right, once; None when the account has no app.

    Within the transaction of what the code opens: the row of the app is held, so that of two who type the same code at
    the same instant, one gets in (OWASP ASVS 6.5.1; RFC 6238 5.2).
    """
    app = authenticator_apps.hold(account, keyring=env.keyring)
    if app is None or app.confirmed_at is None:
        return None
    step = usable_step(matching_steps(app.secret, code, steps_around(at)), last=app.last_step)
    if step is None:
        return False
    authenticator_apps.mark_used(account, step=step)
    return True
