"""Makes `carnet.config` an application of Django, for its checks."""

from django.apps import AppConfig
from django.core import checks

from carnet.config.checks import (
    unreadable_durations,
    unreadable_policies,
    unreadable_rollout,
    unsafe_role,
    unsafe_settings,
)


class ConfigurationConfig(AppConfig):
    """Registers what production refuses, so that `django check` says it too."""

    name = "carnet.config"
    label = "configuration"

    def ready(self) -> None:
        """Hand the checks to Django."""
        checks.register(unsafe_settings, checks.Tags.security)
        checks.register(unreadable_policies)
        checks.register(unreadable_durations)
        checks.register(unreadable_rollout)
        checks.register(unsafe_role, checks.Tags.database)
