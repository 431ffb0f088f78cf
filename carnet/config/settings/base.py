"""Settings that every environment shares. What differs stands in development, test and production."""

import os

from carnet.config.database_address import database_settings
from carnet.config.home import ROOT as ROOT
from carnet.config.home import home

HOME = home()
"""Where this installation keeps its data: blobs, master key, embedded database, outbox."""

DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "carnet.config.urls"
WSGI_APPLICATION = "carnet.config.wsgi.application"
INSTALLED_APPS = ["procrastinate.contrib.django", "carnet.store"]
MIDDLEWARE: list[str] = [
    "django.middleware.security.SecurityMiddleware",
]
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

CARNET_ENVIRONMENT = "base"
CARNET_ACCEPTS_TEST_IDENTIFIERS = False
CARNET_POLICY = "2018"
CARNET_PUBLIC_URL = os.environ.get("CARNET_PUBLIC_URL", "http://localhost:8000")
CARNET_DEMO = False
"""Whether the demonstration (its people, clock, outbox and tokens) may run here."""

PROCRASTINATE_IMPORT_PATHS = ["carnet.config.tasks"]
"""Where the queue finds the schedule."""
