"""What production refuses to start with, whatever module its settings come from."""

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from carnet.config.database_role import faults_of_role
from carnet.config.policies import deciding_policy, known_durations, known_policies, known_rollout
from carnet.core.access.faulty import Faulty
from carnet.core.documents.announcement import read_delay


def refuse_unsafe_start() -> None:
    """Run every check, the database's role included, before anybody is served; elsewhere than in production, nothing.

    Raises ``ImproperlyConfigured``, in French, with everything that is wrong.
    """
    if settings.CARNET_ENVIRONMENT != "production":
        return
    found = [one for one in checks.run_checks(databases=["default"]) if one.is_serious()]
    if found:
        raise ImproperlyConfigured("Carnet ne démarre pas :\n" + "\n".join(f"- {one.msg}" for one in found))


class Values(Protocol):
    """The settings that the check looks at."""

    DEBUG: bool
    ALLOWED_HOSTS: list[str]
    SECURE_SSL_REDIRECT: bool
    SESSION_COOKIE_SECURE: bool
    CSRF_COOKIE_SECURE: bool
    CARNET_DEMO: bool
    CARNET_ACCEPTS_TEST_IDENTIFIERS: bool
    CARNET_PUBLIC_URL: str


def faults_of_settings(values: Values) -> list[str]:
    """What may not be true where real people are, in French (product.md; OWASP ASVS 3.3, 3.4.1, 13.4.2)."""
    faults = {
        "DEBUG montre les rouages à tout visiteur.": values.DEBUG,
        "CARNET_DEMO : la démonstration n’a pas sa place en production.": values.CARNET_DEMO,
        "CARNET_ACCEPTS_TEST_IDENTIFIERS laisse entrer des identités de test.": values.CARNET_ACCEPTS_TEST_IDENTIFIERS,
        "CARNET_PUBLIC_URL n’est pas en https.": urlsplit(values.CARNET_PUBLIC_URL).scheme != "https",
        "SECURE_SSL_REDIRECT manque : des pages partiraient en clair.": not values.SECURE_SSL_REDIRECT,
        "SESSION_COOKIE_SECURE manque : la session partirait en clair.": not values.SESSION_COOKIE_SECURE,
        "CSRF_COOKIE_SECURE manque : un témoin partirait en clair.": not values.CSRF_COOKIE_SECURE,
        "ALLOWED_HOSTS accepte n’importe quel nom d’hôte.": "*" in values.ALLOWED_HOSTS,
    }
    return [sentence for sentence, holds in faults.items() if holds]


def unsafe_settings(**_asked: object) -> list[checks.CheckMessage]:
    """The settings of this process, as Django's checks want them."""
    return [checks.Error(fault, id="carnet.E001") for fault in faults_of_settings(settings)]


def unreadable_policies(**_asked: object) -> list[checks.CheckMessage]:
    """Whether every dated policy can be read, the operator's own included, and the one that decides is among them."""
    policy = deciding_policy(settings.CARNET_POLICY, known_policies(settings.CARNET_POLICIES))
    return [checks.Error(fault, id="carnet.E003") for fault in policy.faults] if isinstance(policy, Faulty) else []


def unreadable_durations(**_asked: object) -> list[checks.CheckMessage]:
    """Whether the operator's durations can be read: of a yes, and of what waits to be announced."""
    read = (known_durations(settings.CARNET_DURATIONS), read_delay(settings.CARNET_ANNOUNCEMENT_DAYS))
    faults = [fault for one in read if isinstance(one, Faulty) for fault in one.faults]
    return [checks.Error(fault, id="carnet.E004") for fault in faults]


def unreadable_rollout(**_asked: object) -> list[checks.CheckMessage]:
    """Whether the operator's table of where records may be opened can be read."""
    read = known_rollout(settings.CARNET_ROLLOUT)
    return [checks.Error(fault, id="carnet.E005") for fault in read.faults] if isinstance(read, Faulty) else []


def unsafe_role(*, databases: Sequence[str] | None = None, **_asked: object) -> list[checks.CheckMessage]:
    """Whether row-level security holds against the role of each database (stack.md, « second wall »)."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            found += [checks.Error(fault, obj=alias, id="carnet.E002") for fault in faults_of_role(cursor)]
    return found
