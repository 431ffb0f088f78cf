"""Write to the desk without signing in: a request, unless too many come from one place or in all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from django.db import transaction

from carnet.core.support.messages import EVERYWHERE, FROM_ONE_PLACE, IN_ALL, coarse_place, hour_of
from carnet.core.support.requests import RequestKind
from carnet.ports.environment import Environment
from carnet.store import message_counts
from carnet.usecases.support.open_request import RequestOpened, open_request


@dataclass(frozen=True, slots=True)
class TooManyMessages:
    """Nothing was kept: so many came within the hour that this one waits for the next."""


Answer: TypeAlias = RequestOpened | TooManyMessages


def write_to_desk(
    kind: RequestKind, written: Mapping[str, str], *, once: UUID | None, address: str, env: Environment
) -> Answer:
    """Open a request for somebody who has not signed in (product.md, « Support desk »).

    ``address``: from which network address it comes, made coarse at once and kept nowhere (OWASP ASVS 2.4.1). ``once``:
    as ``open_request`` takes it. Who writes in vain is told so and may call.
    """
    began_at = hour_of(env.clock.now())
    for place, most in ((coarse_place(address), FROM_ONE_PLACE), (EVERYWHERE, IN_ALL)):
        digest = env.keyring.lookup_digest(f"desk-message|{place}|{began_at.isoformat()}")
        with transaction.atomic(durable=True):
            if message_counts.count_one(digest, began_at=began_at) > most:
                return TooManyMessages()
    return open_request(kind, written=written, once=once, env=env)
