"""The pages of signing in, as a browser meets them: three forms, and the words for each answer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from carnet.ports.environment import Environment
from tests.doors.patient_web.sign_in_forms import (
    CSRF,
    IDENTIFIER,
    PASSWORD,
    address_after,
    code_for,
    html_of,
    sends,
    signs_in,
    text_of,
    told_after,
    types_password,
    wrong_code_for,
)
from tests.installation import CAMILLE, Installation
from tests.usecases.sign_in_world import (
    WRONG,
    Person,
    at_the_patient_site,
    handed_over,
    is_now,
    sends_what_was_promised,
    settles_in,
)


@pytest.fixture
def installation(sites: Environment) -> Installation:
    """The installation that the pages are served from."""
    here = Installation(sites)
    here.knows_everybody()
    return here


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday."""
    return settles_in(installation, installation.opens(CAMILLE), identifier=IDENTIFIER, password=PASSWORD)


def test_camille_signs_in_and_lands_where_she_wanted_to_go(visitor: Client, camille: Person) -> None:
    start = visitor.get("/historique/?periode=mois")
    assert address_after(start) == "/connexion/?suite=%2Fhistorique%2F%3Fperiode%3Dmois"
    answer = types_password(visitor, camille, suite="/historique/?periode=mois")
    assert address_after(answer) == "/connexion/code/?suite=%2Fhistorique%2F%3Fperiode%3Dmois"
    page = visitor.get(address_after(answer))
    assert "c…@example.org" in text_of(page)
    answer = sends(visitor, address_after(answer), code=code_for(camille), suite="/historique/?periode=mois")
    assert address_after(answer) == "/historique/?periode=mois"
    assert visitor.get("/historique/").status_code == 200


def test_without_another_wish_she_lands_on_her_home_page(visitor: Client, camille: Person) -> None:
    assert address_after(signs_in(visitor, camille)) == "/accueil/"
    assert address_after(visitor.get("/connexion/?suite=/documents/")) == "/documents/", "she is here already"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org",
        "javascript:alert(1)",
        "accueil/",
        "http:///x",
        " //a",
    ],
)
def test_nobody_is_led_to_another_site(visitor: Client, camille: Person, elsewhere: str) -> None:
    assert address_after(types_password(visitor, camille, suite=elsewhere)) == "/connexion/code/"
    answer = sends(visitor, "/connexion/code/", code=code_for(camille), suite=elsewhere)
    assert address_after(answer) == "/accueil/"


def test_georges_is_told_how_many_tries_are_left_then_until_when(visitor: Client, camille: Person) -> None:
    told = []
    for _ in range(4):
        page = sends(visitor, "/connexion/", identifiant=camille.identifier, mot_de_passe=WRONG)
        told.append((page.status_code, text_of(page)))
    assert told[0][0] == told[1][0] == 422
    assert "Identifiant ou mot de passe incorrect. Il vous reste 2 essais." in told[0][1]
    assert "Identifiant ou mot de passe incorrect. Il vous reste 1 essai." in told[1][1]
    for status, text in told[2:]:
        assert status == 429
        # Noon in UTC is 13 h in Nantes in November.
        assert "Votre accès est bloqué jusqu’à 13 h 15, pour vous protéger." in text


def test_the_words_are_the_same_for_an_identifier_that_nobody_has(visitor: Client, camille: Person) -> None:
    pages = {}
    for identifier in (camille.identifier, "personne.du.tout"):
        answers = [sends(visitor, "/connexion/", identifiant=identifier, mot_de_passe=WRONG) for _ in range(4)]
        pages[identifier] = [
            (page.status_code, CSRF.sub("", html_of(page)).replace(identifier, ""), sorted(page.headers))
            for page in answers
        ]
    assert pages[camille.identifier] == pages["personne.du.tout"]


