"""A deposit from the page: what it asks, what it refuses and why, what becomes of it."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from carnet.core.access.policy import load_policy
from carnet.formats.cda.body import EmbeddedFile, read_body
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import CdaHeader
from tests.doors.professional_web.test_record import titles_to_links
from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of, texts_of
from tests.people import ALIX, CAMILLE, DELORME, HADDAD

Answer = tuple[int, str]
TEXT = b"Plaie simple de la main, suture, ablation des fils dans 10 jours."
TITLE = "Lettre après suture"


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda _: None) -> bytes:
    """A PDF of one empty page, with something changed in it."""
    written = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        change(made)
        made.save(written)
    return written.getvalue()


def a_file(content: bytes = TEXT, name: str = "lettre.txt", kind: str = "text/plain") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, kind)


def form(**changes: object) -> dict[str, object]:
    """All that the page asks, with something changed; what is None is left out."""
    sound: dict[str, object] = {
        "fichier": a_file(),
        "titre": TITLE,
        "type": "11488-4",
        "date": "2026-11-20",
        "non_opposition": "oui",
    }
    return {name: value for name, value in (sound | changes).items() if value is not None}


def address(world: World, below: str = "") -> str:
    """The address of Camille's record."""
    return f"/pro/dossiers/{world.record(CAMILLE)}/{below}"


def sends(client: Client, world: World, **changes: object) -> Answer:
    """Send the form; gives the status and the words of the page on which it ends."""
    answer = client.post(address(world, "deposer/"), form(**changes), follow=True)
    page = answer.content.decode()
    assert faults_of(page) == []
    status = answer.redirect_chain[0][1] if answer.redirect_chain else answer.status_code
    return status, " ".join(texts_of(page, "main"))


def titles_for(client: Client, world: World) -> str:
    """All that a professional reads on the record's page."""
    return " ".join(texts_of(client.get(address(world)).content.decode(), "main"))


@pytest.mark.parametrize(
    ("year", "asked"),
    [
        ("2018", "La personne, informée, est d’accord pour ce dépôt"),
        ("2026", "La personne, informée, ne s’oppose pas à ce dépôt"),
    ],
)
def test_what_a_depositor_states_is_what_the_law_of_that_year_asks(world: World, year: str, asked: str) -> None:
    world.env = replace(world.env, policy=load_policy(year))
    client = client_of(HADDAD, world)
    assert asked in " ".join(texts_of(client.get(address(world, "deposer/")).content.decode(), "main"))


def test_what_is_deposited_is_in_the_record_in_their_name(haddad: Client, keller: Client, world: World) -> None:
    assert sends(haddad, world)[0] == 302
    assert TITLE in titles_for(keller, world)
    assert "Dr Inès Haddad, CHU des Deux-Rives" in titles_for(keller, world)
    assert "20/11/2026" in titles_for(keller, world)
    camille = client_of(CAMILLE, world)
    assert TITLE in camille.get("/accueil/").content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"fichier": None}, "Choisissez un fichier : PDF, image ou texte."),
        ({"titre": "  "}, "Donnez un titre que la personne comprendra."),
        ({"titre": None}, "Donnez un titre que la personne comprendra."),
        ({"type": "REMB"}, "Choisissez un type de document."),
        ({"type": "<b>"}, "Choisissez un type de document."),
        ({"date": "le 3"}, "Saisissez la date de l’acte."),
        ({"date": ""}, "Saisissez la date de l’acte."),
        ({"date": "2026-11-22"}, "Cette date n’est pas encore passée. Saisissez celle de l’acte."),
        ({"non_opposition": None}, "Sans cet accord, le document ne peut pas être déposé."),
    ],
)
def test_what_is_missing_is_told_beside_its_field(
    haddad: Client, keller: Client, world: World, changes: dict[str, object], told: str
) -> None:
    status, words = sends(haddad, world, **changes)
    assert status == 422
    assert told in words
    assert TITLE not in titles_for(keller, world)


