"""A parent without a record opens a child's at a counter: the account is theirs, and they act for the child with it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from carnet.core.access.actors import Actor, OpeningClerk, StructureKind
from carnet.core.identifiers import OrganizationId, PatientIdentifier, PatientIdentifierSystem, RecordId, nir_key
from carnet.core.record.opening import ConsentWay, MinorsShare, OpeningConsent
from carnet.core.record.representation import Power
from carnet.core.record.typed_identity import TypedIdentity
from carnet.ports.messages import Channel
from carnet.store import account_people, accounts, close_ones, consents
from carnet.store.account_people import AccountPerson
from carnet.store.context import within
from carnet.usecases.family.list_profiles import Tie, list_profiles
from carnet.usecases.record.credentials_paper import HandedOver
from carnet.usecases.record.find_record import find_record
from carnet.usecases.record.hand_over_account import NotHandedOver, hand_over_account
from carnet.usecases.record.open_at_counter import AtTheCounter, Child, Contact, open_at_counter
from carnet.usecases.record.open_record import open_record
from tests.adapters.card_readers import A_PARENT, SAID_YES, card_of, with_card
from tests.installation import CAMILLE, HUGO, SECRETARY, Installation
from tests.usecases.looking import record_key
from tests.usecases.sign_in_world import lines_of

CLERK = OpeningClerk("899700000031", OrganizationId("318003502400041"), StructureKind.NATIONAL_INSURER)
NIRS = ("1261044109012", "1261044109013")
SACHA = ("Sacha", "Tiers")
BY_NAME = Child(Power.PARENT, "Sacha Tiers")
TYPED = Child(Power.PARENT, "Sacha Tiers", "2870244109052" + nir_key("2870244109052"))
MAIL = Contact(mail="sacha@example.org", channel=Channel.MAIL)


def number_of(child: int) -> str:
    return NIRS[child] + nir_key(NIRS[child])


def record_of(child: int, here: Installation) -> RecordId:
    return find_record(PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, number_of(child)), env=here.env)


def opens(
    here: Installation,
    *,
    child: int = 0,
    contact: Contact = MAIL,
    card: str = A_PARENT,
    adult: Child = BY_NAME,
) -> HandedOver:
    """Hugo opens the record of a newborn with the parent, and their card."""
    given = AtTheCounter(
        card=card_of(card, actor=HUGO, env=here.env),
        typed=TypedIdentity(number_of(child), "LAMRANI", f"ELIO{'AB'[child]}", "M", "2026-10-12", "44109"),
        document_was_seen=False,
        person_is_present=True,
        consent=OpeningConsent(ConsentWay.SPOKEN, MinorsShare.TOO_YOUNG),
        emergencies=(True, True),
        contact=contact,
        child=adult,
    )
    answer = open_at_counter(given, actor=HUGO, env=here.env)
    assert isinstance(answer, HandedOver), answer
    return answer


def asks_later(
    here: Installation, actor: Actor = HUGO, *, name: tuple[str, str] = SACHA, card: str = A_PARENT
) -> object:
    """The parent comes back with their card."""
    return hand_over_account(
        card_of(card, actor=actor, env=here.env),
        mail="sacha@example.org",
        phone="",
        channel=Channel.MAIL,
        name=name,
        actor=actor,
        env=here.env,
    )


def acts_under(here: Installation, child: int = 0) -> UUID:
    """The number under which the parent stands in the child's record."""
    record = record_of(child, here)
    with within(record):
        (parent,) = consents.representatives(record)
    return UUID(parent.account)


def test_the_parent_leaves_with_an_account_of_their_own_and_represents_the_child_with_it(
    installation: Installation,
) -> None:
    handed = opens(installation)
    assert (handed.relative, handed.channel) == ("Sacha Tiers", Channel.MAIL)
    assert handed.identifier != handed.password != ""
    number, child = acts_under(installation), record_of(0, installation)
    kept = account_people.find(number, keyring=installation.env.keyring)
    assert kept == AccountPerson("Sacha", "Tiers", mail="sacha@example.org")
    (profile,) = list_profiles(number, env=installation.env)
    assert (profile.record, profile.tie) == (child, Tie.REPRESENTED)
    assert accounts.of_record(child) is None, "a child has no account: never shared codes"