def test_what_was_typed_is_not_asked_twice_but_for_the_password(visitor: Client, camille: Person) -> None:
    page = sends(visitor, "/connexion/", identifiant=camille.identifier, mot_de_passe=WRONG)
    assert f'value="{camille.identifier}"' in html_of(page)
    assert WRONG not in html_of(page)


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({}, ["Saisissez votre identifiant.", "Saisissez votre mot de passe."]),
        ({"identifiant": IDENTIFIER}, ["Saisissez votre mot de passe."]),
        ({"mot_de_passe": PASSWORD, "identifiant": "  "}, ["Saisissez votre identifiant."]),
    ],
)
def test_an_empty_field_costs_no_try_and_is_named_twice(
    visitor: Client, camille: Person, typed: dict[str, str], sentences: list[str]
) -> None:
    for _ in range(4):
        page = sends(visitor, "/connexion/", **typed)
        assert page.status_code == 422
        for sentence in sentences:
            assert text_of(page).count(sentence) == 2, "in the summary, and next to its field"
    assert address_after(types_password(visitor, camille)) == "/connexion/code/"


def test_a_wrong_code_an_expired_one_and_another(visitor: Client, camille: Person, installation: Installation) -> None:
    types_password(visitor, camille)
    page = sends(visitor, "/connexion/code/", code=wrong_code_for(camille))
    assert page.status_code == 422
    assert "Ce n’est pas le bon code. Il vous reste 4 essais." in text_of(page)
    page = sends(visitor, "/connexion/code/", code="12 34")
    assert "Le code a 6 chiffres. Saisissez-les tous." in text_of(page)
    installation.at(camille.env.clock.now() + timedelta(minutes=10))
    page = sends(visitor, "/connexion/code/", code="123456")
    assert "Ce code a expiré. Demandez-en un nouveau." in text_of(page)
    answer = sends(visitor, "/connexion/code/", to="/connexion/code/renvoi/")
    assert "Un nouveau code est en route. Le précédent ne sert plus." in told_after(visitor, answer)
    code = code_for(camille)
    assert address_after(sends(visitor, "/connexion/code/", code=f"{code[:3]} {code[3:]}")) == "/accueil/"


def test_after_five_wrong_codes_everything_starts_again(visitor: Client, camille: Person) -> None:
    types_password(visitor, camille)
    wrong = wrong_code_for(camille)
    answers = [sends(visitor, "/connexion/code/", code=wrong) for _ in range(5)]
    assert address_after(answers[-1]) == "/connexion/"
    assert "Trop de codes ont été essayés. Recommencez la connexion." in told_after(visitor, answers[-1])


def test_another_code_too_soon_says_when(visitor: Client, camille: Person) -> None:
    types_password(visitor, camille)
    page = sends(visitor, "/connexion/code/", to="/connexion/code/renvoi/")
    assert page.status_code == 429
    assert "Vous pourrez demander un autre code à 13 h 00." in text_of(page)


def test_the_code_may_come_by_the_other_way(visitor: Client, camille: Person, installation: Installation) -> None:
    types_password(visitor, camille)
    sends_what_was_promised(camille.env)
    assert "L’envoyer par SMS" in text_of(visitor.get("/connexion/code/"))
    installation.at(camille.env.clock.now() + timedelta(seconds=30))
    answer = sends(visitor, "/connexion/code/", to="/connexion/code/renvoi/", canal="sms")
    page = told_after(visitor, answer)
    assert "au numéro qui finit par : …00" in page
    assert "L’envoyer par e-mail" in page
    (message,) = sends_what_was_promised(camille.env)
    assert message.address == CAMILLE.phone


def test_a_channel_that_does_not_exist_is_the_usual_one(
    visitor: Client, camille: Person, installation: Installation
) -> None:
    types_password(visitor, camille)
    sends_what_was_promised(camille.env)
    installation.at(camille.env.clock.now() + timedelta(seconds=30))
    sends(visitor, "/connexion/code/", to="/connexion/code/renvoi/", canal="pigeon")
    (message,) = sends_what_was_promised(camille.env)
    assert message.address == CAMILLE.mail


def test_an_attempt_left_alone_starts_again(visitor: Client, camille: Person, installation: Installation) -> None:
    types_password(visitor, camille, suite="/documents/")
    page = visitor.get("/connexion/code/?suite=/documents/")
    token = CSRF.search(page.text)
    assert token is not None
    installation.at(camille.env.clock.now() + timedelta(minutes=15))
    fields = {"csrfmiddlewaretoken": token[1], "code": "123456", "suite": "/documents/"}
    for answer in (
        visitor.get("/connexion/code/?suite=/documents/"),
        visitor.post("/connexion/code/", fields),
        visitor.post("/connexion/code/renvoi/", fields),
    ):
        assert address_after(answer) == "/connexion/?suite=%2Fdocuments%2F"
    assert "Cette connexion a pris trop de temps." in text_of(visitor.get("/connexion/"))


