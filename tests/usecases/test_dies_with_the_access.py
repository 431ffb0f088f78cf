"""« Somebody else uses my access »: old codes, passkeys, apps, carers and invitations die with it, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from carnet.core.access.actors import Actor, Carer, Holder, Representative
from carnet.core.support.requests import Proof
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import app_grants, tokens
from carnet.store.app_grants import AppGrant
from carnet.store.tokens import UNBOUND, Bounds, Client, ClientKind
from carnet.usecases.account.close_access import AccessClosed, close_by_password
from carnet.usecases.account.open_account import AccountOpened
from carnet.usecases.account.reissue_access import Reissue, reissue_access
from carnet.usecases.family.accept_invitation import CaringBegins, NoInvitation
from carnet.usecases.family.answer_invitation import accept_by_code
from carnet.usecases.family.invite_by_code import CodeGiven, invite_by_code
from carnet.usecases.family.list_profiles import Tie, list_profiles
from carnet.usecases.support.check_identity import see_documents
from carnet.usecases.support.confirm_proposal import Confirmed, confirm_proposal
from carnet.usecases.support.look_up_account import look_up_by_identifier
from carnet.usecases.support.propose_act import Proposed, propose_channel
from tests.adapters.clocks import StoppedClock
from tests.installation import CAMILLE, Installation
from tests.usecases.showing.showing import followed, shows
from tests.usecases.sign_in_world import Person, settles_in
from tests.usecases.support.desk import ALI, INES
from tests.usecases.support.relatives import settles

APPLICATION = Client("une-application", ClientKind.PATIENT, None, None, {"keys": []})


@pytest.fixture
def env(env: Environment) -> Environment:
    return replace(env, clock=StoppedClock())


@pytest.fixture
def camille(env: Environment) -> Person:
    """Camille, who chose her password yesterday."""
    here = Installation(env)
    here.knows_everybody()
    return settles_in(here, here.opens(CAMILLE), identifier="camille.morel", password="les cerises de juin")


@pytest.fixture
def sacha(camille: Person) -> Person:
    """Sacha, who has an account and no record here."""
    return settles(camille.env)


def closes(person: Person) -> None:
    """Somebody closes their access by their password."""
    answer = close_by_password(person.identifier, person.password, device=None, env=person.env)
    assert answer == AccessClosed()


def invitation(person: Person) -> str:
    """A code on paper, for whomever Camille hands it to."""
    answer = invite_by_code(person.record, None, "", actor=Holder(person.record), env=person.env)
    assert isinstance(answer, CodeGiven), answer
    return answer.code


def token_of(speaks_as: Actor, env: Environment, *, bounds: Bounds = UNBOUND) -> bytes:
    """A token that a piece of software has been handed, for an hour."""
    tokens.save_client(APPLICATION)
    digest, at = sha256(env.chance.secret(32)).digest(), env.clock.now()
    ends = at + timedelta(hours=1)
    tokens.issue(
        digest,
        client_id=APPLICATION.client_id,
        actor=speaks_as,
        issued_at=at,
        expires_at=ends,
        bounds=bounds,
    )
    return digest


def speaks(digest: bytes, env: Environment) -> bool:
    return tokens.living(digest, at=env.clock.now()) is not None


def application_of(camille: Person) -> bytes:
    """A token of an application that was let into her record."""
    env, at = camille.env, camille.env.clock.now()
    scope, number = "patient/DocumentReference.rs", env.chance.identifier()
    end = at + timedelta(days=90)
    app_grants.give(AppGrant(number, APPLICATION.client_id, camille.account, camille.record, scope, at, end))
    app_grants.begin(number, at=at)
    return token_of(Holder(camille.record), env, bounds=Bounds(scope=scope, grant=number))


def changes_channel(camille: Person) -> None:
    """Two agents send her codes elsewhere: she showed who she is, and says that somebody reads her mail."""
    env = camille.env
    look_up_by_identifier(camille.identifier, actor=ALI, env=env)
    see_documents(camille.record, [Proof.IDENTITY_DOCUMENT, Proof.CARD], actor=ALI, env=env)
    proposed = propose_channel(camille.record, Channel.MAIL, "elle@example.org", actor=ALI, env=env)
    assert isinstance(proposed, Proposed), proposed
    assert isinstance(confirm_proposal(proposed.proposal.id, actor=INES, env=env), Confirmed)


def gets_another_access(camille: Person) -> None:
    """Her access is reissued, on proof of who she is."""
    how = Reissue(Channel.MAIL, identity_is_proved=True)
    assert isinstance(reissue_access(camille.record, how, actor=ALI, env=camille.env), AccountOpened)


@pytest.mark.parametrize("ends", [closes, gets_another_access, changes_channel])
def test_applications_and_what_is_shown_die_with_the_access(camille: Person, ends: Callable[[Person], None]) -> None:
    env = camille.env
    digest = application_of(camille)
    shows(Installation(env), camille.record, minutes=60)
    assert speaks(digest, env)
    ends(camille)
    assert not speaks(digest, env)
    assert [one.is_living for one in followed(Installation(env), camille.record)] == [False]


def test_a_token_that_speaks_for_a_relative_dies_with_their_access_and_no_other(camille: Person, sacha: Person) -> None:
    own = str(sacha.account)
    theirs = [token_of(one, sacha.env) for one in (Representative(own), Carer(own))]
    hers = token_of(Holder(camille.record), camille.env)
    assert all(speaks(one, sacha.env) for one in theirs)
    closes(sacha)
    assert not any(speaks(one, sacha.env) for one in theirs)
    assert speaks(hers, camille.env)


def test_the_carers_of_somebody_whose_access_another_used_read_no_more(camille: Person, sacha: Person) -> None:
    accepted = accept_by_code(invitation(camille), account=sacha.account, name="Sacha Martin", env=sacha.env)
    assert isinstance(accepted, CaringBegins)
    assert [one.tie for one in list_profiles(sacha.account, env=sacha.env)] == [Tie.CARED_FOR]
    closes(camille)
    assert list_profiles(sacha.account, env=sacha.env) == ()


def test_an_invitation_that_waits_dies_too(camille: Person, sacha: Person) -> None:
    code = invitation(camille)
    closes(camille)
    answer = accept_by_code(code, account=sacha.account, name="Sacha Martin", env=sacha.env)
    assert answer == NoInvitation()


def test_closing_their_own_access_takes_no_power_from_a_relative(camille: Person, sacha: Person) -> None:
    accept_by_code(invitation(camille), account=sacha.account, name="Sacha Martin", env=sacha.env)
    closes(sacha)
    assert [one.tie for one in list_profiles(sacha.account, env=sacha.env)] == [Tie.CARED_FOR]
