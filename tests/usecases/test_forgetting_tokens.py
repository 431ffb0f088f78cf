"""What time has ended is forgotten; what still lives stays, and nothing shows a token."""

from datetime import timedelta

from carnet.core.access.actors import Holder
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind
from carnet.usecases.access.forget_expired_tokens import forget_expired_tokens
from carnet.usecases.access.issue_token import TOKEN_LASTS, hand_over
from carnet.usecases.access.recognize_bearer import Unrecognized, recognize_bearer
from tests.conftest import NOON
from tests.installation import CAMILLE, Installation
from tests.store.database import Database, point_django_at
from tests.usecases.looking import rows


def test_only_what_can_open_nothing_any_more_is_forgotten(installation: Installation, database: Database) -> None:
    record = installation.opens(CAMILLE)
    tokens.save_client(Client("app", ClientKind.PATIENT, None, None, {"keys": []}))
    env = installation.env
    hand_over(Holder(record), client_id="app", env=env)
    assert tokens.remember_assertion(b"x" * 32, expires_at=NOON + timedelta(minutes=1))
    installation.at(NOON + TOKEN_LASTS / 2)
    living = hand_over(Holder(record), client_id="app", env=env)
    installation.at(NOON + TOKEN_LASTS)
    point_django_at(database.addresses.worker)
    forget_expired_tokens(env=env)
    point_django_at(database.addresses.app)
    assert rows(database, "access_token", "client_assertion") == {"access_token": 1, "client_assertion": 0}
    assert recognize_bearer(living.token, env=env) == Holder(record)
    installation.at(NOON + 2 * TOKEN_LASTS)
    assert recognize_bearer(living.token, env=env) == Unrecognized()
    assert living.token not in repr(living)
