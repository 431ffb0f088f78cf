"""What Camille decides, read back: who is let in, who is shut out, who treats, who acts for somebody."""

from datetime import timedelta

from carnet.core.consent.authorization import Authorization
from carnet.core.record.opening import ConsentWay, MinorsShare, OpeningConsent
from carnet.store import consents, openings
from carnet.store.consents import Block, GivenAuthorization, Representation
from carnet.store.context import within
from tests.store.database import Database
from tests.store.world import CHANCE, HADDAD, HOSPITAL, KELLER, NOON, OpenRecord

LATER = NOON + timedelta(days=1)


def test_only_the_first_authorisation_of_somebody_is_a_first(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        assert consents.authorize(camille.id, KELLER, Authorization(NOON))
        assert consents.authorize(camille.id, HOSPITAL, Authorization(NOON))
        assert not consents.authorize(camille.id, KELLER, Authorization(LATER))
        consents.withdraw(camille.id, KELLER, at=LATER)
        assert not consents.authorize(camille.id, KELLER, Authorization(LATER))


def test_a_person_and_a_structure_of_one_number_are_two_grantees(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, KELLER, Authorization(NOON))
        assert consents.authorize(camille.id, type(HOSPITAL)(KELLER.value), Authorization(NOON))


def test_authorisations_are_listed_the_last_given_first(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, KELLER, Authorization(NOON, LATER), declared_by=KELLER)
        consents.authorize(camille.id, HOSPITAL, Authorization(LATER))
        assert consents.authorizations(camille.id) == [
            GivenAuthorization(HOSPITAL, Authorization(LATER), None),
            GivenAuthorization(KELLER, Authorization(NOON, LATER), KELLER),
        ]


def test_a_new_authorisation_takes_the_place_of_a_withdrawn_one(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, KELLER, Authorization(NOON))
        assert consents.withdraw(camille.id, KELLER, at=NOON)
        assert not consents.withdraw(camille.id, KELLER, at=LATER)
        consents.authorize(camille.id, KELLER, Authorization(LATER))
        assert consents.authorizations(camille.id) == [GivenAuthorization(KELLER, Authorization(LATER), None)]


def test_a_reopening_withdraws_every_authorisation(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        for grantee in (KELLER, HADDAD, HOSPITAL):
            consents.authorize(camille.id, grantee, Authorization(NOON))
        assert consents.withdraw_all(camille.id, at=LATER) == 3
        assert {given.authorization for given in consents.authorizations(camille.id)} == {Authorization(NOON, LATER)}


def test_blocks_are_listed_until_they_are_lifted(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.block(camille.id, KELLER, at=NOON)
        consents.block(camille.id, HOSPITAL, at=LATER)
        assert consents.blocks(camille.id) == [Block(HOSPITAL, LATER), Block(KELLER, NOON)]
        assert consents.unblock(camille.id, KELLER, at=LATER)
        assert not consents.unblock(camille.id, KELLER, at=LATER)
        assert consents.blocks(camille.id) == [Block(HOSPITAL, LATER)]
        consents.block(camille.id, KELLER, at=LATER)
        assert Block(KELLER, LATER) in consents.blocks(camille.id)


def test_several_doctors_may_be_treating_physicians(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.name_treating_physician(camille.id, HADDAD, at=LATER)
        consents.name_treating_physician(camille.id, KELLER, at=NOON)
        assert consents.treating_physicians(camille.id) == [KELLER, HADDAD]
        assert consents.end_treating_physician(camille.id, KELLER, at=LATER)
        assert not consents.end_treating_physician(camille.id, KELLER, at=LATER)
        assert consents.treating_physicians(camille.id) == [HADDAD]
        consents.name_treating_physician(camille.id, KELLER, at=LATER)
        assert set(consents.treating_physicians(camille.id)) == {KELLER, HADDAD}


def test_a_professional_consults_a_record_for_the_first_time_once(camille: OpenRecord) -> None:
    with within(camille.id):
        assert consents.remember_first_access(camille.id, KELLER, at=NOON)
        assert not consents.remember_first_access(camille.id, KELLER, at=LATER)
        assert consents.remember_first_access(camille.id, HADDAD, at=LATER)


def test_representatives_are_listed_with_their_dates(camille: OpenRecord) -> None:
    mother, father = Representation("mother", NOON, None), Representation("father", LATER, None)
    with within(camille.id, exclusive=True):
        consents.add_representative(camille.id, father)
        consents.add_representative(camille.id, mother)
        assert consents.representatives(camille.id) == [mother, father]
        ended = Representation("mother", NOON, LATER)
        consents.add_representative(camille.id, ended)
        assert consents.representatives(camille.id) == [ended, father]


def test_the_consent_to_the_opening_is_kept_with_its_proof(database: Database, camille: OpenRecord) -> None:
    with within(camille.id):
        given = OpeningConsent(ConsentWay.READ_ALOUD, MinorsShare.AGREED)
        openings.keep_consent(camille.id, CHANCE.identifier(), given, text="2018-11", at=NOON, given_to=KELLER.value)
    with database.admin() as admin:
        kept = admin.execute("select record_id, at, given_to, proof, text, minor from opening_consent").fetchall()
    assert kept == [(camille.id, NOON, KELLER.value, "read-aloud", "2018-11", "agreed")]
