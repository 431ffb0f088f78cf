"""The demonstration and the developer's machine."""

from carnet.config.settings.base import *  # noqa: F403  settings modules differ from the base by what they add

SECRET_KEY = "development only: sessions here protect nobody"  # noqa: S105  production reads its own
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
CARNET_ENVIRONMENT = "development"
CARNET_ACCEPTS_TEST_IDENTIFIERS = True
CARNET_DEMO = True
