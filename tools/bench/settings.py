"""The settings that the benchmark runs under: the demonstration's people, and a clock that reads no file."""

from carnet.config.settings.development import *  # noqa: F403  settings modules differ from the base by what they add

CARNET_ENVIRONMENT = "bench"
ROOT_URLCONF = "tools.bench.addresses"
