"""A file that Doctor Haddad puts into Camille's record from her page, for the tests of what is then read of it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from carnet.core.identifiers import DocumentId
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.people import CAMILLE, HADDAD


def deposits(world: World, content: bytes, media_type: str = "application/pdf") -> DocumentId:
    """Put it there as a letter, which becomes a CDA of level 1 around it; gives its number."""
    before = world.documents(CAMILLE)
    form = {
        "fichier": SimpleUploadedFile("lettre", content, media_type),
        "titre": "Compte rendu de séjour",
        "type": "11488-4",
        "date": "2026-11-20",
        "non_opposition": "oui",
    }
    answer = client_of(HADDAD, world).post(f"/pro/dossiers/{world.record(CAMILLE)}/deposer/", form)
    assert answer.status_code == 302, answer.content.decode()
    (new,) = world.documents(CAMILLE).keys() - before.keys()
    return new
