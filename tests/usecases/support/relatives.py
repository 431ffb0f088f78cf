"""Sacha, who has an account and no record here, and who calls the desk as anybody does."""

from carnet.core.access.actors import SupportAgent
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store.account_people import AccountPerson
from carnet.usecases.account.change_password import PasswordChanged, change_password
from carnet.usecases.account.open_account import AccountOpened
from carnet.usecases.account.open_other_account import open_other_account
from tests.usecases.sign_in_world import Browser, Person, at_the_patient_site

DESK = SupportAgent("ali")
IDENTIFIER, PASSWORD = "sacha.martin", "les prunes de septembre"
SACHA = AccountPerson("Sacha", "Martin", mail="sacha@example.org", address=("5 quai des Plantes", "44000 NANTES"))


def settles(env: Environment, *, who: AccountPerson = SACHA) -> Person:
    """Sacha came with an identity document, got an account, and chose a password. ``record``: of their history."""
    opened = open_other_account(
        who, channel=Channel.MAIL, identity_is_proved=True, wanted_identifier=IDENTIFIER, actor=DESK, env=env
    )
    assert isinstance(opened, AccountOpened), opened
    site = at_the_patient_site(env)
    first = Browser(site)
    first.signs_in(opened.identifier, opened.initial_password)
    assert first.session is not None
    changed = change_password(first.session, current=None, new=PASSWORD, env=site)
    assert isinstance(changed, PasswordChanged), changed
    return Person(site, RecordId(opened.account), opened.account, IDENTIFIER, PASSWORD)
