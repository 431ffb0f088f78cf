"""Passkeys: made after a proof, counted as both factors, refused the moment anything about them is not right."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.accounts.passkeys import MOST_PASSKEYS
from carnet.formats.passkeys import Site
from carnet.ports.messages import Channel
from carnet.store.passkeys import NamedPasskey
from carnet.usecases.account.add_passkey import PasskeyAdded, add_passkey
from carnet.usecases.account.ask_passkey import PasskeyQuestion, ask_to_add, ask_to_prove, ask_to_sign_in
from carnet.usecases.account.change_passkeys import PasskeyChanged, remove_passkey, rename_passkey
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.list_passkeys import list_passkeys
from carnet.usecases.account.prove_again import ProvedAgain, prove_by_passkey, prove_by_password
from carnet.usecases.account.recognize_session import recognize_session
from carnet.usecases.account.sign_in_with_passkey import PasskeyRefused, sign_in_with_passkey
from carnet.usecases.account.who_is_here import NobodyHere, ProofNeeded
from tests.installation import CAMILLE, GEORGES, Installation
from tests.store.database import Database
from tests.usecases.account_world import acts, proved, told
from tests.usecases.passkey_device import HERE, Device
from tests.usecases.sign_in_world import Person, settles_in

SITE = Site(HERE)


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday."""
    return settles_in(
        installation, installation.opens(CAMILLE), identifier="camille.morel", password="les cerises de juin"
    )


def mine(session: str, person: Person) -> list[NamedPasskey]:
    """The passkeys of somebody, as their page lists them."""
    found = list_passkeys(session, env=person.env)
    assert not isinstance(found, NobodyHere)
    return list(found)


def asked(answer: object) -> str:
    """The question that must have been asked."""
    assert isinstance(answer, PasskeyQuestion), answer
    return answer.options


def adds(person: Person, device: Device, name: str = "Mon téléphone") -> str:
    """Somebody adds a passkey; their session is given."""
    session = proved(person)
    made = device.makes(asked(ask_to_add(session, site=SITE, env=person.env)))
    assert add_passkey(session, made, name, site=SITE, env=person.env) is PasskeyAdded.ADDED
    return session


def signs_in_with(device: Device, person: Person) -> SignedIn | PasskeyRefused:
    """Somebody touches their device on the sign-in page."""
    answer = device.answers(asked(ask_to_sign_in(site=SITE, env=person.env)))
    return sign_in_with_passkey(answer, device=None, site=SITE, env=person.env)


def test_a_passkey_signs_in_without_identifier_password_or_code(camille: Person) -> None:
    device = Device()
    adds(camille, device)
    signed_in = signs_in_with(device, camille)
    assert isinstance(signed_in, SignedIn)
    session = recognize_session(signed_in.session, env=camille.env)
    assert session is not None
    assert session.account == camille.account
    assert acts(camille)[-1] == ("sign-in", "done", "passkey-new-device")


def test_a_passkey_is_added_only_by_whoever_has_just_proved_who_they_are(
    camille: Person, installation: Installation
) -> None:
    session = camille.usual_browser().session
    assert session is not None
    assert ask_to_add(session, site=SITE, env=camille.env) == ProofNeeded()
    assert add_passkey(session, "{}", "Le sien", site=SITE, env=camille.env) == ProofNeeded()
    later = proved(camille)
    made = Device().makes(asked(ask_to_add(later, site=SITE, env=camille.env)))
    installation.at(camille.env.clock.now() + timedelta(minutes=10))
    assert add_passkey(later, made, "Le sien", site=SITE, env=camille.env) == ProofNeeded()
    assert mine(later, camille) == []


def test_the_person_is_told_and_sees_the_line(camille: Person) -> None:
    adds(camille, Device())
    assert told(camille)[-1] == "passkey-added"
    assert acts(camille)[-1] == ("passkey-addition", "done", "")


def test_the_name_is_theirs_alone(camille: Person, database: Database) -> None:
    session = adds(camille, Device(), "  Téléphone   de Camille ")
    (one,) = mine(session, camille)
    assert one.name == "Téléphone de Camille"
    assert "Camille" not in repr(one)
    with database.admin() as admin:
        kept = admin.execute("select name::text || public_key::text from passkey").fetchall()
    assert b"Camille".hex() not in str(kept)


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "deux\x00lignes"])
def test_a_passkey_has_a_name(camille: Person, name: str) -> None:
    session = proved(camille)
    made = Device().makes(asked(ask_to_add(session, site=SITE, env=camille.env)))
    assert add_passkey(session, made, name, site=SITE, env=camille.env) is PasskeyAdded.NAMELESS


