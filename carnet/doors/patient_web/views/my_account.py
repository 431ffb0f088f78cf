"""My account: everything that opens it, and where to change each of them."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import page
from carnet.doors.patient_web.proving import first
from carnet.ports.messages import Channel
from carnet.usecases.account.show_account import MyAccount, show_account


@require_GET
def my_account(request: SignedInRequest) -> HttpResponse:
    """Show them."""
    match show_account(token_of(request) or "", env=request.env):
        case MyAccount() as found:
            return page(request, "my_account.html", {"account": found, "by_mail": found.channel is Channel.MAIL})
        case nobody:
            return first(nobody, then="")