@pytest.mark.parametrize("path", ["/connexion/code/", "/connexion/mot-de-passe/"])
def test_the_second_step_has_a_first(visitor: Client, path: str) -> None:
    assert address_after(visitor.get(path)) == "/connexion/"


def test_an_attempt_over_is_told_by_each_form(visitor: Client, camille: Person, installation: Installation) -> None:
    types_password(visitor, camille)
    step = visitor.cookies["session-etape"].value
    token = CSRF.search(visitor.get("/connexion/code/").text)
    assert token is not None
    installation.at(camille.env.clock.now() + timedelta(minutes=15))
    for path in ("/connexion/code/", "/connexion/code/renvoi/"):
        visitor.cookies["session-etape"] = step
        answer = visitor.post(path, {"csrfmiddlewaretoken": token[1], "code": "123456"})
        assert address_after(answer) == "/connexion/"


def test_the_first_password_opens_nothing_but_the_choice_of_another(
    visitor: Client, installation: Installation
) -> None:
    record = installation.opens(CAMILLE)
    account = handed_over(installation, record)
    env = at_the_patient_site(installation.env)
    person = Person(env, record, account.account, account.identifier, account.initial_password)
    assert address_after(signs_in(visitor, person)) == "/connexion/mot-de-passe/"
    assert address_after(visitor.get("/accueil/")).startswith("/connexion/"), "no page of the record is open"
    rules = text_of(visitor.get("/connexion/mot-de-passe/"))
    assert "Au moins 8 caractères. Nous en conseillons 15." in rules
    refused = {
        "cerises": "Choisissez au moins 8 caractères.",
        "c" * 129: "Choisissez 128 caractères au plus.",
        "motdepasse": "Ce mot de passe est trop répandu. Choisissez-en un autre.",
        account.identifier: "Choisissez un mot de passe différent de votre identifiant.",
    }
    for password, sentence in refused.items():
        page = sends(visitor, "/connexion/mot-de-passe/", nouveau_mot_de_passe=password)
        assert page.status_code == 422
        assert sentence in text_of(page)
    answer = sends(visitor, "/connexion/mot-de-passe/", nouveau_mot_de_passe=PASSWORD)
    assert address_after(answer) == "/accueil/"
    assert "Mot de passe enregistré." in text_of(visitor.get("/accueil/"))


def test_whoever_leaves_before_choosing_a_password_is_told_what_to_do(
    visitor: Client, installation: Installation
) -> None:
    record = installation.opens(CAMILLE)
    account = handed_over(installation, record)
    env = at_the_patient_site(installation.env)
    signs_in(visitor, Person(env, record, account.account, account.identifier, account.initial_password))
    step = visitor.cookies["session-etape"].value
    token = CSRF.search(visitor.get("/connexion/mot-de-passe/").text)
    assert token is not None
    installation.at(env.clock.now() + timedelta(minutes=15))
    assert address_after(visitor.get("/connexion/mot-de-passe/")) == "/mot-de-passe/oublie/"
    assert "Votre premier mot de passe a servi. Il vous en faut un autre." in text_of(
        visitor.get("/mot-de-passe/oublie/")
    )
    visitor.cookies["session-etape"] = step
    answer = visitor.post(
        "/connexion/mot-de-passe/", {"csrfmiddlewaretoken": token[1], "nouveau-mot-de-passe": PASSWORD}
    )
    assert address_after(answer) == "/mot-de-passe/oublie/"


def test_somebody_without_an_address_is_told_so(visitor: Client, installation: Installation) -> None:
    person = settles_in(installation, installation.opens(CAMILLE), identifier=IDENTIFIER, password=PASSWORD)
    types_password(visitor, person)
    installation.at(person.env.clock.now() + timedelta(seconds=30))
    token = CSRF.search(visitor.get("/connexion/code/").text)
    assert token is not None
    is_now(replace(CAMILLE, mail=""), person)
    pages = [
        visitor.get("/connexion/code/"),
        visitor.post("/connexion/code/renvoi/", {"csrfmiddlewaretoken": token[1]}),
        types_password(visitor, person),
    ]
    for page in pages:
        assert page.status_code == 409
        assert "Nous n’avons plus d’adresse ni de numéro où vous l’envoyer." in text_of(page)
