"""The words of the first visit: what each step is called, why one would look at it, and where it is done."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.record.first_visit import FirstVisit, Step, StepState

EVERY_STEP = "tout"
"""In an address, every step that waits."""


@dataclass(frozen=True, slots=True)
class StepWords:
    """How a step is said to the holder. ``slug``: its part of the address; ``page``, ``below``: where it is done.

    ``of_another``: why, and what to do, said to whoever acts for somebody, where the words differ.
    """

    slug: str
    title: Promise
    why: Promise
    do: Promise
    icon: str
    page: str
    below: str = ""
    of_another: tuple[Promise, Promise, Promise] | None = None

    @property
    def href(self) -> str:
        """Where it is done."""
        return reverse(self.page) + self.below


WORDS: dict[Step, StepWords] = {
    Step.CONTACTS: StepWords(
        "personnes-a-prevenir",
        _("Personnes à prévenir"),
        _("Qui appeler s’il vous arrive quelque chose ?"),
        _("Dire qui appeler"),
        "phone",
        "patient-health",
        "#personnes-a-prevenir",
        (_("Personnes à prévenir"), _("Qui appeler s’il lui arrive quelque chose ?"), _("Dire qui appeler")),
    ),
    Step.TRUSTED_PERSON: StepWords(
        "personne-de-confiance",
        _("Personne de confiance"),
        _("Elle parle pour vous si vous ne pouvez pas répondre."),
        _("Choisir cette personne"),
        "user-round-check",
        "patient-trusted-person",
    ),
    Step.ALERTS: StepWords(
        "alertes",
        _("Alertes"),
        _("Un message court vous prévient. Il ne dit rien de votre santé."),
        _("Choisir mes alertes"),
        "bell",
        "patient-alerts",
    ),
    Step.ACCESS: StepWords(
        "acces",
        _("Qui peut voir mon dossier"),
        _("Vous autorisez vos soignants. Vous pouvez aussi bloquer quelqu’un."),
        _("Choisir qui peut voir"),
        "shield-check",
        "patient-access",
        of_another=(
            _("Qui peut voir ce dossier"),
            _("Vous autorisez ses soignants. Vous pouvez aussi bloquer quelqu’un."),
            _("Choisir qui peut voir"),
        ),
    ),
    Step.EMERGENCIES: StepWords(
        "urgences",
        _("En urgence"),
        _("Le Samu et les urgences peuvent lire votre dossier, si vous le voulez."),
        _("Voir mes choix"),
        "urgence",
        "patient-emergencies",
        of_another=(
            _("En urgence"),
            _("Le Samu et les urgences peuvent lire ce dossier, si vous le voulez."),
            _("Voir ces choix"),
        ),
    ),
}

BY_SLUG = {words.slug: step for step, words in WORDS.items()}


def show_steps(visit: FirstVisit, *, of_another: bool) -> list[dict[str, Any]]:
    """Write the steps as their templates take them. ``of_another``: whether the reader acts for somebody."""
    following = visit.waiting[:1]
    return [_shown(one, of_another=of_another) | {"is_next": one.step in following} for one in visit.steps]


def _shown(state: StepState, *, of_another: bool) -> dict[str, Any]:
    words = WORDS[state.step]
    usual = (words.title, words.why, words.do)
    title, why, do = (words.of_another or usual) if of_another else usual
    return {
        "slug": words.slug,
        "title": title,
        "why": why,
        "do": do,
        "icon": words.icon,
        "href": words.href,
        "is_done": state.is_done,
        "is_put_off": state.is_put_off and not state.is_done,
        "waits": state.waits,
    }
