"""The table of paths: what a visitor who has not signed in may open, and what a browser may keep."""

from dataclasses import dataclass

from carnet.core.audit.events import Door

API = ("/fhir", "/oauth", "/health", "/.well-known/oauth-authorization-server")
"""Doors of software: bearer tokens, no cookie, no page. They keep their own way."""

PROFESSIONAL = "/pro"
SUPPORT_DESK = "/assistance"


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
    PublicPath("/decouvrir/", shared=True),
    PublicPath("/comment-ouvrir/", shared=True),
    PublicPath("/securite/", shared=True),
    PublicPath("/falc/*", shared=True),
    PublicPath("/droits-sans-ecran/*", shared=True),
    PublicPath("/depliant.pdf", shared=True),
    PublicPath("/etat/", shared=True),
    PublicPath("/chiffres/", shared=True),
    PublicPath("/plan-du-site/", shared=True),
    PublicPath("/sitemap.xml", shared=True),
    PublicPath("/contact/*"),
    PublicPath("/hors-ligne/", shared=True),
    PublicPath("/session-terminee/"),
    PublicPath("/affichage/"),
    PublicPath("/langue/"),
    PublicPath("/manifest.webmanifest", shared=True),
    PublicPath("/sw.js", shared=True),
    PublicPath("/robots.txt", shared=True),
    PublicPath("/ui/*"),
    PublicPath("/bac-a-sable/*"),
    PublicPath("/connexion/*"),
    PublicPath("/mot-de-passe/*"),
    PublicPath("/ouvrir/*"),
    PublicPath("/invitation/*"),
    PublicPath("/conditions/texte/", shared=True),
    PublicPath("/conditions/refusees/"),
    PublicPath("/pro/connexion/*"),
    PublicPath("/assistance/connexion/*"),
)
"""Every other path of the sites sends a visitor to a sign-in page (architecture.md: no page is public by oversight)."""


WITHOUT_A_RECORD = ("/compte/", "/session/", "/deconnexion/", "/applications/autoriser/")
OF_A_RECORD_AMONG_THEM = ("/proches/aidants/", "/proches/renoncer/", "/proches/accords/", "/proches/parents/")
"""Where somebody who acts for others may go on the patient site before they have chosen for whom."""


TERMS = "/conditions/"
"""Where somebody accepts the terms of use that have changed, or refuses them, before anything else."""


def is_about_terms(path: str) -> bool:
    """Whether somebody who has not accepted the terms in force may still go there."""
    return path.startswith((TERMS, "/session/", "/deconnexion/"))


def needs_a_record(path: str) -> bool:
    """Whether a private page of the patient site shows, or changes, the record that is open."""
    if door_of(path) is not Door.PATIENT_SITE or path.startswith(WITHOUT_A_RECORD):
        return False
    return not path.startswith("/proches/") or path.startswith(OF_A_RECORD_AMONG_THEM)


COUNTER = "/pro/ouvrir/"
"""Where the clerks of a counter open records with people: the only pages of theirs, with the way out."""


def is_of_a_counter(path: str) -> bool:
    """Whether a clerk who opens records has anything to do at this path."""
    return path.startswith(COUNTER) or path == "/pro/deconnexion/"


def is_api(path: str) -> bool:
    """Whether software, not a browser, speaks at this path."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in API)


def door_of(path: str) -> Door:
    """Tell which of the sites a path belongs to."""
    for prefix, door in ((PROFESSIONAL, Door.PROFESSIONAL_SITE), (SUPPORT_DESK, Door.SUPPORT_DESK)):
        if path == prefix or path.startswith(f"{prefix}/"):
            return door
    return Door.PATIENT_SITE


def is_public(path: str) -> bool:
    """Whether a visitor may open this path."""
    return any(line.covers(path) for line in PUBLIC)


def is_shared(path: str) -> bool:
    """Whether this path answers the same to everybody."""
    return any(line.covers(path) and line.shared for line in PUBLIC)


def sign_in_path(door: Door) -> str:
    """Give the sign-in page of a site. Raises ``KeyError`` for a door without pages."""
    return _SIGN_IN[door]


def home_path(door: Door) -> str:
    """Give the first page of a site, once signed in. Raises ``KeyError`` for a door without pages."""
    return _HOME[door]


_SIGN_IN = {
    Door.PATIENT_SITE: "/connexion/",
    Door.PROFESSIONAL_SITE: f"{PROFESSIONAL}/connexion/",
    Door.SUPPORT_DESK: f"{SUPPORT_DESK}/connexion/",
}
_HOME = {
    Door.PATIENT_SITE: "/accueil/",
    Door.PROFESSIONAL_SITE: f"{PROFESSIONAL}/",
    Door.SUPPORT_DESK: f"{SUPPORT_DESK}/",
}
