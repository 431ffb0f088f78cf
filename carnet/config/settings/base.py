"""Settings that every environment shares. What differs stands in development, test and production."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from carnet.config.database_address import database_settings
from carnet.config.home import ROOT as ROOT
from carnet.config.home import home

HOME = home()
"""Where this installation keeps its data: blobs, master key, embedded database, outbox."""

DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "carnet.config.urls"
WSGI_APPLICATION = "carnet.config.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "django_cotton.apps.SimpleAppConfig",
    "carnet.store",
    "carnet.doors.kit",
    "carnet.doors.public_web",
    "carnet.doors.patient_web",
    "carnet.doors.professional_web",
    "carnet.doors.support_web",
]
MIDDLEWARE: list[str] = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "carnet.doors.kit.headers.PagePolicyMiddleware",
    "carnet.doors.kit.headers.HeadersMiddleware",
    "carnet.config.middleware.EnvironmentMiddleware",
    "carnet.doors.kit.preferences.LanguageMiddleware",
    "carnet.doors.kit.readable.ReadableMiddleware",
    "carnet.doors.kit.maintenance.MaintenanceMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "carnet.doors.kit.session.SessionMiddleware",
]
"""Each of ours leaves the doors of software (``carnet.doors.kit.paths.API``) as it finds them."""

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": ["django.template.context_processors.request", "carnet.doors.kit.context.page"],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "carnet.doors.kit.templatetags.kit",
            ],
        },
    }
]
COTTON_ISOLATE_BY_DEFAULT = True
"""A component sees its own parameters and what every page sees, never the variables of the page around it."""

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("CARNET_STATIC")
"""The folder that ``python -m django collectstatic`` filled, named when an image is built; None for a developer."""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "carnet.doors.kit.static_files.VersionedFiles"
    },
}
"""No upload is ever a file of Django's: documents go through the port of the blobs."""
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_AUTOREFRESH = False
"""Files are listed once, when the server starts: no request makes it search its folders."""
WHITENOISE_ALLOW_ALL_ORIGINS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
"""Nothing inline, nothing from elsewhere, nothing reported outside (OWASP ASVS 3.4.3, 3.4.6)."""
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "carnet.doors.public_web.errors.csrf_failure"

USE_I18N = True
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parents[2] / "locale"]
DATABASES = {"default": database_settings()}
ATOMIC_REQUESTS = False
"""Use cases own their transactions."""

LOGGING_CONFIG = "carnet.config.logging.configure"
LOGGING = {"form": "text"}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "fr"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 150 * 1024 * 1024
"""product.md, « Documents »: 150 MB a request from software."""
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 50 * 1024 * 1024
"""The files of one form, together: never written in clear on a disk. Of a heavier form no file is taken at all."""

CARNET_ENVIRONMENT = "base"
CARNET_ACCEPTS_TEST_IDENTIFIERS = False
CARNET_POLICY = os.environ.get("CARNET_POLICY", "2018")
"""Which dated policy decides (product.md, « Two dated policies »): one of ours, or the operator’s."""
CARNET_POLICIES = os.environ.get("CARNET_POLICIES", "")
"""A folder of the operator’s own policies: for each, NAME.toml and its matrix NAME.csv. None when it is empty."""
CARNET_DURATIONS = os.environ.get("CARNET_DURATIONS", "")
"""The operator’s table of how long a yes lasts when nobody chose (CSV). Without end when it is empty."""
CARNET_ANNOUNCEMENT_DAYS = os.environ.get("CARNET_ANNOUNCEMENT_DAYS", "")
"""How many days a document waits to be announced before the record shows it to the person. 30 when it is empty."""
CARNET_ROLLOUT = os.environ.get("CARNET_ROLLOUT", "")
"""The operator’s table of where records may be opened, by regime and département (CSV). Everywhere when it is empty."""
CARNET_INSURED_REGISTER = os.environ.get("CARNET_INSURED_REGISTER", "")
"""The file of insured people that the insurer hands over. None: then no record is opened online here."""
CARNET_CARD_READERS = os.environ.get("CARNET_CARD_READERS", "")
"""The folder of the public keys (Ed25519, NAME.pem) of the card readers whose word is taken. Empty: below the home."""
CARNET_PRINT_HOUSE = os.environ.get("CARNET_PRINT_HOUSE", "")
"""The folder that the print house reads, with its key (docs/operations/print-house.md). None: no copy on paper."""
CARNET_CLIENT_CERTIFICATE_HEADER = os.environ.get("CARNET_CLIENT_CERTIFICATE_HEADER", "")
"""The header in which the reverse proxy hands over the certificate of software (mutual TLS). None when it is empty."""
CARNET_PROXIES = frozenset(one.strip() for one in os.environ.get("CARNET_PROXIES", "").split(",") if one.strip())
"""The addresses or networks of the reverse proxies whose headers are believed, between commas."""
CARNET_PUBLIC_URL = os.environ.get("CARNET_PUBLIC_URL", "http://localhost:8000")
CARNET_DEMO = False
"""Whether the demonstration (its people, clock, outbox and tokens) may run here."""

CARNET_OPERATOR = {
    word: os.environ.get(f"CARNET_OPERATOR_{word.upper()}", "")
    for word in ("name", "address", "phone", "hours", "email", "director", "host", "privacy")
}
"""Who runs this service: its name and post address, its help line (free of charge) and its hours, its e-mail, who
answers for what is published, who keeps the machines, whom to write to about one's data. Shown on the public pages."""

CARNET_OIDC_ISSUER = ""
"""The identity provider of professionals (Pro Santé Connect). None here: then no professional signs in."""
CARNET_OIDC_CLIENT_ID = ""
CARNET_OIDC_CLIENT_SECRET = ""
CARNET_OIDC_ACR = "eidas1"
"""The weakest proof of identity that is taken; a stronger one of the same scale is too."""
CARNET_OIDC_DISCOVERY = ""
"""Where the provider describes itself, when it is not at the usual place below its issuer."""

CARNET_DESK_OIDC_ISSUER = ""
"""The identity provider of the support desk's agents. None here: then nobody signs in at the desk."""
CARNET_DESK_OIDC_CLIENT_ID = ""
CARNET_DESK_OIDC_CLIENT_SECRET = ""
CARNET_DESK_OIDC_ACR = "eidas2"
CARNET_DESK_OIDC_DISCOVERY = ""

PROCRASTINATE_IMPORT_PATHS = ["carnet.config.tasks"]
"""Where the queue finds the schedule."""
