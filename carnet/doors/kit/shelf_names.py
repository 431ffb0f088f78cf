"""What the categories of documents are called, in the language of the page; their French is the vocabulary's own."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "SYNTHESE": _("Ma santé en résumé"),
        "SYNTH_PML": _("Mon profil médical"),
        "ORD_SOIN": _("Ordonnances et soins"),
        "CPT_REND": _("Comptes rendus"),
        "BIOLOGIE": _("Biologie"),
        "RADIO_SC": _("Radio, écho, scanner, IRM"),
        "DEPISTAG": _("Prévention et dépistages"),
        "CAR_VAC": _("Vaccins"),
        "CERT_MED": _("Certificats"),
        "DIR_ANT": _("Directives anticipées"),
        "VDP": _("Volontés et droits"),
        "QUEST_SANTE": _("Questionnaires de santé"),
        "DOC_ADM": _("Pièces administratives"),
        "REMB": _("Remboursements"),
        "AUTR_DOC": _("Autres documents"),
    }
)
"""By code of ``carnet.core.vocabulary.shelves``."""


def shelf_name(code: str) -> str:
    """Name a category. ``code``: one of the vocabulary's. Raises ``KeyError`` for another: a bug of the caller."""
    return str(NAMES[code])