@pytest.mark.parametrize(
    "device",
    [Device(verifies=False), Device(origin="https://carnet.example.evil"), Device(origin="http://carnet.example")],
    ids=["nobody was verified", "another site", "in clear"],
)
def test_a_passkey_made_elsewhere_or_for_nobody_is_not_kept(camille: Person, device: Device) -> None:
    session = proved(camille)
    made = device.makes(asked(ask_to_add(session, site=SITE, env=camille.env)))
    assert add_passkey(session, made, "Le mien", site=SITE, env=camille.env) is PasskeyAdded.NOT_MADE
    assert acts(camille)[-1] == ("passkey-addition", "refused", "not-made")


def test_a_device_that_does_not_ask_for_its_person_signs_nobody_in(camille: Person) -> None:
    device = Device()
    adds(camille, device)
    device.verifies = False
    assert signs_in_with(device, camille) == PasskeyRefused()
    assert acts(camille)[-1] == ("sign-in", "refused", "passkey")


def test_a_page_of_another_site_gets_nobody_in(camille: Person) -> None:
    device = Device()
    adds(camille, device)
    device.origin = "https://carnet.example.evil"
    assert signs_in_with(device, camille) == PasskeyRefused()


def test_an_answer_is_used_once(camille: Person) -> None:
    device = Device(counts=False)
    adds(camille, device)
    answer = device.answers(asked(ask_to_sign_in(site=SITE, env=camille.env)))
    assert isinstance(sign_in_with_passkey(answer, device=None, site=SITE, env=camille.env), SignedIn)
    assert sign_in_with_passkey(answer, device=None, site=SITE, env=camille.env) == PasskeyRefused()


def test_a_question_waits_five_minutes(camille: Person, installation: Installation) -> None:
    device = Device()
    adds(camille, device)
    question = asked(ask_to_sign_in(site=SITE, env=camille.env))
    installation.at(camille.env.clock.now() + timedelta(minutes=5))
    answer = device.answers(question)
    assert sign_in_with_passkey(answer, device=None, site=SITE, env=camille.env) == PasskeyRefused()


def test_an_answer_to_one_question_answers_no_other_purpose(camille: Person) -> None:
    device = Device()
    session = adds(camille, device)
    proof = device.answers(asked(ask_to_prove(session, site=SITE, env=camille.env)))
    assert sign_in_with_passkey(proof, device=None, site=SITE, env=camille.env) == PasskeyRefused()
    entry = device.answers(asked(ask_to_sign_in(site=SITE, env=camille.env)))
    assert prove_by_passkey(session, entry, site=SITE, env=camille.env) == PasskeyRefused()


def test_a_copy_whose_count_does_not_grow_is_refused(camille: Person) -> None:
    device = Device()
    adds(camille, device)
    assert isinstance(signs_in_with(device, camille), SignedIn)
    device.made[0].count = 0
    assert signs_in_with(device, camille) == PasskeyRefused()


@pytest.mark.parametrize("answer", ["", "{}", "null", "[]", "{" * 50, '{"id": 1}', "x" * 40_000])
def test_what_is_no_answer_opens_nothing(camille: Person, answer: str) -> None:
    session = proved(camille)
    assert sign_in_with_passkey(answer, device=None, site=SITE, env=camille.env) == PasskeyRefused()
    assert prove_by_passkey(session, answer, site=SITE, env=camille.env) == PasskeyRefused()
    assert add_passkey(session, answer, "Le mien", site=SITE, env=camille.env) is PasskeyAdded.NOT_MADE


def test_an_answer_cut_short_opens_nothing(camille: Person) -> None:
    device = Device()
    adds(camille, device)
    answer = json.loads(device.answers(asked(ask_to_sign_in(site=SITE, env=camille.env))))
    for part in ("clientDataJSON", "authenticatorData", "signature"):
        cut = {**answer, "response": {**answer["response"], part: "AA"}}
        assert sign_in_with_passkey(json.dumps(cut), device=None, site=SITE, env=camille.env) == PasskeyRefused()


