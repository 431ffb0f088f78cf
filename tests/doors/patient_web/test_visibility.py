"""Who can see a document: its levels on the person's pages, what goes with a mask, what waits, what is put away."""

import re
from dataclasses import replace

from django.test import Client

from carnet.core.identifiers import DocumentId
from carnet.usecases.consent.block_professional import Blocked, block_professional
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from tests.doors.patient_web.test_documents import address, titles
from tests.installation import note, submission_of
from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of, links_of, texts_of
from tests.people import CAMILLE, DELORME, GEORGES, HADDAD, KELLER, PAUL

PRESCRIPTION = "camille-ordonnance"


def shown(client: Client, path: str) -> str:
    """A page, which must be well made."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    page = answer.content.decode()
    assert faults_of(page) == [], path
    return page


def done(client: Client, path: str, sent: dict[str, object] | None = None) -> str:
    """What the page says after a form was sent."""
    answer = client.post(path, sent or {}, follow=True)
    assert answer.status_code == 200, path
    page = answer.content.decode()
    assert faults_of(page) == [], path
    return page


def test_a_document_says_who_can_see_it_and_leads_to_every_level(camille: Client, world: World) -> None:
    document = address(world, PRESCRIPTION)
    page = shown(camille, document)
    assert "Les professionnels que vous autorisez le voient" in page
    assert f"{document}qui-peut-le-voir/" in links_of(page)
    levels = shown(camille, f"{document}qui-peut-le-voir/")
    assert {f"{document}masquer/", f"{document}secret/"} < set(links_of(levels))
    assert KELLER.name.shown() in texts_of(levels, "span")


def test_a_secret_is_explained_kept_shown_and_lifted(camille: Client, world: World) -> None:
    document, keller = address(world, "camille-urgences"), client_of(KELLER, world)
    there = f"/pro/dossiers/{world.record(CAMILLE)}{document}"
    assert keller.get(there).status_code == 200
    assert "Ce qui va changer" in shown(camille, f"{document}secret/")
    assert "Document secret." in done(camille, f"{document}secret/")
    assert keller.get(there).status_code == 404
    page = shown(camille, document)
    assert "Secret" in texts_of(page, "p")
    assert "Secret : seuls vous et son auteur le voyez, même en urgence." in texts_of(page, "li")
    assert "Ce document n’est plus secret." in done(camille, f"{document}lever-le-secret/")
    assert keller.get(there).status_code == 200


def test_a_document_is_hidden_from_one_person_found_by_name(camille: Client, world: World) -> None:
    document, levels = address(world, PRESCRIPTION), address(world, PRESCRIPTION, "qui-peut-le-voir/")
    found = shown(camille, f"{levels}?nom=haddad")
    hiding = f"{document}cacher/{HADDAD.identifier.value}/"
    assert hiding in links_of(found)
    page = done(camille, hiding)
    assert "Document caché à cette personne" in page
    assert f"{document}montrer/{HADDAD.identifier.value}/" in links_of(page)
    assert "Caché à des professionnels que vous avez choisis, même en urgence." in texts_of(page, "li")
    assert "Aucun professionnel ne porte ce nom." in shown(camille, f"{levels}?nom=zzzz")
    back = done(camille, f"{document}montrer/{HADDAD.identifier.value}/")
    assert "Document montré de nouveau" in back
    assert "montrer/" not in "".join(links_of(back))


def a_stay(world: World) -> list[DocumentId]:
    """Three documents of one day at the hospital, and what was paid for it."""
    person = CAMILLE.identity
    found: list[DocumentId] = []
    for number, type_code in enumerate(("34112-3", "11490-0", "34874-8"), start=61):
        written = note(person, by=HADDAD.actor, number=number, type_code=type_code)
        place = replace(written.entry.authors[0], organization=HADDAD.actor.organization)
        entry = replace(written.entry, authors=(place,))
        submission = submission_of(person, replace(written, entry=entry))
        answer = deposit_documents(submission, actor=HADDAD.actor, env=world.env)
        assert isinstance(answer, Deposited)
        found += answer.documents
    return found


def is_masked(client: Client, document: DocumentId) -> bool:
    """Whether the page of a document says that it is masked."""
    return "Masqué aux professionnels" in texts_of(shown(client, f"/documents/{document}/"), "p")


def test_masking_says_what_else_tells_the_same_story_and_masks_it_together(camille: Client, world: World) -> None:
    report, letter, operation = a_stay(world)
    page = shown(camille, f"/documents/{report}/masquer/")
    related = re.findall(r'name="avec" value="([0-9a-f-]+)" checked', page)
    assert {str(letter), str(operation)} <= set(related)
    assert any("du même séjour ou du même soin" in text for text in texts_of(page, "legend"))
    assert "Ceux qui l’ont déjà lu ont pu en garder une copie." in page
    said = done(camille, f"/documents/{report}/masquer/", {"avec": related})
    assert [is_masked(camille, one) for one in (report, letter, operation)] == [True] * 3
    undo = next(link for link in links_of(said) if "rendre-visible/?" in link)
    done(camille, undo)
    assert [is_masked(camille, one) for one in (report, letter, operation)] == [False] * 3


def test_what_is_unticked_stays_visible_and_what_is_no_number_is_nothing(camille: Client, world: World) -> None:
    report, letter, operation = a_stay(world)
    of_georges = str(next(iter(world.documents(GEORGES))))
    done(camille, f"/documents/{report}/masquer/", {"avec": ["<b>", of_georges, str(letter)]})
    assert [is_masked(camille, one) for one in (report, letter, operation)] == [True, True, False]


def test_hidden_categories_and_the_default_are_chosen_on_one_page(camille: Client, world: World) -> None:
    path = "/acces/ce-qui-est-cache/"
    assert path in links_of(shown(camille, "/acces/"))
    assert "checked" not in shown(camille, path)
    page = done(camille, path, {"categorie": ["42"], "defaut": "on"})
    assert "Choix enregistrés." in page
    assert len(re.findall(r"<input[^>]* checked", page)) == 2
    assert "Masqué, comme toute sa catégorie" in shown(camille, address(world, PRESCRIPTION))
    seen = client_of(PAUL, world).get(f"/pro/dossiers/{world.record(CAMILLE)}/").content.decode()
    assert "Ordonnance" not in " ".join(titles(seen.encode()))
    assert camille.post(path, {"categorie": ["99"]}).status_code == 404


def test_an_archived_document_is_found_back_under_archived(camille: Client, world: World) -> None:
    before = titles(camille.get("/documents/").content)
    assert "Document rangé." in done(camille, address(world, PRESCRIPTION, "archiver/"))
    after = titles(camille.get("/documents/").content)
    assert len(after) == len(before) - 1
    assert len(titles(camille.get("/documents/?categorie=archives").content)) == 1
    assert "Document ressorti." in done(camille, address(world, PRESCRIPTION, "desarchiver/"))
    assert titles(camille.get("/documents/").content) == before


def test_a_document_that_is_not_hers_leaves_her_pages_and_can_come_back(camille: Client, world: World) -> None:
    document = address(world, PRESCRIPTION)
    assert "Son auteur est prévenu." in shown(camille, f"{document}pas-a-moi/")
    page = done(camille, f"{document}pas-a-moi/")
    assert "Document écarté." in page
    assert f"{document}bien-a-moi/" in links_of(page)
    assert camille.get(document).status_code == 404
    assert "Document remis dans le dossier." in done(camille, f"{document}bien-a-moi/")
    assert camille.get(document).status_code == 200


def test_her_own_document_is_deleted_after_a_warning_and_no_other_is(camille: Client, world: World) -> None:
    own = address(world, "camille-directives")
    assert "La suppression est définitive." in shown(camille, f"{own}supprimer/")
    assert "Document supprimé." in done(camille, f"{own}supprimer/")
    assert camille.get(own).status_code == 404
    assert camille.post(address(world, PRESCRIPTION, "supprimer/")).status_code == 403
    assert "supprimer/" not in "".join(links_of(shown(camille, address(world, PRESCRIPTION))))


def test_what_somebody_blocked_deposits_is_accepted_or_refused_under_to_check(camille: Client, world: World) -> None:
    record, person = world.record(CAMILLE), CAMILLE.identity
    blocked = block_professional(record, DELORME.identifier, actor=world.holder(CAMILLE), env=world.env)
    assert isinstance(blocked, Blocked)
    for number in (71, 72):
        deposit_documents(
            submission_of(person, note(person, by=DELORME.actor, number=number)), actor=DELORME.actor, env=world.env
        )
    assert "2 documents à vérifier" in shown(camille, "/documents/")
    page = shown(camille, "/documents/a-verifier/")
    accepting = [link for link in links_of(page) if link.endswith("/accepter/")]
    refusing = [link for link in links_of(page) if link.endswith("/refuser/")]
    assert len(accepting) == len(refusing) == 2
    assert "Document accepté." in done(camille, accepting[0])
    assert "Document refusé." in done(camille, refusing[1])
    assert "Rien à vérifier" in shown(camille, "/documents/a-verifier/")
    assert camille.get(accepting[0].removesuffix("accepter/")).status_code == 200
    assert camille.get(refusing[1].removesuffix("refuser/")).status_code == 404


def test_further_deposits_of_somebody_blocked_are_refused_on_their_card(camille: Client, world: World) -> None:
    block_professional(world.record(CAMILLE), DELORME.identifier, actor=world.holder(CAMILLE), env=world.env)
    card = f"/acces/professionnel/{DELORME.identifier.value}/"
    assert "Ses prochains dépôts seront refusés." in done(camille, f"{card}depots/", {"depots": "refuses"})
    assert "Ses dépôts sont refusés." in shown(camille, card)
    assert "Ses dépôts seront de nouveau reçus." in done(camille, f"{card}depots/")
    authorised = f"/acces/professionnel/{KELLER.identifier.value}/depots/"
    assert "Rien n’a changé" in done(camille, authorised, {"depots": "refuses"})


def test_what_never_was_has_no_level(camille: Client) -> None:
    for below in ("qui-peut-le-voir/", "secret/", "pas-a-moi/", "supprimer/"):
        assert camille.get(f"/documents/{NEVER_WAS}/{below}").status_code == 404
    for below in ("secret/", "archiver/", "desarchiver/", "pas-a-moi/", "accepter/", "refuser/", "lever-le-secret/"):
        assert camille.post(f"/documents/{NEVER_WAS}/{below}").status_code == 404, below
