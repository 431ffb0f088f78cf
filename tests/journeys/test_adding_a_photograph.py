"""Scenario 10: Camille adds a photograph from her telephone; it tells nothing of where, and her doctor reads it."""

import io

from PIL import Image

from carnet.formats.preview import embedded
from tests.journeys.care import finds, titles
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import A_PHONE_AND_A_PLAIN_DESK, Screen
from tests.journeys.world import World
from tests.people import ALIX, CAMILLE, KELLER, SACHA

WHERE, MAKER = 0x8825, 0x010F
TOO_LARGE = 24 * 1024 * 1024


def photograph(*, weighs: int = 0) -> bytes:
    """A photograph that says where and with what it was taken. ``weighs``: at least so many bytes."""
    exif = Image.Exif()
    exif[MAKER] = "Telephone of Camille"
    exif.get_ifd(WHERE)[1] = "N"
    exif.get_ifd(WHERE)[2] = (47.0, 13.0, 5.0)
    written = io.BytesIO()
    Image.new("RGB", (800, 600), (240, 235, 220)).save(written, "JPEG", exif=exif)
    return written.getvalue() + bytes(max(0, weighs - written.tell()))


def chooses_a_photograph(someone: Screen, content: bytes) -> Screen:
    """From the home page to the field of the camera."""
    someone.opens("/accueil/").follows("Ajouter un document").is_accessible()
    return someone.gives("Prendre une photo", "IMG_2041.jpg", content, "image/jpeg")


def test_the_photograph_is_looked_at_added_and_read_by_her_doctor(signs_in: SignsIn) -> None:
    camille, keller = signs_in(CAMILLE), signs_in(KELLER)
    chooses_a_photograph(camille, photograph()).presses("Continuer").is_accessible()
    assert camille.page.get_by_label("Titre").input_value().startswith("Photo du ")
    camille.follows("Le voir IMG_2041.jpg")
    assert camille.page.locator("main img").count() == 1
    assert "Ce fichier n’est pas encore ajouté." in camille.words
    camille.follows("Retour à la vérification")
    camille.types("Titre", "Mon genou ce matin").chooses("Catégorie", "Autre document").presses("Ajouter ce document")
    assert "1 document ajouté." in camille.words
    camille.follows("Mon genou ce matin")
    assert "Vous" in camille.words
    with camille.page.expect_download() as download:
        camille.page.get_by_role("link", name="Télécharger").first.click()
    with download.value.path().open("rb") as kept:
        whole = kept.read()
    with Image.open(io.BytesIO(embedded(whole, "text/xml").whole)) as image:
        assert dict(image.getexif()) == {}
    assert "Mon genou ce matin" in titles(finds(keller, CAMILLE))
    assert "Déposé par le patient" in keller.lines("Mon genou ce matin")[0]
    keller.follows("Mon genou ce matin")
    assert keller.page.locator("main img").count() >= 1


def test_a_photograph_too_large_is_refused_with_a_way_out(signs_in: SignsIn, world: World) -> None:
    camille, before = signs_in(CAMILLE), len(world.documents(CAMILLE))
    chooses_a_photograph(camille, photograph(weighs=TOO_LARGE))
    if camille.runs_scripts:
        camille.page.get_by_role("button", name="Continuer", exact=True).click()
        camille.page.get_by_text("Il dépasse 10 Mo.").wait_for()
    else:
        camille.presses("Continuer")
    assert "Une photo : reprenez-la en qualité normale." in camille.words
    assert len(world.documents(CAMILLE)) == before
    camille.gives("Prendre une photo", "IMG_2042.jpg", photograph(), "image/jpeg").presses("Continuer")
    assert "IMG_2042.jpg" in camille.words


@A_PHONE_AND_A_PLAIN_DESK
def test_a_parent_adds_for_alix_and_takes_it_back(signs_in: SignsIn, world: World) -> None:
    sacha, before = signs_in(SACHA), len(world.documents(ALIX))
    sacha.opens("/proches/").presses("Ouvrir Dossier d’Alix Morel")
    chooses_a_photograph(sacha, photograph()).presses("Continuer")
    sacha.types("Titre", "Carnet de vaccins").presses("Ajouter ce document")
    sacha.follows("Carnet de vaccins")
    assert "Vous" in sacha.words
    sacha.follows("Supprimer").is_accessible().presses("Supprimer pour toujours")
    assert "Document supprimé." in sacha.words
    assert "Carnet de vaccins" not in sacha.words
    assert len(world.documents(ALIX)) == before
