"""A way to be reached, asked for and proved by a code: the same steps for whoever opens a record or an account."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnet.core.accounts.one_time_code import CodeFault
from carnet.doors.kit.dates import time_of_day
from carnet.doors.kit.said import say
from carnet.doors.kit.web import CarnetRequest
from carnet.doors.patient_web.opening_cookie import opening_of
from carnet.doors.patient_web.views.opening_start import Faults
from carnet.ports.messages import Channel
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable
from carnet.usecases.opening.show_opening import OpeningOver, Step
from carnet.usecases.opening.verify_contact import (
    ContactAsked,
    ContactVerified,
    NotAnAddress,
    WaitUntil,
    choose_contact,
    confirm_contact,
    resend_contact_code,
)

CHANNEL, MAIL, PHONE, CODE = "canal", "mail", "telephone", "code"


class Shows(Protocol):
    """Shows a step, or leads to the one that is reached."""

    def __call__(
        self,
        request: CarnetRequest,
        step: Step,
        template: str,
        faults: Faults | None = None,
        context: dict[str, Any] | None = None,
        *,
        status: int = 200,
    ) -> HttpResponse:
        """Render its template. ``faults``: what is to be mended, by field; ``context``: what it needs beside."""
        ...


@dataclass(frozen=True, slots=True)
class ContactSteps:
    """These steps among the others of an opening.

    ``addresses``: the name of the address of each; ``after``: the step that follows; ``start_again``: leads back to the
    beginning, with a sentence when there is one to say; ``too_many``: that of too many codes.
    """

    show: Shows
    addresses: Mapping[Step, str]
    after: Step
    start_again: Callable[[str], HttpResponse]
    too_many: Callable[[], str]

    def contact(self, request: CarnetRequest) -> HttpResponse:
        """Ask how to reach somebody, and have a code sent there."""
        if request.method == "GET":
            return self.show(request, Step.CONTACT, "contact.html")
        channel = Channel.SMS if request.POST.get(CHANNEL) == Channel.SMS.value else Channel.MAIL
        field = PHONE if channel is Channel.SMS else MAIL
        typed = request.POST.get(field, "")
        kept = {"by_sms": field == PHONE, "by_mail": field == MAIL, "typed": {field: typed}}
        match choose_contact(opening_of(request), channel, typed, env=request.env):
            case ContactAsked():
                return self.to(Step.CONTACT_CODE)
            case NotAnAddress():
                fault = (
                    _("Saisissez un numéro de mobile, comme 06 39 98 00 00.")
                    if channel is Channel.SMS
                    else _("Saisissez une adresse comme nom@exemple.fr.")
                )
                return self.show(request, Step.CONTACT, "contact.html", [(field, fault)], kept)
            case WaitUntil(at):
                return self.show(request, Step.CONTACT, "contact.html", [(field, _wait(at))], kept, status=429)
            case OpeningOver():
                return self.start_again("")

    def contact_code(self, request: CarnetRequest) -> HttpResponse:
        """Ask for the code that was sent there."""
        if request.method == "GET":
            return self.show(request, Step.CONTACT_CODE, "contact_code.html")
        match confirm_contact(opening_of(request), request.POST.get(CODE, ""), env=request.env):
            case ContactVerified():
                return self.to(self.after)
            case CodeUnreadable():
                fault = _("Le code a 6 chiffres. Saisissez-les tous.")
            case CodeRefused(CodeFault.EXPIRED, _tries):
                fault = _("Ce code a expiré. Demandez-en un nouveau.")
            case CodeRefused(CodeFault.NO_TRY_LEFT, _tries):
                return self.start_again(self.too_many())
            case CodeRefused(_fault, tries_left):
                left = ngettext("Il vous reste {count} essai.", "Il vous reste {count} essais.", tries_left)
                fault = f"{_('Ce n’est pas le code que nous avons envoyé.')} {left.format(count=tries_left)}"
            case OpeningOver():
                return self.start_again("")
        return self.show(request, Step.CONTACT_CODE, "contact_code.html", [(CODE, fault)])

    def another_code(self, request: CarnetRequest) -> HttpResponse:
        """Have another code sent to the same place."""
        match resend_contact_code(opening_of(request), env=request.env):
            case ContactAsked():
                response = self.to(Step.CONTACT_CODE)
                say(response, _("Un nouveau code est en route. Le précédent ne sert plus."))
                return response
            case NotAnAddress():
                return self.to(Step.CONTACT)
            case WaitUntil(at):
                return self.show(request, Step.CONTACT_CODE, "contact_code.html", [(CODE, _wait(at))], status=429)
            case OpeningOver():
                return self.start_again("")

    def to(self, step: Step) -> HttpResponseRedirect:
        """Lead to a step."""
        return HttpResponseRedirect(reverse(self.addresses[step]))


def _wait(at: datetime) -> str:
    return _("Attendez encore un peu : vous pourrez demander un code à {time}.").format(time=time_of_day(at))
