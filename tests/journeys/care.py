"""What professionals do on their pages, step by step, as the journeys tell it."""

import io

import pikepdf

from carnet.core.identifiers import RecordId
from tests.journeys.screen import Screen
from tests.people import Member

REPORT_OF_A_VISIT = "CR ou fiche de consultation ou de visite"
CONSENT = "Le patient (ou son représentant légal), préalablement informé, consent au fait que j’accède à son DMP."


def finds(screen: Screen, patient: Member) -> Screen:
    """Look a patient up by the INS that was checked with them."""
    screen.opens("/pro/").types("INS (15 caractères, clé comprise)", patient.identity.identifiers[0].value)
    return screen.presses("Chercher le dossier")


def declares_consent(screen: Screen) -> Screen:
    """State, on the page that asks in what right, that the person is there and agrees."""
    return screen.ticks("Oui").ticks(CONSENT).presses("Continuer")


def breaks_the_glass(screen: Screen, *, reason: str) -> Screen:
    """Say, on the page that asks in what right, that the person is in danger; then why."""
    screen.ticks("Non, elle est en danger immédiat").presses("Continuer")
    return screen.types("Motif", reason).presses("Ouvrir le dossier en urgence")


def record_page(record: RecordId, below: str = "") -> str:
    """The address of a record on the professional site."""
    return f"/pro/dossiers/{record}/{below}"


def counted(screen: Screen) -> int:
    """How many documents the record's page says that there are."""
    return int(screen.page.locator("main [role=status]", has_text="document").inner_text().split()[0])


def titles(screen: Screen) -> list[str]:
    """The titles of the documents of a list, in its order."""
    return screen.page.locator("main a.title").all_inner_texts()


def letter() -> bytes:
    """A PDF of one empty page."""
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(written)
    return written.getvalue()


def deposits(screen: Screen, title: str, *, hidden_from_parents: bool = False) -> Screen:
    """Deposit that PDF, with all that the page asks. ``hidden_from_parents``: at the request of a minor."""
    screen.gives("Fichier (PDF, image ou texte, 10 Mo)", "lettre.pdf", letter(), "application/pdf")
    screen.types("Titre", title).chooses("Type", REPORT_OF_A_VISIT)
    if hidden_from_parents:
        screen.ticks("Personne mineure : caché à ses représentants légaux, à sa demande")
    return screen.ticks("La personne, informée, est d’accord pour ce dépôt").presses("Déposer")
