"""What the next page says about what has just been done: « Document masqué. », with its « Annuler »."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "dit"
SALT = "carnet.doors.kit.said"


@dataclass(frozen=True, slots=True)
class Said:
    """``message``: short, past tense, without a name, a title or a health word. ``undo``: where « Annuler » posts."""

    message: str
    undo: str = ""


def say(response: HttpResponse, message: str, *, undo: str = "") -> None:
    """Make the next page of this browser say ``message`` once; ``undo``: the path that takes the act back."""
    response.set_cookie(
        COOKIE,
        signing.Signer(salt=SALT).sign_object({"message": message, "undo": undo}),
        max_age=60,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def heard(request: HttpRequest) -> Said | None:
    """Give what the last act said, if anything; ``forget_said`` then removes it."""
    signed = request.COOKIES.get(COOKIE)
    if not signed:
        return None
    try:
        told: dict[str, str] = signing.Signer(salt=SALT).unsign_object(signed)
    except signing.BadSignature:
        return None  # written by somebody else, or before the key changed: it says nothing
    request.META["carnet.said"] = "heard"
    return Said(told["message"], told["undo"])


def forget_said(request: HttpRequest, response: HttpResponse) -> None:
    """Remove what this answer has just shown, unless it says something new."""
    if "carnet.said" in request.META and COOKIE not in response.cookies:
        response.delete_cookie(COOKIE, path="/", samesite="Strict")
