"""What the sheet of an account shows: plain values, and which acts the agent is sure enough for."""

from typing import Any

from django.utils.translation import gettext as _

from carnet.core.support.authority import NEEDED, Assurance, DeskAct
from carnet.doors.support_web.words import ACTS, ASSURANCES, KINDS, STATES
from carnet.ports.messages import Channel
from carnet.usecases.support.show_account import AccountOnDesk, AccountSheet

OFFERED = {
    "unlock": DeskAct.UNLOCK,
    "end_sessions": DeskAct.END_SESSIONS,
    "suspend": DeskAct.SUSPEND,
    "reissue": DeskAct.REISSUE,
    "channel": DeskAct.CHANGE_CHANNEL,
}
"""What the page offers as soon as the agent is sure enough; the use cases decide again."""


def sheet_context(sheet: AccountSheet) -> dict[str, Any]:
    """Put a sheet in the words of the page."""
    account = sheet.account
    return {
        "record": sheet.record,
        "initials_of_person": sheet.initials,
        "birth_year": sheet.birth_year,
        "has_record": sheet.birth_year is not None,
        "mail": sheet.mail,
        "phone": sheet.phone,
        "has_address": sheet.has_address,
        "account": account,
        "state": _state(account),
        "codes_by": _codes_by(account),
        "assurance": ASSURANCES[sheet.assurance],
        "is_known": sheet.assurance >= Assurance.KNOWLEDGE,
        "is_proved": sheet.assurance >= Assurance.PROVED,
        "may": frozenset(word for word, act in OFFERED.items() if sheet.assurance >= NEEDED[act]),
        "requests": [
            {"id": one.id, "number": one.number, "kind": KINDS[one.kind], "state": STATES[one.state]}
            for one in sheet.requests
        ],
        "proposals": [{"act": ACTS[one.act], "at": one.proposed_at, "by": one.proposed_by} for one in sheet.proposals],
    }


def _state(account: AccountOnDesk | None) -> str:
    if account is None:
        return _("Aucun compte : la personne n’en a pas demandé")
    if account.is_shut:
        return _("Fermé, à la demande de la personne")
    if account.closed_until is not None:
        return _("Bloqué après trois échecs")
    return _("Attend la première connexion") if account.awaits_first_password else _("Ouvert")


def _codes_by(account: AccountOnDesk | None) -> str:
    if account is None:
        return ""
    if account.has_app:
        return _("Application de codes")
    return _("Courriel") if account.channel is Channel.MAIL else _("SMS")
