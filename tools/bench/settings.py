"""The settings that the benchmark runs under: production's in all that costs time, with invented people allowed in."""

from carnet.config.settings.development import *  # noqa: F403  settings modules differ from the base by what they add

CARNET_ENVIRONMENT = "bench"
CARNET_DEMO = False
"""The machine's own clock, where the demonstration reads a file each time it is asked for the hour."""
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
"""No static file is looked for at each request: as where they were collected."""
