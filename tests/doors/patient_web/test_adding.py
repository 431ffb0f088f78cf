"""Adding documents of one's own: chosen or written, looked at, added; without a script, and by pieces with one."""

import hashlib
import io
import json
import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from PIL import Image

from carnet.core.access.actions import Action
from carnet.core.documents.draft import types_of_the_person
from carnet.doors.patient_web.adding_words import KINDS, title_of
from tests.journeys.sessions import client_of, session_of_account
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of, texts_of
from tests.people import ALIX, CAMILLE, KELLER, SACHA

ADD, CHECK, UPLOAD = "/documents/ajouter/", "/documents/ajouter/verifier/", "/documents/ajouter/envoi/"


def letter(words: str = "Je préfère le matin.") -> SimpleUploadedFile:
    """A text that she wrote at home."""
    return SimpleUploadedFile("ma_lettre.txt", words.encode(), "text/plain")


def photograph() -> SimpleUploadedFile:
    """A photograph of a prescription."""
    written = io.BytesIO()
    Image.new("RGB", (60, 40)).save(written, "JPEG")
    return SimpleUploadedFile("IMG_0001.jpg", written.getvalue(), "image/jpeg")


def drafts(client: Client) -> list[str]:
    """The numbers of the files that wait, in the order of the page."""
    return re.findall(r'name="titre-([0-9a-f-]{36})"', client.get(CHECK).content.decode())


def typed(client: Client, **changes: str) -> dict[str, str]:
    """The form of the page as it stands there, with changes to the fields of each file."""
    fields = {"titre": "Ma lettre", "type": "EXPPAT_2", "date": "2026-01-15"} | changes
    return {f"{name}-{number}": value for number in drafts(client) for name, value in fields.items()}


def test_every_type_of_the_person_has_a_name_on_the_page() -> None:
    assert sorted(KINDS) == sorted(types_of_the_person())


@pytest.mark.parametrize(
    ("name", "title"),
    [("ma_lettre.txt", "ma lettre"), ("a/b/IMG 1.JPG", "IMG 1"), ("Note", "Note"), ("x\u202ey\n.pdf", "x y")],
    ids=["underscores", "a path", "no ending", "what cannot be shown"],
)
def test_the_first_title_is_the_name_of_the_file(name: str, title: str) -> None:
    assert title_of(name) == title


def test_files_and_a_note_are_looked_at_then_added_together(camille: Client, world: World) -> None:
    before = len(world.documents(CAMILLE))
    answer = camille.post(ADD, {"fichiers": [letter(), photograph()], "note": "Je dors mal."})
    assert (answer.status_code, answer["Location"]) == (302, CHECK)
    page = camille.get(CHECK).content.decode()
    assert faults_of(page) == []
    assert len(drafts(camille)) == 3
    answer = camille.post(CHECK, typed(camille))
    assert (answer.status_code, answer["Location"]) == (302, "/documents/")
    assert len(world.documents(CAMILLE)) == before + 3
    last = [one for one in world.trace(CAMILLE) if one.action is Action.DEPOSIT_DOCUMENTS][-1]
    assert (last.actor.kind, len(last.documents)) == ("holder", 3)
    assert camille.get(CHECK)["Location"] == ADD


def test_a_professional_reads_that_it_comes_from_the_person(camille: Client, world: World) -> None:
    camille.post(ADD, {"note": "Je dors mal."})
    camille.post(CHECK, typed(camille, titre="Mon sommeil"))
    page = client_of(KELLER, world).get(f"/pro/dossiers/{world.record(CAMILLE)}/").content.decode()
    assert "Mon sommeil" in page


def test_one_document_that_was_just_added_can_be_taken_back(camille: Client) -> None:
    camille.post(ADD, {"note": "Je dors mal."})
    camille.post(CHECK, typed(camille))
    page = camille.get("/documents/").content.decode()
    assert "1 document ajouté" in page
    (undo,) = re.findall(r'action="(/documents/[0-9a-f-]{36}/supprimer/)"', page)
    camille.post(undo)
    assert "Ma lettre" not in camille.get("/documents/").content.decode()


