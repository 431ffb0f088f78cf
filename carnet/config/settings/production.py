"""Where real people are: everything is read from the environment, and nothing starts when something is unsafe."""

import os

from django.core.exceptions import ImproperlyConfigured

from carnet.config.production_environment import ProductionEnvironment, read_environment
from carnet.config.settings.base import *  # noqa: F403  settings modules differ from the base by what they add
from carnet.config.settings.base import INSTALLED_APPS as _EVERYWHERE

_told = read_environment(os.environ)
if not isinstance(_told, ProductionEnvironment):
    raise ImproperlyConfigured("Carnet ne démarre pas :\n" + "\n".join(f"- {fault}" for fault in _told))

SECRET_KEY = _told.secret_key
ALLOWED_HOSTS = list(_told.allowed_hosts)
CARNET_ENVIRONMENT = "production"
CARNET_PUBLIC_URL = _told.public_url
CARNET_ACCEPTS_TEST_IDENTIFIERS = False
CARNET_DEMO = False
CARNET_OIDC_ISSUER = _told.oidc_issuer
CARNET_OIDC_CLIENT_ID = _told.oidc_client_id
CARNET_OIDC_CLIENT_SECRET = _told.oidc_client_secret
CARNET_OIDC_ACR = _told.oidc_acr
CARNET_OIDC_DISCOVERY = _told.oidc_discovery
CARNET_DESK_OIDC_ISSUER = _told.desk_oidc_issuer
CARNET_DESK_OIDC_CLIENT_ID = _told.desk_oidc_client_id
CARNET_DESK_OIDC_CLIENT_SECRET = _told.desk_oidc_client_secret
CARNET_DESK_OIDC_ACR = _told.desk_oidc_acr
CARNET_DESK_OIDC_DISCOVERY = _told.desk_oidc_discovery

INSTALLED_APPS = [*_EVERYWHERE, "carnet.config"]
LOGGING = {"form": "json"}

# Whoever ends TLS is named, never guessed: a header that any visitor can send would otherwise count as proof.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _told.behind_proxy else None
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True

# The prefix makes browsers refuse a cookie of a sister domain (OWASP ASVS 3.3).
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
