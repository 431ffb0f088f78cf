"""The desk writes down who acts for somebody: proposed by one agent on a deed, confirmed by another."""

import re

import pytest
from django.db import transaction
from django.test import Client

from carnet.store import accounts, consents, letters
from carnet.store.context import within
from tests.doors.support_web.test_desk import words
from tests.journeys.sessions import client_of, client_of_account
from tests.journeys.world import World
from tests.people import ALIX, GEORGES, LOU, ROSE, SACHA, Member


def family_of(browser: Client, about: Member) -> str:
    """An agent finds somebody by their INS, and opens the page of their representatives."""
    found = browser.post("/assistance/comptes/", {"par": "ins", "valeur": about.identity.identifiers[0].value})
    assert found.status_code == 302, words(found)
    return f"{found['Location']}representants/"


def confirms(browser: Client) -> None:
    """The second agent confirms the one proposal that waits."""
    page = browser.get("/assistance/a-deux/").content.decode()
    (address,) = set(re.findall(r'action="(/assistance/a-deux/[0-9a-f-]+/confirmer/)"', page))
    assert browser.post(address)["Location"] == "/assistance/a-deux/"


def powers(world: World, about: Member) -> dict[str, bool]:
    """Who holds a power over somebody, and whether it may be used now."""
    record, at = world.record(about), world.env.clock.now()
    with within(record):
        return {
            one.account: one.suspended_at is None and (one.valid_until is None or at < one.valid_until)
            for one in consents.representatives(record)
        }


def test_a_judgment_suspends_sacha_the_same_day_and_the_screen_closes(world: World, ali: Client, ines: Client) -> None:
    sacha = client_of_account(SACHA, world)
    assert sacha.post(f"/proches/{world.record(ALIX)}/ouvrir/").status_code == 302
    page = family_of(ali, ALIX)
    form = {"acte": "suspend-representative", "piece": "court-decision"}
    assert ali.post(f"{page}{SACHA.account}/", form)["Location"] == "/assistance/a-deux/"
    assert powers(world, ALIX)[SACHA.account], "one agent alone changes nothing"
    assert sacha.get("/accueil/").status_code == 200
    confirms(ines)
    assert not powers(world, ALIX)[SACHA.account]
    assert sacha.get("/accueil/")["Location"].startswith("/session-terminee/")
    last = [line for line in world.trace(ALIX) if line.action.value == "suspend-representation"][-1]
    assert last.reason == ""


def test_custody_goes_to_another(world: World, ali: Client, ines: Client) -> None:
    page = family_of(ali, ALIX)
    ali.post(f"{page}{SACHA.account}/", {"acte": "end-representative", "piece": "court-decision"})
    confirms(ines)
    form = {"identifiant": ROSE.identifier, "pouvoir": "delegate", "piece": "court-decision"}
    assert ali.post(f"{page}inscrire/", form).status_code == 302
    confirms(ines)
    assert powers(world, ALIX)[SACHA.account] is False
    assert powers(world, ALIX)[ROSE.account] is True
    assert "Rose Brunet" in words(ali.get(page))
    rose = client_of_account(ROSE, world)
    assert "Dossier d’Alix Morel" in rose.get("/proches/").content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {"identifiant": "personne.ici", "pouvoir": "parent", "piece": "family-book"},
        {"identifiant": "rose.brunet", "pouvoir": "roi", "piece": "family-book"},
        {"identifiant": "rose.brunet", "pouvoir": "parent", "piece": "card"},
    ],
    ids=["nobody's identifier", "no power", "no deed"],
)
def test_what_is_not_proved_is_not_proposed(ali: Client, form: dict[str, str]) -> None:
    answer = ali.post(f"{family_of(ali, ALIX)}inscrire/", form)
    assert answer.status_code == 422
    assert words(answer)


def test_an_emancipation_ends_sachas_power_and_all_that_was_set_up_for_lou(
    world: World, ali: Client, ines: Client
) -> None:
    lou = client_of(LOU, world)
    page = family_of(ali, LOU)
    ali.post(f"{page}personne/", {"acte": "record-emancipation", "piece": "court-decision"})
    confirms(ines)
    assert powers(world, LOU)[SACHA.account] is False
    assert lou.get("/accueil/")["Location"].startswith("/session-terminee/"), "a session that others may hold is over"
    number = accounts.of_record(world.record(LOU))
    account = accounts.of_id(number) if number is not None else None
    assert account is not None
    assert account.is_shut


def test_an_adult_is_protected_then_no_longer(world: World, ali: Client, ines: Client) -> None:
    page = family_of(ali, GEORGES)
    for act in ("record-protection", "end-protection"):
        ali.post(f"{page}personne/", {"acte": act, "piece": "court-decision"})
        confirms(ines)
    acts = [(line.action.value, line.outcome.value) for line in world.trace(GEORGES)]
    assert acts.count(("record-protection", "done")) == 2


def test_an_account_for_a_relative_goes_by_letter_and_nobody_at_the_desk_reads_it(world: World, ali: Client) -> None:
    form = {
        "prenom": "Nour",
        "nom": "Exemple",
        "moyen": "mail",
        "ou": "nour@example.org",
        "lignes": "3 rue des Tilleuls\n44000 NANTES",
    }
    assert "Rien n’est ouvert" in words(ali.post("/assistance/proches/", form))
    answer = ali.post("/assistance/proches/", {**form, "piece": "oui"})
    assert answer["Location"] == "/assistance/comptes/"
    batch = world.env.chance.identifier()
    with transaction.atomic():
        assert letters.take_for_printing(batch, most=10, at=world.env.clock.now())
    owed = letters.in_batch(batch, keyring=world.env.keyring)
    (letter,) = [one for one in owed if one.kind == "credentials" and one.content.lines[0] == "Nour Exemple"]
    for page in ("/assistance/comptes/", "/assistance/courriers/"):
        shown = ali.get(page).content.decode()
        assert letter.content.values["password"] not in shown
        assert "Nour" not in shown


def test_the_reviewer_touches_no_power(world: World, odile: Client) -> None:
    page = f"/assistance/comptes/{world.record(ALIX)}/representants/"
    assert odile.get(page).status_code == 403
    assert odile.post(f"{page}personne/", {"acte": "record-emancipation", "piece": "court-decision"}).status_code == 403
    assert odile.post("/assistance/proches/", {"prenom": "N", "nom": "E", "piece": "oui"}).status_code == 403


def test_a_decision_hides_places_from_sacha_from_a_day_on_and_another_one_shows_them_again(
    world: World, ali: Client, ines: Client
) -> None:
    page = family_of(ali, ALIX)
    address = f"{page}{SACHA.account}/lieux/"
    assert ali.post(address, {"piece": "court-decision"}).status_code == 422
    assert ali.post(address, {"depuis": "2026-11-30"}).status_code == 422
    sent = {"depuis": "2026-11-01", "piece": "court-decision"}
    assert ali.post(address, sent)["Location"] == "/assistance/a-deux/"
    assert "Lieux cachés depuis" not in words(ali.get(page)), "one agent alone changes nothing"
    confirms(ines)
    assert "Lieux cachés depuis" in words(ali.get(page))
    sacha = client_of_account(SACHA, world)
    assert sacha.post(f"/proches/{world.record(ALIX)}/ouvrir/").status_code == 302
    assert sacha.get("/acces/").status_code == 403
    ali.post(address, {"montrer": "oui", "piece": "court-decision"})
    confirms(ines)
    assert sacha.get("/acces/").status_code == 200
