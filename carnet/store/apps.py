"""The one Django app: everything that PostgreSQL keeps."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Gives the tables their label, and Django its one migration history."""

    name = "carnet.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