def test_a_passkey_proves_again_who_one_is(camille: Person) -> None:
    device = Device()
    adds(camille, device)
    signed_in = signs_in_with(device, camille)
    assert isinstance(signed_in, SignedIn)
    question = asked(ask_to_prove(signed_in.session, site=SITE, env=camille.env))
    again = prove_by_passkey(signed_in.session, device.answers(question), site=SITE, env=camille.env)
    assert isinstance(again, ProvedAgain)
    assert recognize_session(signed_in.session, env=camille.env) is None, "the token changes with the proof"
    assert isinstance(ask_to_add(again.session, site=SITE, env=camille.env), PasskeyQuestion)


def test_somebody_elses_passkey_proves_nothing_here(camille: Person, installation: Installation) -> None:
    georges = settles_in(
        installation,
        installation.opens(replace(GEORGES, phone="+33639980001")),
        identifier="georges.brunet",
        password="un vélo tout rouge",
        channel=Channel.SMS,
    )
    hers, his = Device(), Device()
    session = adds(camille, hers)
    adds(georges, his)
    question = asked(ask_to_prove(session, site=SITE, env=camille.env))
    assert prove_by_passkey(session, his.answers(question), site=SITE, env=camille.env) == PasskeyRefused()


def test_a_passkey_that_was_removed_opens_nothing(camille: Person) -> None:
    device = Device()
    session = adds(camille, device)
    (one,) = mine(session, camille)
    assert remove_passkey(session, one.id, env=camille.env) is PasskeyChanged.DONE
    assert signs_in_with(device, camille) == PasskeyRefused()
    assert told(camille)[-1] == "passkey-removed"
    assert remove_passkey(session, one.id, env=camille.env) is PasskeyChanged.NO_SUCH


def test_nobody_touches_somebody_elses_passkeys(camille: Person, installation: Installation) -> None:
    georges = settles_in(
        installation,
        installation.opens(replace(GEORGES, phone="+33639980001")),
        identifier="georges.brunet",
        password="un vélo tout rouge",
        channel=Channel.SMS,
    )
    session = adds(camille, Device())
    (one,) = mine(session, camille)
    stranger = proved(georges)
    assert remove_passkey(stranger, one.id, env=georges.env) is PasskeyChanged.NO_SUCH
    assert rename_passkey(stranger, one.id, "À moi", env=georges.env) is PasskeyChanged.NO_SUCH
    assert [two.name for two in mine(session, camille)] == ["Mon téléphone"]


def test_a_passkey_gets_another_name(camille: Person) -> None:
    session = adds(camille, Device())
    (one,) = mine(session, camille)
    assert rename_passkey(session, one.id, "Ordinateur du salon", env=camille.env) is PasskeyChanged.DONE
    assert [two.name for two in mine(session, camille)] == ["Ordinateur du salon"]
    assert rename_passkey(session, one.id, " ", env=camille.env) is PasskeyChanged.NAMELESS


def test_ten_passkeys_are_enough(camille: Person) -> None:
    session = proved(camille)
    for number in range(MOST_PASSKEYS + 1):
        made = Device().makes(asked(ask_to_add(session, site=SITE, env=camille.env)))
        last = add_passkey(session, made, f"Clé {number}", site=SITE, env=camille.env)
    assert last is PasskeyAdded.TOO_MANY


def test_three_wrong_passwords_close_the_proof_and_nothing_else(camille: Person) -> None:
    session = camille.usual_browser().session
    assert session is not None
    answers = [prove_by_password(session, "pas celui-là", env=camille.env) for _ in range(3)]
    assert not any(isinstance(answer, ProvedAgain) for answer in answers)
    assert not isinstance(prove_by_password(session, camille.password, env=camille.env), ProvedAgain)
    assert isinstance(camille.usual_browser().signs_in(camille.identifier, camille.password), SignedIn)


def test_nobody_proves_anything_in_a_session_that_has_ended(camille: Person) -> None:
    assert prove_by_password("never", camille.password, env=camille.env) == NobodyHere()
    assert prove_by_passkey("never", "{}", site=SITE, env=camille.env) == NobodyHere()
    assert ask_to_prove("never", site=SITE, env=camille.env) == NobodyHere()
