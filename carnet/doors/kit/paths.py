"""The table of paths: what a visitor who has not signed in may open, and what a browser may keep."""

from dataclasses import dataclass

from carnet.core.audit.events import Door

API = ("/fhir", "/oauth", "/health")
"""Doors of software: bearer tokens, no cookie, no page. They keep their own way."""

PROFESSIONAL = "/pro"


@dataclass(frozen=True, slots=True)
class PublicPath:
    """``path``: exact, or the beginning of every path below it when it ends with ``*``.

    ``shared``: whether the page is the same for everybody, so that a browser may keep it until it asks again.
    """

    path: str
    shared: bool = False

    def covers(self, path: str) -> bool:
        """Whether this line is about this path."""
        return path.startswith(self.path[:-1]) if self.path.endswith("*") else path == self.path


PUBLIC: tuple[PublicPath, ...] = (
    PublicPath("/", shared=True),
    PublicPath("/aide/", shared=True),
    PublicPath("/accessibilite/", shared=True),
    PublicPath("/donnees/", shared=True),
    PublicPath("/mentions/", shared=True),
    PublicPath("/qui-peut-voir-quoi/*", shared=True),
    PublicPath("/hors-ligne/", shared=True),
    PublicPath("/session-terminee/"),
    PublicPath("/affichage/"),
    PublicPath("/langue/"),
    PublicPath("/manifest.webmanifest", shared=True),
    PublicPath("/sw.js", shared=True),
    PublicPath("/robots.txt", shared=True),
    PublicPath("/ui/*"),
    PublicPath("/connexion/*"),
    PublicPath("/mot-de-passe/*"),
    PublicPath("/pro/connexion/*"),
)
"""Every other path of the sites sends a visitor to a sign-in page (architecture.md: no page is public by oversight)."""


def is_api(path: str) -> bool:
    """Whether software, not a browser, speaks at this path."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in API)


def door_of(path: str) -> Door:
    """Tell which of the two sites a path belongs to."""
    is_professional = path == PROFESSIONAL or path.startswith(f"{PROFESSIONAL}/")
    return Door.PROFESSIONAL_SITE if is_professional else Door.PATIENT_SITE


def is_public(path: str) -> bool:
    """Whether a visitor may open this path."""
    return any(line.covers(path) for line in PUBLIC)


def is_shared(path: str) -> bool:
    """Whether this path answers the same to everybody."""
    return any(line.covers(path) and line.shared for line in PUBLIC)


def sign_in_path(door: Door) -> str:
    """Give the sign-in page of a site."""
    return "/pro/connexion/" if door is Door.PROFESSIONAL_SITE else "/connexion/"
