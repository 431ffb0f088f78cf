"""Tokens of the demonstration: each speaks for the one who was named, and the server recognizes them."""

from pathlib import Path

import pytest

from carnet.core.access.actors import (
    Actor,
    Holder,
    InsurerFeed,
    Professional,
    Representative,
    StructureSoftware,
    SupportAgent,
)
from carnet.demo.bearer import HandedOver, NobodyToSpeakFor, token_for
from carnet.demo.caregivers import INSURER_FEED
from carnet.demo.software import CHU_HOSPITAL, key_file
from carnet.ports.environment import Environment
from carnet.usecases.access.recognize_bearer import recognize_bearer
from carnet.usecases.record.find_record import find_record
from tests.people import ALI, CAMILLE, CHU_SOFTWARE, HADDAD, HUGO, KELLER, SACHA

AUDIENCE = "http://localhost:8000/oauth/token"


def ask(who: str, speaking_for: str | None, env: Environment, home: Path) -> HandedOver | NobodyToSpeakFor:
    return token_for(who, speaking_for=speaking_for, audience=AUDIENCE, home=home, env=env)


def recognized(who: str, env: Environment, home: Path, *, speaking_for: str | None = None) -> Actor:
    """The actor for whom the server takes the bearer of this token."""
    answer = ask(who, speaking_for, env, home)
    assert isinstance(answer, HandedOver), answer
    found = recognize_bearer(answer.token.token, env=env)
    assert isinstance(found, Holder | Representative | Professional | StructureSoftware | InsurerFeed | SupportAgent), (
        found
    )
    return found


def test_each_professional_is_recognized_as_themselves_at_work(world: Environment, home: Path) -> None:
    for someone in (KELLER, HADDAD, HUGO):
        assert recognized(someone.short, world, home) == someone.actor


def test_the_hospital_speaks_in_its_own_name_or_for_one_of_its_doctors(world: Environment, home: Path) -> None:
    assert recognized("software", world, home) == CHU_SOFTWARE
    assert recognized("software", world, home, speaking_for="haddad") == HADDAD.actor


def test_the_insurer_speaks_as_the_insurer(world: Environment, home: Path) -> None:
    assert recognized("insurer-feed", world, home) == INSURER_FEED


def test_a_signatory_of_the_samples_is_recognized_by_their_national_identifier(world: Environment, home: Path) -> None:
    found = recognized("801234534765", world, home)
    assert isinstance(found, Professional)
    assert found.identifier.value == "801234534765"


def test_a_patient_a_parent_and_the_support_are_recognized_as_such(world: Environment, home: Path) -> None:
    record = find_record(CAMILLE.identity.identifiers[0], env=world)
    assert recognized("camille", world, home) == Holder(record)
    assert recognized("camille", world, home, speaking_for="alix") == Representative(CAMILLE.account)
    assert recognized("sacha", world, home) == Representative(SACHA.account)
    assert recognized("ali", world, home) == SupportAgent(ALI.account)


@pytest.mark.parametrize(
    ("who", "speaking_for"),
    [
        ("nobody", None),
        ("keller", "haddad"),
        ("software", "hugo"),
        ("software", "nobody"),
        ("insurer-feed", "keller"),
        ("camille", "lou"),
        ("carnet-demo-site", None),
    ],
)
def test_nobody_gets_a_token_to_speak_for_whom_they_do_not(
    who: str, speaking_for: str | None, world: Environment, home: Path
) -> None:
    assert isinstance(ask(who, speaking_for, world, home), NobodyToSpeakFor)


def test_a_lost_key_is_replaced_by_a_new_one(world: Environment, home: Path) -> None:
    key_file(CHU_HOSPITAL, home).unlink()
    assert recognized("software", world, home) == CHU_SOFTWARE


@pytest.mark.usefixtures("world")
def test_the_private_keys_are_for_their_owner_alone(home: Path) -> None:
    assert key_file(CHU_HOSPITAL, home).stat().st_mode & 0o077 == 0


def test_a_token_is_never_shown_by_its_representation(world: Environment, home: Path) -> None:
    answer = ask("keller", None, world, home)
    assert isinstance(answer, HandedOver)
    assert answer.token.token not in repr(answer)
