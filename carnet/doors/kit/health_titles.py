"""What each block of « Ma santé » is called, on every site."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Promise] = {
    "allergy": _("Allergies"),
    "treatment": _("Traitements"),
    "history": _("Maladies et opérations"),
    "vaccine": _("Vaccins"),
    "family": _("Maladies dans la famille"),
    "habit": _("Mode de vie"),
    "blood": _("Groupe sanguin"),
    "contact": _("Personnes à prévenir"),
    "directives": _("Directives anticipées"),
    "donation": _("Don d’organes"),
    "weight": _("Poids"),
    "pressure": _("Tension"),
    "glucose": _("Glycémie"),
}
"""By the key of the kind (carnet.core.health.kinds)."""
