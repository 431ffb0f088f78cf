"""Sessions: whom they recognise, until when, and how they end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder, StaffRole
from carnet.store import directory
from carnet.usecases.account.end_all_sessions import end_all_sessions
from carnet.usecases.account.open_provider_session import open_provider_session
from carnet.usecases.account.recognize_session import awaits_password, recognize_session
from carnet.usecases.account.show_attempt import AttemptOver
from carnet.usecases.account.sign_out import SignedOut, sign_out
from tests.installation import CAMILLE, GEORGES, HADDAD, HUGO, KELLER, PRACTICE, Installation
from tests.store.database import Database
from tests.store.statements import counted
from tests.usecases.sign_in_world import (
    ALI,
    Person,
    at_the_patient_site,
    at_the_professional_site,
    code_in,
    history_of,
    history_of_nobody,
    sends_what_was_promised,
    settles_in,
)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday."""
    record = installation.opens(CAMILLE)
    return settles_in(installation, record, identifier="camille.morel", password="les cerises de juin")


def opened_by(person: Person) -> str:
    """The token of a session that somebody has just opened."""
    session = person.usual_browser().session
    assert session is not None
    return session


def keller_signs_in(installation: Installation, *, id_token: str = "") -> str:
    """Dr Keller comes from the identity provider."""
    env = at_the_professional_site(installation.env)
    return open_provider_session(KELLER, shown_name="Dr Anne Keller", id_token=id_token, env=env)


def is_open(token: str, person: Person) -> bool:
    """Whether a token still opens the pages of the patient site."""
    return recognize_session(token, env=person.env) is not None


def test_a_page_recognises_its_reader_in_one_statement(camille: Person) -> None:
    token = opened_by(camille)
    with counted() as statements:
        session = recognize_session(token, env=camille.env)
    assert len(statements) == 1
    assert session is not None
    assert session.shown_name not in repr(session)


def test_being_used_is_written_down_once_a_minute_at_most(camille: Person, installation: Installation) -> None:
    token = opened_by(camille)
    start = camille.env.clock.now()
    numbers = []
    for second in (59, 60, 61, 119, 120):
        installation.at(start + timedelta(seconds=second))
        with counted() as statements:
            recognize_session(token, env=camille.env)
        numbers.append(len(statements))
    assert numbers == [1, 2, 1, 1, 2]


def test_a_session_left_alone_ends_after_a_quarter_of_an_hour(camille: Person, installation: Installation) -> None:
    token = opened_by(camille)
    start = camille.env.clock.now()
    installation.at(start + 15 * MINUTE - timedelta(seconds=1))
    assert is_open(token, camille)
    installation.at(start + 30 * MINUTE - timedelta(seconds=2))
    assert is_open(token, camille), "it was used fourteen minutes ago"
    installation.at(start + 45 * MINUTE)
    assert not is_open(token, camille)
    installation.at(start)
    assert is_open(token, camille), "nothing but time had ended it"


@pytest.mark.parametrize("hours", [4, 12])
def test_no_session_outlives_its_longest_time(camille: Person, installation: Installation, hours: int) -> None:
    env = camille.env if hours == 12 else at_the_professional_site(installation.env)
    token = opened_by(camille) if hours == 12 else keller_signs_in(installation)
    start = env.clock.now()
    for minute in range(10, hours * 60, 10):
        installation.at(start + minute * MINUTE)
        assert recognize_session(token, env=env) is not None
    installation.at(start + hours * HOUR)
    assert recognize_session(token, env=env) is None


def test_a_token_that_never_was_opens_nothing(camille: Person) -> None:
    token = opened_by(camille)
    for false in ("", "never", token[:-1], token + "A", token.swapcase(), "é\udcff"):
        assert recognize_session(false, env=camille.env) is None
        assert not awaits_password(false, env=camille.env)


def test_a_session_of_one_site_opens_nothing_at_the_other(camille: Person, installation: Installation) -> None:
    patient, professional = opened_by(camille), keller_signs_in(installation)
    assert recognize_session(patient, env=at_the_professional_site(installation.env)) is None
    assert recognize_session(professional, env=camille.env) is None


def test_neither_token_nor_name_is_kept_in_clear(
    camille: Person, installation: Installation, database: Database
) -> None:
    tokens = opened_by(camille), keller_signs_in(installation, id_token="what-the-provider-gave")
    browser = camille.browser()
    browser.tries(camille.identifier, camille.password)
    code = code_in(sends_what_was_promised(camille.env)[0])
    with database.admin() as admin:
        told = b"".join(
            bytes(str(column), "utf-8") if not isinstance(column, bytes | memoryview) else bytes(column)
            for table in ("account", "device", "sign_in_failure", "one_time_code", "web_session")
            for row in admin.execute(f"select * from {table}").fetchall()
            for column in row
        ).lower()
    secrets = (*tokens, browser.attempt or "", code, camille.identifier, camille.password, "what-the-provider-gave")
    for secret in (*secrets, "camille", "morel", "anne", CAMILLE.mail, CAMILLE.phone):
        assert secret.lower().encode() not in told


