"""What is published of emergency accesses: how many there were, how many a named reviewer has examined."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from carnet.doors.kit.web import CarnetRequest
from carnet.doors.public_web.pages import public
from carnet.usecases.emergency.review_rate import read_review_rate


@require_safe
def figures(request: CarnetRequest) -> HttpResponse:
    """Show the figures of the last twelve months; none is under eleven."""
    return public(request, "figures", {"rate": read_review_rate(env=request.env)})