def test_a_file_is_seen_before_it_is_added_and_can_be_taken_away(camille: Client) -> None:
    camille.post(ADD, {"photo": photograph()})
    (number,) = drafts(camille)
    page = camille.get(f"{CHECK}{number}/").content.decode()
    assert faults_of(page) == []
    assert "data:image/webp" in page
    assert camille.post(CHECK, {"retirer": number})["Location"] == CHECK
    assert camille.get(f"{CHECK}{number}/").status_code == 404
    assert drafts(camille) == []


@pytest.mark.parametrize("sent", [NEVER_WAS, "<b>"], ids=["never was", "no number"])
def test_taking_away_what_is_not_there_changes_nothing(sent: str, camille: Client) -> None:
    camille.post(ADD, {"note": "Je dors mal."})
    camille.post(CHECK, {"retirer": str(sent)})
    assert len(drafts(camille)) == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"titre": " "}, "Donnez un titre, en 120 lettres au plus."),
        ({"titre": "a" * 121}, "Donnez un titre, en 120 lettres au plus."),
        ({"type": "34112-3"}, "Choisissez une catégorie."),
        ({"date": "2999-01-01"}, "Donnez une date, aujourd’hui au plus tard."),
        ({"date": "hier"}, "Donnez une date, aujourd’hui au plus tard."),
    ],
    ids=["no title", "a long title", "a type of professionals", "tomorrow", "no date"],
)
def test_what_is_missing_is_said_and_nothing_is_added(changes: dict[str, str], fault: str, camille: Client) -> None:
    camille.post(ADD, {"note": "Je dors mal."})
    answer = camille.post(CHECK, typed(camille, **changes))
    assert answer.status_code == 422
    assert fault in " ".join(texts_of(answer.content.decode(), "main"))
    assert len(drafts(camille)) == 1


def test_a_photograph_that_a_telephone_named_is_called_by_its_day(camille: Client) -> None:
    camille.post(ADD, {"photo": photograph()})
    assert 'value="Photo du ' in camille.get(CHECK).content.decode()


def test_what_was_typed_stays_when_something_is_missing(camille: Client) -> None:
    camille.post(ADD, {"note": "Je dors mal."})
    page = camille.post(CHECK, typed(camille, titre="Mon sommeil", type="DOCPAT07", date="")).content.decode()
    assert 'value="Mon sommeil"' in page
    assert '<option value="DOCPAT07" selected>' in page


def test_a_form_that_names_no_file_adds_nothing(camille: Client) -> None:
    camille.post(ADD, {"note": "Je dors mal."})
    camille.post(CHECK, {})
    assert "rien n’a été ajouté cette fois" in camille.get("/documents/").content.decode()
    assert len(drafts(camille)) == 1


def test_files_too_heavy_together_are_refused_and_the_note_stays(camille: Client) -> None:
    with override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=100):
        answer = camille.post(ADD, {"fichiers": letter("long " * 100), "note": "Je dors mal."})
    assert answer.status_code == 422
    assert "Envoyez moins de fichiers" in answer.content.decode()
    assert "Je dors mal." in answer.content.decode()
    assert drafts(camille) == []


def test_an_upload_that_broke_off_is_told_and_can_be_forgotten(camille: Client) -> None:
    there = str(announce(camille, b"mots" * 100)[1]["there"])
    page = camille.get(ADD).content.decode()
    assert faults_of(page) == []
    assert "long.txt" in page
    assert "0\u00a0% envoyés" in page
    number = there.rstrip("/").rpartition("/")[2]
    camille.post(CHECK, {"retirer": number})
    assert "long.txt" not in camille.get(ADD).content.decode()


def test_nothing_sent_is_said(camille: Client) -> None:
    answer = camille.post(ADD, {"note": "  "})
    assert answer.status_code == 422
    assert "Choisissez un fichier ou écrivez une note." in answer.content.decode()


def test_a_file_that_cannot_enter_is_named_with_what_to_do(camille: Client) -> None:
    heic = SimpleUploadedFile("IMG_2.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1", "image/heic")
    answer = camille.post(ADD, {"fichiers": [heic, letter()]})
    assert answer.status_code == 422
    words = " ".join(texts_of(answer.content.decode(), "main"))
    assert "IMG_2.HEIC" in words
    assert "Envoyez-la en JPEG" in words
    assert "1 fichier attend d’être ajouté" in words
    assert faults_of(answer.content.decode()) == []


