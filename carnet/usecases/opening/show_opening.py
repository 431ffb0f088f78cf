"""How far an opening has come, as its page shows it: nothing of it survives its hour."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from carnet.core.accounts.one_time_code import next_code_from
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import online_openings
from carnet.store.context import within
from carnet.store.online_openings import Opening, Progress
from carnet.usecases.opening.nobodys_key import nobodys_key


class Step(IntEnum):
    """What is to be done next; the steps before it are done."""

    CONTACT = 1
    CONTACT_CODE = 2
    EMERGENCIES = 3
    TERMS = 4
    CREDENTIALS = 5


@dataclass(frozen=True, slots=True)
class OpeningOver:
    """There is no such opening, or its hour has passed: everything starts again, and nothing was kept."""


@dataclass(frozen=True, slots=True, repr=False)
class OpeningShown:
    """What the pages show to the person who is opening.

    ``given``, ``initial``, ``birth_year``: by which they know that it is them. ``address``: where the code went, whole:
    they typed it, and see a mistake in it. ``resend_at``: from when on another code may be asked for. ``has_failed``: a
    gateway did not take the latest code. ``samu``, ``break_the_glass``: the boxes, None until they were seen.
    ``identifier``, ``password``: once the record is open. ``is_invited``: whether it is the account of a carer that is
    opened, by an invitation, and no record; nobody is shown then.
    """

    step: Step
    ends_at: datetime
    given: str
    initial: str
    birth_year: int
    channel: Channel | None
    address: str
    resend_at: datetime | None
    has_failed: bool
    samu: bool | None
    break_the_glass: bool | None
    identifier: str
    password: str
    is_invited: bool = False

    def __repr__(self) -> str:
        """Hide the person and the password."""
        return f"OpeningShown({self.step.name})"


def show_opening(token: str, *, env: Environment) -> OpeningShown | OpeningOver:
    """Show how far the opening of a token has come."""
    at = env.clock.now()
    with within(NOBODYS_RECORD):
        opening = online_openings.read(token, at=at)
        if opening is None:
            return OpeningOver()
        address = address_of_opening(opening, env=env)
    progress = opening.progress
    given, initial, year = progress.shown
    asked = opening.asked_at
    return OpeningShown(
        step=step_of(opening),
        ends_at=opening.ends_at,
        given=given,
        initial=initial,
        birth_year=year,
        channel=opening.channel,
        address=address,
        resend_at=next_code_from(asked, last=asked[-1]) if asked else None,
        has_failed=opening.failed_at is not None,
        samu=progress.samu,
        break_the_glass=progress.break_the_glass,
        identifier=progress.identifier,
        password=progress.password,
        is_invited=progress.invitation != "",
    )


def address_of_opening(opening: Opening, *, env: Environment) -> str:
    """Open where the code of an opening goes; empty when nothing was typed. Inside ``within(NOBODYS_RECORD)``."""
    if opening.address is None:
        return ""
    return online_openings.open_address(opening.address, opening=opening.id, record_key=nobodys_key(env=env))


def step_of(opening: Opening) -> Step:
    """Tell the first step that is not done."""
    progress: Progress = opening.progress
    if progress.identifier:
        return Step.CREDENTIALS
    if not progress.verified:
        return Step.CONTACT if opening.channel is None else Step.CONTACT_CODE
    if progress.invitation:
        return Step.TERMS
    return Step.EMERGENCIES if progress.samu is None else Step.TERMS
