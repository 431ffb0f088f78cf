"""Where the page of somebody of the directory is: what a line of the history leads to."""

from django.urls import reverse

from carnet.core.audit.events import Party


def card_of(party: Party) -> str:
    """Give the address of the page of who acted, a professional or a structure; nothing for anybody else."""
    if not party.identifier:
        return ""
    if party.kind == "professional":
        return reverse("patient-person", args=["professionnel", party.identifier])
    if party.kind == "structure":
        return reverse("patient-person", args=["etablissement", party.identifier])
    return ""


def place_card(party: Party) -> str:
    """Give the address of the page of the structure where somebody acted, or nothing."""
    return reverse("patient-person", args=["etablissement", party.organization]) if party.organization else ""
