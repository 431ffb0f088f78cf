"""Send the codes of a change of address, and tell the former address that it is done: the jobs that it promised."""

from uuid import UUID

from carnet.core.accounts.contacts import CHANGE_LASTS
from carnet.core.accounts.one_time_code import RANDOM_BYTES, draw
from carnet.core.notices import IF_NOT_YOU
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message
from carnet.store import contact_changes
from carnet.store.contact_changes import ContactChange, Side
from carnet.store.context import within
from carnet.usecases.account.send_code import SUBJECT, code_digest

SEND_CHANGE_CODE = "send-change-code"
ANNOUNCE_CONTACT = "announce-contact-change"
"""The names of the jobs in the schedule of carnet/doors/timer."""

ANNOUNCED = "Vos coordonnées ont changé"
ANNOUNCEMENT = f"Votre compte a une autre adresse e-mail ou un autre numéro que celui-ci. {IF_NOT_YOU}"


def promise_change_codes(change: ContactChange, *, env: Environment) -> None:
    """Promise that the codes leave: each is drawn when it does."""
    for side in (Side.NEW, Side.OLD) if change.addresses.old else (Side.NEW,):
        env.jobs.enqueue(SEND_CHANGE_CODE, change=str(change.id), side=side.value)


def promise_announcement(change: ContactChange, *, env: Environment) -> None:
    """Promise that the former address is told, if there was one."""
    if change.addresses.old:
        env.jobs.enqueue(ANNOUNCE_CONTACT, change=str(change.id))


def send_change_code(change: UUID, side: str, *, env: Environment) -> bool:
    """Draw one of the two codes and send it; false when the change is over. ``side``: ``new`` or ``old``.

    Raises ``MessageNotSentError`` when a gateway did not take it: the job is tried again, with another code.
    """
    which = Side(side)
    found = contact_changes.find(change, keyring=env.keyring)
    if found is None or env.clock.now() >= found.asked_at + CHANGE_LASTS:
        return False
    code = draw(env.chance.secret(RANDOM_BYTES))
    contact_changes.set_code(change, which, code_digest(found.code_scope(which), code, env=env))
    is_new = which is Side.NEW
    channel = found.channel if is_new else found.addresses.old_channel
    address = found.addresses.new if is_new else found.addresses.old
    subject = SUBJECT if channel is Channel.MAIL else ""
    env.messages.send(Message(channel, address, subject, body_of(code, which)))
    return True


def announce_contact_change(change: UUID, *, env: Environment) -> bool:
    """Tell the former address, once, that another one counts now (OWASP ASVS 6.3.7); false when it was told.

    Raises ``MessageNotSentError`` as above.
    """
    record = contact_changes.record_of(change)
    if record is None:
        return False
    with within(record):
        found = contact_changes.find(change, keyring=env.keyring)
        if found is None or found.is_told:
            return False
        addresses = found.addresses
        subject = ANNOUNCED if addresses.old_channel is Channel.MAIL else ""
        env.messages.send(Message(addresses.old_channel, addresses.old, subject, ANNOUNCEMENT))
        contact_changes.mark_told(change, at=env.clock.now())
    return True


def body_of(code: str, side: Side) -> str:
    """Say what the code is for: no name, no link, nothing of the other address."""
    minutes = int(CHANGE_LASTS.total_seconds()) // 60
    if side is Side.NEW:
        return (
            f"{code} est le code qui confirme cette adresse ou ce numéro pour votre compte, valable {minutes} minutes."
        )
    return (
        f"{code} est le code qui permet de remplacer cette adresse ou ce numéro dans votre compte, valable {minutes} "
        f"minutes. Ne le communiquez à personne. {IF_NOT_YOU}"
    )
