"""Words of the pages on which people add their own documents: what each kind is called, why a file stays outside."""

import re
from collections.abc import Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.documents.draft import MOST_DRAFTS
from carnet.usecases.adding.adder import NotKept
from carnet.usecases.adding.keep_files import THERE, TOO_MANY, TWICE

KINDS: dict[str, Promise] = {
    "EXPPAT_2": _("Autre document"),
    "DOCPAT03": _("Compte rendu"),
    "DOCPAT05": _("Résultats de biologie"),
    "DOCPAT04": _("Radio, scanner, IRM, échographie"),
    "DOCPAT02": _("Ordonnance, traitement, soins"),
    "DOCPAT06": _("Prévention, dépistage, vaccins"),
    "DOCPAT07": _("Certificat médical"),
    "DOCPAT01": _("Synthèse médicale"),
    "74465-6": _("Questionnaire rempli"),
    "DOCPAT09": _("Document administratif"),
    "EXPPAT_3": _("Directives anticipées"),
    "EXPPAT_1": _("Mes volontés et mes droits"),
}
"""In the order of the page: the usual one first, then from the most frequent to the rarest."""

TOO_LARGE = "file-too-large"
FAULTS: dict[str, Promise] = {
    TOO_LARGE: _(
        "Il dépasse 10 Mo. Une photo : reprenez-la en qualité normale. Un PDF : enregistrez-le en taille réduite. "
        "Une radio : demandez-la en plus léger."
    ),
    "empty-file": _("Il est vide. Choisissez-en un autre."),
    "harmful-file": _("L’antivirus y a trouvé un danger. Refaites-le depuis un appareil sain."),
    "heif-not-kept": _("C’est une photo HEIC. Envoyez-la en JPEG : votre téléphone sait le faire."),
    "archive-refused": _("C’est une archive. Envoyez chaque fichier à part."),
    "image-broken": _("L’image est abîmée. Reprenez la photo."),
    "image-too-large": _("L’image est trop grande. Reprenez-la en qualité normale."),
    "pdf-broken": _("Le PDF est abîmé. Enregistrez-le à nouveau."),
    "pdf-encrypted": _("Le PDF a un mot de passe. Enregistrez-le sans mot de passe."),
    "dicom-broken": _("L’image DICOM est abîmée. Copiez-la à nouveau."),
    "dicom-preamble": _("Ce fichier DICOM ne commence pas comme il doit. Demandez-en un autre."),
    "dicom-without-picture": _("Ce fichier DICOM n’a pas d’image. Choisissez les images elles-mêmes."),
    "dicom-not-drawn": _("Ce site ne sait pas montrer cette image DICOM. Demandez-la en JPEG ou en PDF."),
    "dicom-too-large": _("Cette image DICOM est trop grande pour ce site. Demandez-la en JPEG ou en PDF."),
    "changed-on-the-way": _("L’envoi s’est mal passé. Choisissez-le à nouveau."),
    TOO_MANY: _("Il y en a trop. Ajoutez d’abord les premiers."),
    TWICE: _("Vous venez déjà de l’envoyer."),
    THERE: _("Il est déjà dans le dossier."),
}
ACTIVE = _("Le PDF contient autre chose que des pages. Imprimez-le dans un nouveau PDF.")
OTHERWISE = _("Seuls un PDF, une image, une radio (DICOM) ou un texte peuvent être ajoutés.")


def why_not(refused: NotKept) -> str:
    """Say why a file stays outside, and what to do."""
    if refused.code in FAULTS:
        return str(FAULTS[refused.code])
    return str(ACTIVE if refused.code.startswith("pdf-") else OTHERWISE)


def faults_of(refused: Iterable[NotKept]) -> list[dict[str, str]]:
    """Say it of each file, with the address of the one that is there already."""
    return [
        {
            "name": one.name,
            "why": why_not(one),
            "there": reverse("patient-document", args=[one.document]) if one.document is not None else "",
        }
        for one in refused
    ]


CAMERAS = re.compile(
    r"(img|image|dscn?|dscf|pxl|p|photo|picture|signal|whatsapp image|screenshot)?[\W\d_]*(at[\W\d_]*)?",
    re.IGNORECASE,
)
"""What telephones call a photograph: a word of theirs and figures, which say nothing to whoever reads a list."""


def is_named_by_a_camera(name: str) -> bool:
    """Tell whether a picture has the name that its camera gave, « IMG_2041.jpg », and none of somebody's own."""
    return CAMERAS.fullmatch(title_of(name)) is not None


def title_of(name: str) -> str:
    """Make a first title of the name of a file: without its ending, its underscores and what cannot be shown."""
    stem = name.rpartition("/")[2].rpartition(".")[0] or name
    return " ".join("".join(one if one.isprintable() else " " for one in stem.replace("_", " ")).split())[:120]


__all__ = ("FAULTS", "KINDS", "MOST_DRAFTS", "TOO_LARGE", "faults_of", "is_named_by_a_camera", "title_of", "why_not")