def test_everything_that_is_missing_is_told_at_once_and_what_was_written_is_kept(haddad: Client, world: World) -> None:
    answer = haddad.post(address(world, "deposer/"), {"titre": "Lettre & suites", "type": "11488-4"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('class="fault"') == 3
    assert 'value="Lettre &amp; suites"' in page
    assert '<option value="11488-4" selected>' in page


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (a_file(b"x" * (10 * 1024 * 1024 + 1)), "Le fichier dépasse 10 Mo. Envoyez un fichier moins lourd."),
        (a_file(b""), "Choisissez un fichier."),
        (a_file(b"MZ\x90\x00" + bytes(200), "programme.exe", "application/x-msdownload"), "ne peut pas entrer"),
        (a_file(b"not a picture", "photo.png", "image/png"), "ne peut pas entrer"),
        (a_file(b"DICM" * 40, "image.dcm", "application/dicom"), "ne peut pas entrer"),
        (a_file(TEXT, "sans-type", ""), "ne peut pas entrer"),
        (
            a_file(
                pdf(lambda made: made.Root.__setitem__("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript))),
                "actif.pdf",
                "application/pdf",
            ),
            "ne peut pas entrer",
        ),
    ],
    ids=["too large", "empty", "a program", "no picture", "dicom", "no type", "active pdf"],
)
def test_a_file_that_may_not_enter_does_not(
    haddad: Client, keller: Client, world: World, file: SimpleUploadedFile, told: str
) -> None:
    file.seek(0)
    status, words = sends(haddad, world, fichier=file)
    assert status == 422
    assert told in words
    assert TITLE not in titles_for(keller, world)


@pytest.mark.parametrize(
    "file",
    [a_file(pdf(), "lettre.pdf", "application/pdf"), a_file(), a_file(TEXT, "l.txt", "text/plain; charset=utf-8")],
)
def test_a_pdf_and_a_text_enter(haddad: Client, world: World, file: SimpleUploadedFile) -> None:
    file.seek(0)
    status, words = sends(haddad, world, fichier=file)
    assert status == 302
    assert "Document déposé" in words


def test_a_pdf_becomes_a_conforming_cda_of_level_1_in_the_name_of_who_deposited_it(
    haddad: Client, keller: Client, world: World
) -> None:
    content = pdf()
    assert sends(haddad, world, fichier=a_file(content, "lettre.pdf", "application/pdf"))[0] == 302
    document = next(
        link for title, link in titles_to_links(keller.get(address(world)).content.decode()) if title == TITLE
    )
    kept = keller.get(f"{document}fichier/").getvalue()
    header = read_header(kept, accepts_test=True)
    assert isinstance(header, CdaHeader), header
    assert [author.person for author in header.authors] == [HADDAD.identifier]
    assert header.title == TITLE
    inside = read_body(kept)
    assert isinstance(inside, EmbeddedFile)
    assert (inside.media_type, inside.content) == ("application/pdf", content)
    shown = keller.get(document).content.decode()
    assert "data:image/" in shown, "its page can be read without opening the file"
    assert "Dr Inès Haddad, CHU des Deux-Rives" in shown.replace("\xa0", " ")


def test_what_waits_for_its_announcement_is_seen_by_professionals_alone(
    haddad: Client, keller: Client, world: World
) -> None:
    assert sends(haddad, world, annonce="oui")[0] == 302
    assert f"{TITLE}" in titles_for(keller, world)
    assert "Pas encore annoncé au patient" in titles_for(keller, world)
    camille = client_of(CAMILLE, world)
    assert TITLE not in camille.get("/documents/").content.decode()
    lines = texts_of(camille.get("/historique/?filtre=professionnels").content.decode(), "li")
    assert not [line for line in lines if "a ajouté" in line and "samedi" in line]


def test_what_is_hidden_for_her_safety_is_shown_to_her_only_beside_a_professional(
    haddad: Client, keller: Client, world: World
) -> None:
    assert sends(haddad, world, annonce="securite")[0] == 302
    camille = client_of(CAMILLE, world)
    assert TITLE not in camille.get("/documents/").content.decode()
    document = dict(titles_to_links(keller.get(address(world)).content.decode()))[TITLE]
    page = keller.get(document).content.decode()
    assert "il ne lui est montré qu’en sa présence" in page
    assert "annoncer/plus-tard/" not in page
    assert haddad.post(f"{document}annoncer/", {"dit": "oui"}).status_code == 403, "its author too"
    assert haddad.post(f"{document}annoncer/", {"dit": "oui", "aussi": "oui"}).status_code == 302
    assert TITLE in camille.get("/documents/").content.decode()


def test_no_other_moment_is_chosen_than_those_offered(haddad: Client, world: World) -> None:
    status, said = sends(haddad, world, annonce="jamais")
    assert (status, "Choisissez l’une de ces trois réponses." in said) == (422, True)


def test_the_blocked_may_feed_the_record_and_read_nothing_of_it(keller: Client, world: World) -> None:
    delorme = client_of(DELORME, world)
    before = len(world.sent())
    assert sends(delorme, world)[0] == 302
    assert delorme.get(address(world)).status_code == 403
    assert TITLE in titles_for(keller, world)
    assert len(world.sent()) == before, "their deposits raise no alert"


def test_a_closed_record_and_none_answer_alike_and_both_are_written_down(haddad: Client, world: World) -> None:
    world.closes(CAMILLE)
    answers = [
        haddad.post(f"/pro/dossiers/{record}/deposer/", form(fichier=a_file()))
        for record in (world.record(CAMILLE), NEVER_WAS)
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    words = [" ".join(texts_of(answer.content.decode(), "main")) for answer in answers]
    assert words[0] == words[1]
    assert "Ce dossier ne peut pas être alimenté." in words[0]
    assert world.trace(CAMILLE)[-1].action.value == "deposit-documents"


def test_a_file_that_cannot_be_read_is_written_down_in_nobodys_record(haddad: Client, world: World) -> None:
    known = len(world.trace_of_nobody())
    sends(haddad, world, fichier=a_file(b"not a picture", "photo.png", "image/png"))
    (line,) = world.trace_of_nobody()[known:]
    assert (line.action.value, line.outcome.value) == ("deposit-documents", "defective")
    assert line.actor.identifier == HADDAD.identifier.value


def test_the_page_of_a_deposit_that_is_done_tells_nothing_of_the_record(haddad: Client, world: World) -> None:
    shown = [
        " ".join(texts_of(haddad.get(f"/pro/dossiers/{record}/depose/").content.decode(), "main"))
        for record in (world.record(CAMILLE), world.record(ALIX), NEVER_WAS)
    ]
    assert len(set(shown)) == 1


def test_a_form_without_its_secret_deposits_nothing(keller: Client, world: World) -> None:
    haddad = client_of(HADDAD, world, checks_forms=True)
    assert haddad.post(address(world, "deposer/"), form()).status_code == 403
    assert TITLE not in titles_for(keller, world)