def test_signing_out_ends_the_session_at_once_and_is_a_line_of_the_history(camille: Person) -> None:
    one, other = opened_by(camille), opened_by(camille)
    assert sign_out(one, env=camille.env) == SignedOut()
    assert not is_open(one, camille)
    assert is_open(other, camille)
    assert history_of(camille.record, camille.env)[-1] == ("sign-out", "done", "holder", "")


def test_signing_out_twice_is_no_fault_and_leaves_one_line(camille: Person) -> None:
    token = opened_by(camille)
    sign_out(token, env=camille.env)
    lines = history_of(camille.record, camille.env)
    assert sign_out(token, env=camille.env) == SignedOut()
    assert sign_out("never", env=camille.env) == SignedOut()
    assert history_of(camille.record, camille.env) == lines


def test_dr_keller_comes_and_goes_through_the_identity_provider(installation: Installation) -> None:
    env = at_the_professional_site(installation.env)
    token = keller_signs_in(installation, id_token="what-the-provider-gave")
    session = recognize_session(token, env=env)
    assert session is not None
    assert (session.actor, session.account, session.shown_name) == (KELLER, None, "Dr Anne Keller")
    signed_out = sign_out(token, env=env)
    assert signed_out == SignedOut("what-the-provider-gave")
    assert "what-the-provider-gave" not in repr(signed_out)
    assert recognize_session(token, env=env) is None
    assert history_of_nobody(env) == [
        ("sign-in", "done", "professional", ""),
        ("sign-out", "done", "professional", ""),
    ]


def test_a_professional_who_leaves_their_structure_has_no_session_left(installation: Installation) -> None:
    env, token = at_the_professional_site(installation.env), keller_signs_in(installation)
    directory.remove_member(KELLER.identifier, PRACTICE)
    assert recognize_session(token, env=env) is None


def test_a_professional_who_becomes_a_secretary_has_no_session_left(installation: Installation) -> None:
    env, token = at_the_professional_site(installation.env), keller_signs_in(installation)
    directory.add_member(KELLER.identifier, PRACTICE, role=StaffRole.SECRETARY)
    assert recognize_session(token, env=env) is None


def test_a_professional_without_a_structure_has_a_session(installation: Installation) -> None:
    env = at_the_professional_site(installation.env)
    alone = replace(KELLER, organization=None)
    token = open_provider_session(alone, shown_name="Dr Anne Keller", env=env)
    session = recognize_session(token, env=env)
    assert session is not None
    assert session.actor == alone


def test_camille_who_lost_her_telephone_ends_every_session(camille: Person) -> None:
    tokens = [opened_by(camille) for _ in range(2)]
    thief = camille.browser()
    thief.tries(camille.identifier, camille.password)
    code = code_in(sends_what_was_promised(camille.env)[0])
    # The session in which she settled in, a day ago, had ended by itself.
    assert end_all_sessions(camille.account, actor=ALI, env=camille.env) == 2
    assert not any(is_open(token, camille) for token in tokens)
    assert thief.confirms(code) == AttemptOver(), "a sign-in under way ends too"
    assert history_of(camille.record, camille.env)[-1] == ("sessions-end", "done", "support", "")
    assert history_of_nobody(camille.env)[-1] == ("sign-in", "refused", "unidentified", "attempt-over")


def test_nobody_ends_the_sessions_of_somebody_else(camille: Person, installation: Installation) -> None:
    token = opened_by(camille)
    georges = installation.opens(replace(GEORGES, mail="georges@example.org"))
    assert end_all_sessions(camille.account, actor=Holder(georges), env=camille.env) is None
    assert end_all_sessions(camille.account, actor=HUGO, env=camille.env) is None
    assert is_open(token, camille)
    assert [line[1:3] for line in history_of(camille.record, camille.env)[-2:]] == [
        ("refused", "holder"),
        ("refused", "professional"),
    ]
    assert end_all_sessions(camille.account, actor=Holder(camille.record), env=camille.env) == 1


def test_the_sessions_of_an_account_that_never_was_are_none(camille: Person) -> None:
    assert end_all_sessions(camille.env.chance.identifier(), actor=ALI, env=camille.env) is None


def test_a_professional_ends_all_their_sessions_and_no_colleagues(installation: Installation) -> None:
    env = at_the_professional_site(installation.env)
    tokens = [keller_signs_in(installation) for _ in range(2)]
    colleague = open_provider_session(HADDAD, shown_name="Dr Inès Haddad", env=env)
    assert end_all_sessions(KELLER.identifier, actor=HADDAD, env=env) is None
    assert end_all_sessions(KELLER.identifier, actor=KELLER, env=env) == 2
    assert [recognize_session(token, env=env) for token in tokens] == [None, None]
    assert recognize_session(colleague, env=env) is not None


def test_the_doors_of_software_know_no_session(camille: Person, installation: Installation) -> None:
    assert recognize_session(opened_by(camille), env=installation.env) is None
    assert at_the_patient_site(installation.env) == camille.env
