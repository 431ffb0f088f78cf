"""The tests: the demonstration's settings, on databases that the tests clone."""

from carnet.config.settings.development import *  # noqa: F403  settings modules differ from the base by what they add

CARNET_ENVIRONMENT = "test"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
