"""Change a mail address or a telephone number: proved on the new one and on the one that it replaces."""

import hmac
from enum import Enum

from carnet.core.accounts import one_time_code
from carnet.core.accounts.contacts import ASKED_WITHIN, CHANGE_LASTS, MOST_ASKED, TRIES, read_mail, read_phone
from carnet.core.audit.events import SecurityAct
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import accounts, contact_changes, sign_ins
from carnet.store.accounts import Account
from carnet.store.contact_changes import Addresses, ContactChange, Side
from carnet.store.context import within
from carnet.usecases.account.holder import Person, address_of, other_channel, owner_of
from carnet.usecases.account.save_address import save_address
from carnet.usecases.account.send_change_code import promise_announcement, promise_change_codes
from carnet.usecases.account.send_code import code_digest
from carnet.usecases.account.trace_account import trace_own
from carnet.usecases.account.who_is_here import Here, NobodyHere, ProofNeeded, who_has_proved, who_is_here


class ChangeAsked(Enum):
    """What came of the new address."""

    ASKED = "asked"
    """Codes are on their way: one to the new address, one to the former."""
    UNREADABLE = "unreadable"
    SAME = "same"
    TOO_MANY = "too-many"


class ContactChanged(Enum):
    """What came of the codes."""

    DONE = "done"
    UNREADABLE = "unreadable"
    """What was typed is no code of six digits; no try was used."""
    WRONG = "wrong"
    OVER = "over"
    """No change waits (any more): it took too long, or too many codes were tried."""


def ask_contact_change(
    token: str, channel: Channel, typed: str, *, env: Environment
) -> ChangeAsked | ProofNeeded | NobodyHere:
    """Ask for another mail address or number (product.md, « Sign-in »; OWASP ASVS 7.5.1).

    ``channel``: which of them; ``typed``: as the person wrote it. Two codes leave: to the new address, and to the
    former one, or to the other channel where there was none. Whoever cannot read the former address any more goes to
    the support desk with proof of who they are.
    """
    here = who_has_proved(token, env=env)
    if not isinstance(here, Here):
        return here
    address = read_mail(typed) if channel is Channel.MAIL else read_phone(typed)
    if address is None:
        return ChangeAsked.UNREADABLE
    account = here.account
    with within(account.history):
        at = env.clock.now()
        person = owner_of(account.record, account.id, env=env)
        if address == address_of(person, channel):
            return ChangeAsked.SAME
        accounts.hold(account.id)
        if len(contact_changes.asked_since(account.id, at - ASKED_WITHIN)) >= MOST_ASKED:
            trace_own(account, SecurityAct.CONTACT_CHANGE, at=at, env=env, is_refused=True, detail="too-many")
            return ChangeAsked.TOO_MANY
        change = ContactChange(env.chance.identifier(), account.id, channel, _addresses(person, channel, address), at)
        contact_changes.ask(change, keyring=env.keyring, nonce=env.chance.secret(VALUE_NONCE_SIZE))
        promise_change_codes(change, env=env)
    return ChangeAsked.ASKED


def _addresses(person: Person, channel: Channel, new: str) -> Addresses:
    """Choose where the second code goes: to what is replaced, else to the other way by which they are known."""
    known = channel if address_of(person, channel) else other_channel(person, channel) or channel
    return Addresses(new, address_of(person, known), known)


def confirm_contact_change(
    token: str, *, new_code: str, old_code: str, env: Environment
) -> ContactChanged | NobodyHere:
    """Take the codes of the change that waits: the new address counts at once, and for everything.

    ``old_code``: what the former address received; not looked at where there was none. Codes of sign-ins that were on
    their way to the former address open nothing any more. The former address is told.
    """
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    account = here.account
    with within(account.history, exclusive=True):
        at = env.clock.now()
        accounts.hold(account.id)
        change = contact_changes.hold_latest(account.id, since=at - CHANGE_LASTS, keyring=env.keyring)
        if change is None or change.tries >= TRIES:
            return ContactChanged.OVER
        typed = {Side.NEW: one_time_code.read(new_code)}
        if change.addresses.old:
            typed[Side.OLD] = one_time_code.read(old_code)
        if None in typed.values():
            return ContactChanged.UNREADABLE
        if not all(_is_right(change, side, code or "", env) for side, code in typed.items()):
            contact_changes.count_try(change)
            trace_own(account, SecurityAct.CONTACT_CHANGE, at=at, env=env, is_refused=True, detail="wrong-code")
            return ContactChanged.OVER if change.tries + 1 >= TRIES else ContactChanged.WRONG
        _change(account, change, env)
    return ContactChanged.DONE


def _is_right(change: ContactChange, side: Side, code: str, env: Environment) -> bool:
    kept = change.new_code if side is Side.NEW else change.old_code
    return kept is not None and hmac.compare_digest(kept, code_digest(change.code_scope(side), code, env=env))


def _change(account: Account, change: ContactChange, env: Environment) -> None:
    at = env.clock.now()
    save_address(account, change.channel, change.addresses.new, env=env)
    contact_changes.mark_done(change, at=at)
    sign_ins.end_attempts(account.id)
    trace_own(account, SecurityAct.CONTACT_CHANGE, at=at, env=env, detail=change.channel.value)
    promise_announcement(change, env=env)
