"""The words of « Ma santé »: what each block, field, choice and fault is called on the pages of people."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.health.entry import Wrong
from carnet.doors.kit.health_titles import TITLES


@dataclass(frozen=True, slots=True)
class BlockWords:
    """How a block is said. ``slug``: its part of the address; ``none``, ``unknown``: the two answers without words.

    ``none_said``, ``unknown_said``: the same, once answered.
    """

    slug: str
    title: Promise
    add: Promise
    icon: str
    help: Promise | str = ""
    none: Promise | str = ""
    none_said: Promise | str = ""
    unknown: Promise | str = ""
    unknown_said: Promise | str = ""


_NONE = _("Je n’en ai pas")
_NONE_SAID = _("Aucun, d’après ce qui a été répondu.")
_UNKNOWN = _("Je ne sais pas")
_UNKNOWN_SAID = _("Pas connu, d’après ce qui a été répondu.")


def _usual(slug: str, title: Promise, add: Promise, icon: str, help_: Promise | str = "") -> BlockWords:
    return BlockWords(slug, title, add, icon, help_, _NONE, _NONE_SAID, _UNKNOWN, _UNKNOWN_SAID)


BLOCKS: dict[str, BlockWords] = {
    "allergy": _usual("allergies", TITLES["allergy"], _("Ajouter une allergie"), "triangle-alert"),
    "treatment": _usual("traitements", TITLES["treatment"], _("Ajouter un traitement"), "pill"),
    "history": _usual("antecedents", TITLES["history"], _("Ajouter une maladie ou une opération"), "clipboard-list"),
    "vaccine": _usual("vaccins", TITLES["vaccine"], _("Ajouter un vaccin"), "syringe"),
    "family": _usual("famille", TITLES["family"], _("Ajouter une maladie de la famille"), "users-round"),
    "habit": _usual(
        "mode-de-vie",
        TITLES["habit"],
        _("Ajouter une habitude"),
        "activity",
        _("Tabac, alcool, sport, métier : ce que vous voulez dire."),
    ),
    "blood": BlockWords(
        "groupe-sanguin",
        TITLES["blood"],
        _("Indiquer le groupe sanguin"),
        "droplet",
        _("Il sera toujours vérifié avant une transfusion."),
        unknown=_UNKNOWN,
        unknown_said=_UNKNOWN_SAID,
    ),
    "contact": BlockWords(
        "personnes-a-prevenir",
        TITLES["contact"],
        _("Ajouter une personne"),
        "phone",
        _("Qui appeler en cas d’urgence."),
        none=_("Je n’ai personne à indiquer"),
        none_said=_("Personne, d’après ce qui a été répondu."),
    ),
    "directives": _usual(
        "directives-anticipees",
        TITLES["directives"],
        _("Indiquer où elles sont"),
        "scroll-text",
        _("Vos volontés pour la fin de vie, si vous ne pouvez plus les dire."),
    ),
    "donation": BlockWords(
        "don-d-organes",
        TITLES["donation"],
        _("Indiquer ma position"),
        "hand-heart",
        _("En France, chacun est donneur s’il n’a pas dit non."),
        unknown=_("Je n’ai pas encore décidé"),
        unknown_said=_("Pas encore décidé, d’après ce qui a été répondu."),
    ),
    "weight": BlockWords("poids", TITLES["weight"], _("Ajouter un poids"), "scale"),
    "pressure": BlockWords("tension", TITLES["pressure"], _("Ajouter une tension"), "heart-pulse"),
    "glucose": BlockWords("glycemie", TITLES["glucose"], _("Ajouter une glycémie"), "droplet"),
}
"""By the key of the kind (carnet.core.health.kinds), every one of them."""

BY_SLUG = {words.slug: key for key, words in BLOCKS.items()}

FIELDS: dict[tuple[str, str], Promise] = {
    ("allergy", "what"): _("À quoi"),
    ("allergy", "reaction"): _("Ce qui se passe"),
    ("allergy", "when"): _("Depuis quand"),
    ("treatment", "what"): _("Médicament ou soin"),
    ("treatment", "how"): _("Dose et moment"),
    ("treatment", "when"): _("Depuis quand"),
    ("history", "what"): _("Maladie ou opération"),
    ("history", "when"): _("Quand"),
    ("vaccine", "what"): _("Vaccin"),
    ("vaccine", "when"): _("Quand"),
    ("family", "who"): _("Qui, dans la famille"),
    ("family", "what"): _("Maladie"),
    ("habit", "what"): _("Habitude"),
    ("blood", "group"): _("Groupe"),
    ("contact", "name"): _("Prénom et nom"),
    ("contact", "tie"): _("Lien : fils, voisine…"),
    ("contact", "phone"): _("Téléphone"),
    ("directives", "where"): _("Où elles se trouvent"),
    ("directives", "holder"): _("Qui les a, avec son téléphone"),
    ("donation", "stance"): _("Position"),
    ("weight", "weight"): _("Poids, en kilos"),
    ("weight", "on"): _("Jour de la mesure"),
    ("pressure", "systolic"): _("Le plus grand chiffre, en mmHg"),
    ("pressure", "diastolic"): _("Le plus petit chiffre, en mmHg"),
    ("pressure", "on"): _("Jour de la mesure"),
    ("glucose", "glucose"): _("Glycémie, en grammes par litre"),
    ("glucose", "on"): _("Jour de la mesure"),
}

COLUMNS: dict[tuple[str, str], Promise | str] = {
    ("weight", "weight"): _("Kilos"),
    ("pressure", "systolic"): _("Le plus grand"),
    ("pressure", "diastolic"): _("Le plus petit"),
    ("glucose", "glucose"): "g/L",
}
"""What each figure is called at the head of a narrow column."""

EXAMPLES: dict[tuple[str, str], Promise] = {
    ("allergy", "what"): _("Par exemple : pénicilline, arachide, pollen."),
    ("allergy", "reaction"): _("Par exemple : boutons, gêne pour respirer."),
    ("treatment", "how"): _("Par exemple : un comprimé le matin."),
    ("history", "what"): _("Par exemple : asthme, appendicite."),
    ("vaccine", "what"): _("Par exemple : tétanos, grippe."),
    ("directives", "where"): _("Par exemple : chez moi, chez mon notaire."),
}
"""What helps to fill a field in, where it helps."""

STANCES: dict[str, Promise] = {
    "agrees": _("J’accepte de donner mes organes"),
    "registered": _("Je refuse : je suis inscrit au registre national des refus"),
    "told": _("Je refuse : je l’ai écrit, ou dit à mes proches"),
}

WRONG: dict[Wrong, Promise] = {
    Wrong.MISSING: _("Remplissez cette ligne."),
    Wrong.TOO_LONG: _("C’est trop long. Gardez l’essentiel."),
    Wrong.NOT_OFFERED: _("Choisissez une réponse de la liste."),
    Wrong.NO_PHONE: _("Écrivez un numéro de téléphone."),
    Wrong.NO_NUMBER: _("Écrivez un nombre, par exemple 72,5."),
    Wrong.IMPOSSIBLE: _("Cette valeur n’est pas possible. Vérifiez l’unité."),
    Wrong.NO_DAY: _("Choisissez un jour."),
    Wrong.TO_COME: _("Ce jour n’est pas encore venu."),
    Wrong.UNUSUAL: _("Cette valeur est rare. Est-elle juste ?"),
}