def test_a_parent_who_wants_no_account_then_gets_it_later_with_the_same_card(installation: Installation) -> None:
    without = opens(installation, contact=Contact())
    assert (without.identifier, without.account_refused) == ("", False)
    handed = asks_later(installation)
    assert isinstance(handed, HandedOver)
    assert (handed.relative, handed.name) == ("Sacha Tiers", "")
    profiles = list_profiles(acts_under(installation), env=installation.env)
    assert [one.tie for one in profiles] == [Tie.REPRESENTED]
    assert asks_later(installation) is NotHandedOver.HAS_ACCOUNT


def test_of_two_children_the_parent_represents_both_with_one_account(installation: Installation) -> None:
    opens(installation)
    second = opens(installation, child=1)
    assert second.identifier == "", "they have an account already"
    number = acts_under(installation)
    assert acts_under(installation, child=1) == number
    assert {one.record for one in list_profiles(number, env=installation.env)} == {
        record_of(0, installation),
        record_of(1, installation),
    }


@pytest.mark.parametrize("who", [HUGO, CLERK])
def test_the_account_is_handed_over_at_any_counter(who: Actor, installation: Installation) -> None:
    opens(installation, contact=Contact())
    assert isinstance(asks_later(installation, who), HandedOver)


def test_nothing_is_handed_over_to_another_card_by_a_secretary_or_without_a_name(installation: Installation) -> None:
    opens(installation, contact=Contact())
    assert asks_later(installation, card=CAMILLE.identifiers[0].value) is NotHandedOver.NO_RECORD
    assert asks_later(installation, SECRETARY) is NotHandedOver.NOT_ALLOWED
    assert asks_later(installation, name=("", "")) is NotHandedOver.NO_NAME
    assert accounts.of_id(acts_under(installation)) is None


def test_a_number_that_was_only_typed_lets_nobody_in_later(installation: Installation) -> None:
    """The child's card was read, the parent's number was said: whoever has that number proves nothing of this child."""
    opens(installation, card=number_of(0), contact=Contact(), adult=TYPED)
    assert asks_later(installation, card=TYPED.adult_number) is NotHandedOver.NO_RECORD


def test_with_the_childs_card_the_adults_document_must_have_been_seen(installation: Installation) -> None:
    refused = opens(installation, card=number_of(0), adult=TYPED)
    assert (refused.identifier, refused.account_refused) == ("", True), "it is said, and never passes for « later »"
    seen = replace(TYPED, adult_document_was_seen=True)
    handed = opens(installation, child=1, card=number_of(1), adult=seen)
    assert handed.relative == "Sacha Tiers"
    assert accounts.of_id(acts_under(installation, child=1)) is not None


def test_a_parent_who_opens_their_own_record_later_acts_for_the_child_with_that_account(
    installation: Installation,
) -> None:
    opens(installation, contact=Contact())
    identifiers = (PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, A_PARENT),)
    traits = replace(CAMILLE.traits, birth_name="TIERS", given_names=("SACHA",), birth_date=date(1990, 1, 1))
    sacha = replace(CAMILLE, identifiers=identifiers, traits=traits, mail="sacha@example.org")
    open_record(
        sacha,
        consent=SAID_YES,
        assistance=with_card(sacha, actor=HUGO, env=installation.env),
        actor=HUGO,
        env=installation.env,
    )
    assert isinstance(asks_later(installation), HandedOver)
    own = find_record(identifiers[0], env=installation.env)
    number = acts_under(installation)
    assert accounts.of_record(own) == number
    assert [one.tie for one in list_profiles(number, env=installation.env)] == [Tie.OWN, Tie.REPRESENTED]


def test_the_childs_history_names_the_parent_from_the_first_day(installation: Installation) -> None:
    opens(installation)
    child, number = record_of(0, installation), acts_under(installation)
    list_profiles(number, env=installation.env)
    with within(child):
        names = close_ones.names(child, record_key=record_key(installation, child))
    assert names == {str(number): "Sacha Tiers"}
    asked = [one for one in lines_of(child, installation.env) if one.actor.kind == "representative"]
    assert {one.actor.identifier for one in asked} == {str(number)}
