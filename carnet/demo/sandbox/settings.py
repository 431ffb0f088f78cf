"""The settings of the sandbox: those of the demonstration, the pages for integrators, and a front that speaks TLS."""

from carnet.config.settings.base import INSTALLED_APPS as OF_THE_PRODUCT
from carnet.config.settings.development import *  # noqa: F403  settings modules differ from the base by what they add

INSTALLED_APPS = [*OF_THE_PRODUCT, "carnet.demo.sandbox"]
ROOT_URLCONF = "carnet.demo.sandbox.urls"

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
"""Written by our front (carnet/demo/sandbox/front.py): what it links to is https, too."""
CARNET_CLIENT_CERTIFICATE_HEADER = "Client-Cert"
CARNET_PROXIES = frozenset({"127.0.0.2"})
"""From where our front calls, and nobody else: a header that somebody writes by hand counts for nothing."""