def test_a_document_that_is_there_already_is_shown(camille: Client) -> None:
    camille.post(ADD, {"fichiers": letter()})
    camille.post(CHECK, typed(camille))
    page = camille.post(ADD, {"fichiers": letter()}).content.decode()
    assert "Il est déjà dans le dossier." in page
    assert re.search(r'href="/documents/[0-9a-f-]{36}/"', page)


def test_a_parent_adds_for_the_child_under_their_own_name(world: World) -> None:
    sacha = Client(SERVER_NAME="localhost")
    name, token = session_of_account(SACHA, world, opens=ALIX)
    sacha.cookies[name] = token
    sacha.post(ADD, {"note": "Mange peu."})
    sacha.post(CHECK, typed(sacha, titre="Repas"))
    last = [one for one in world.trace(ALIX) if one.action is Action.DEPOSIT_DOCUMENTS][-1]
    assert (last.actor.kind, last.actor.identifier) == ("representative", SACHA.account)
    page = sacha.get("/documents/").content.decode()
    assert "Repas" in page
    (undo,) = re.findall(r'action="(/documents/[0-9a-f-]{36}/supprimer/)"', page)
    opened = sacha.get(undo.removesuffix("supprimer/")).content.decode()
    assert "Vous – " in " ".join(texts_of(opened, "main"))
    assert "Supprimer" in opened
    sacha.post(undo)
    assert "Repas" not in sacha.get("/documents/").content.decode()


def test_what_another_parent_reads_of_it_names_nobody_and_offers_no_deletion(world: World) -> None:
    sacha, camille = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    for client, who in ((sacha, SACHA), (camille, CAMILLE)):
        name, token = session_of_account(who, world, opens=ALIX)
        client.cookies[name] = token
    sacha.post(ADD, {"note": "Mange peu."})
    sacha.post(CHECK, typed(sacha, titre="Repas"))
    (there,) = re.findall(r'action="(/documents/[0-9a-f-]{36}/)supprimer/"', sacha.get("/documents/").content.decode())
    page = camille.get(there).content.decode()
    assert "Représentant ou aidant" in page
    assert "supprimer/" not in page
    assert camille.post(f"{there}supprimer/").status_code == 404


def announce(client: Client, content: bytes, **changes: str) -> tuple[int, dict[str, object]]:
    """Announce a file, as the script of the page does."""
    digest = hashlib.sha256(content).hexdigest()
    fields = {"nom": "long.txt", "taille": str(len(content)), "empreinte": digest} | changes
    answer = client.post(UPLOAD, fields)
    return answer.status_code, json.loads(answer.content) if answer.content else {}


def test_a_file_comes_by_pieces_and_goes_on_after_a_break(camille: Client) -> None:
    content = b"Une longue lettre. " * 40_000
    status, coming = announce(camille, content)
    assert (status, coming["received"], coming["ready"]) == (200, 0, False)
    size = int(str(coming["piece"]))
    where = f"{coming['there']}?debut="
    for _ in range(2):  # the second time the answer had been lost
        camille.post(f"{where}0", content[:size], content_type="application/octet-stream")
    assert announce(camille, content)[1]["received"] == size
    last = camille.post(f"{where}{size}", content[size:], content_type="application/octet-stream")
    assert json.loads(last.content)["ready"]
    assert len(drafts(camille)) == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"taille": "99999999"}, 422), ({"taille": "beaucoup"}, 422), ({"empreinte": "x"}, 400)],
    ids=["too large", "no size", "no digest"],
)
def test_what_cannot_come_is_refused_before_it_is_sent(changes: dict[str, str], status: int, camille: Client) -> None:
    assert announce(camille, b"mots", **changes)[0] == status


def test_a_piece_of_nothing_and_one_that_is_too_large_are_refused(camille: Client) -> None:
    never = f"{UPLOAD}{UUID(str(NEVER_WAS))}/?debut=0"
    assert camille.post(never, b"mots", content_type="application/octet-stream").status_code == 410
    assert camille.post(never, b"m" * 600_000, content_type="application/octet-stream").status_code == 413
