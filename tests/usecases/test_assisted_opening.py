"""Opening with somebody there: whose card, which child, who is written down, what the card proves and for how long."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from carnet.core.access.actors import Actor, Holder, OpeningClerk, Representative, StructureKind
from carnet.core.access.decision import Refusal, Told
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import OrganizationId, PatientIdentifier, PatientIdentifierSystem, nir_key
from carnet.core.people import Gender, IdentityStatus, IdentityTraits
from carnet.core.record.opening import ConsentWay, MinorsShare, OpeningConsent
from carnet.core.record.representation import Power
from carnet.ports.card_reader import CardFault
from carnet.ports.messages import Channel
from carnet.store import close_ones, consents
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.record.check_record import check_record
from carnet.usecases.record.credentials_paper import HandedOver
from carnet.usecases.record.forget_card_challenges import forget_card_challenges
from carnet.usecases.record.hand_over_account import NotHandedOver, hand_over_account
from carnet.usecases.record.open_record import Assistance, NewRepresentative, Opened, open_record
from tests.adapters.card_readers import A_PARENT, SAID_YES, card_of, with_card
from tests.conftest import NOON
from tests.installation import CAMILLE, GEORGES, HUGO, KELLER, PHARMACY, SECRETARY, Installation, refused
from tests.store.database import Database, point_django_at
from tests.usecases.looking import record_key, rows, told

CLERK = OpeningClerk("899700000031", OrganizationId("318003502400041"), StructureKind.NATIONAL_INSURER)
_NIR = "1261044109012"
ELIO = RecordPerson(
    IdentityTraits("LAMRANI", ("ELIO",), Gender.MALE, date(2026, 10, 12), "44109"),
    IdentityStatus.PROVISIONAL,
    (PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, _NIR + nir_key(_NIR)),),
)
THE_MOTHER = NewRepresentative(A_PARENT, "Nadia Lamrani", Power.PARENT)
FOR_A_CHILD = OpeningConsent(ConsentWay.READ_ALOUD, MinorsShare.TOO_YOUNG)


def opens(here: Installation, person: RecordPerson, assistance: Assistance, actor: Actor = HUGO) -> Opened | Refusal:
    consent = FOR_A_CHILD if assistance.representative is not None else SAID_YES
    return open_record(person, consent=consent, assistance=assistance, actor=actor, env=here.env)


def with_the_mothers_card(here: Installation) -> Assistance:
    card = card_of(A_PARENT, actor=HUGO, env=here.env)
    return Assistance(person_is_present=True, card=card, representative=THE_MOTHER)


def test_a_newborns_parent_is_written_down_by_name_until_the_child_is_of_age(installation: Installation) -> None:
    opened = opens(installation, ELIO, with_the_mothers_card(installation))
    assert isinstance(opened, Opened)
    assert opened.representative is not None
    with within(opened.record):
        (parent,) = consents.representatives(opened.record)
        names = close_ones.names(opened.record, record_key=record_key(installation, opened.record))
    assert (parent.account, parent.power) == (opened.representative, Power.PARENT)
    assert parent.valid_until is not None
    assert parent.valid_until.date() == date(2044, 10, 11), "midnight in Paris is still the day before in UTC"
    assert names == {opened.representative: "Nadia Lamrani"}
    listed = list_documents(
        opened.record, criteria=Criteria(), actor=Representative(opened.representative), env=installation.env
    )
    assert isinstance(listed, ListedDocuments)


def test_a_parent_who_has_an_account_acts_under_it(installation: Installation) -> None:
    known = replace(THE_MOTHER, account="her-own-account")
    opened = opens(installation, ELIO, replace(with_the_mothers_card(installation), representative=known))
    assert isinstance(opened, Opened)
    assert opened.representative == "her-own-account"


def test_a_childs_needs_somebody_who_acts_for_it_and_their_card(installation: Installation) -> None:
    alone = Assistance(
        person_is_present=True, card=card_of(ELIO.identifiers[0].value, actor=HUGO, env=installation.env)
    )
    assert refused(opens(installation, ELIO, alone)).told is Told.REPRESENTATIVE_NEEDED
    another = card_of(CAMILLE.identifiers[0].value, actor=HUGO, env=installation.env)
    with_another = replace(with_the_mothers_card(installation), card=another)
    assert refused(opens(installation, ELIO, with_another)).told is Told.CARD_NEEDED


def test_an_emancipated_minor_opens_alone_on_a_judgment(installation: Installation) -> None:
    lou = replace(ELIO, traits=replace(ELIO.traits, birth_date=date(2010, 5, 20)))
    card = card_of(ELIO.identifiers[0].value, actor=HUGO, env=installation.env)
    opened = opens(installation, lou, Assistance(person_is_present=True, card=card, is_emancipated=True))
    assert isinstance(opened, Opened)
    assert opened.representative is None
    listed = list_documents(opened.record, criteria=Criteria(), actor=Holder(opened.record), env=installation.env)
    assert isinstance(listed, ListedDocuments)


def test_a_clerk_opens_for_an_adult_reads_nothing_and_opens_for_no_child(installation: Installation) -> None:
    opened = opens(installation, GEORGES, with_card(GEORGES, actor=CLERK, env=installation.env), CLERK)
    assert isinstance(opened, Opened)
    assert told(installation, opened.record) == [("open-record", "done", "")]
    listed = list_documents(opened.record, criteria=Criteria(), actor=CLERK, env=installation.env)
    assert refused(listed).told is Told.NOT_ALLOWED
    assert refused(check_record(opened.record, actor=CLERK, env=installation.env)).told is Told.NOT_ALLOWED
    card = card_of(A_PARENT, actor=CLERK, env=installation.env)
    childs = Assistance(person_is_present=True, card=card, representative=THE_MOTHER)
    assert refused(opens(installation, ELIO, childs, CLERK)).told is Told.NOT_ALLOWED


def test_a_reading_is_too_old_after_a_quarter_of_an_hour(installation: Installation) -> None:
    assistance = with_card(GEORGES, actor=HUGO, env=installation.env)
    installation.at(NOON + timedelta(minutes=16))
    assert refused(opens(installation, GEORGES, assistance)).told is Told.CARD_NEEDED


def test_of_two_children_one_reading_opens_one_record(installation: Installation, database: Database) -> None:
    twin_nir = "1261044109013"
    twin = replace(
        ELIO,
        traits=replace(ELIO.traits, given_names=("ENZO",)),
        identifiers=(PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, twin_nir + nir_key(twin_nir)),),
    )
    card = with_the_mothers_card(installation)
    assert isinstance(opens(installation, ELIO, card), Opened)
    assert refused(opens(installation, twin, card)).told is Told.CARD_NEEDED
    assert isinstance(opens(installation, twin, with_the_mothers_card(installation)), Opened)
    assert rows(database, "card_presence", "card_challenge") == {"card_presence": 2, "card_challenge": 2}


def test_what_made_a_reading_serve_once_is_forgotten_when_it_is_too_old_to_serve(
    installation: Installation, database: Database
) -> None:
    opens(installation, GEORGES, with_card(GEORGES, actor=HUGO, env=installation.env))
    for later, left in ((timedelta(minutes=20), 1), (timedelta(minutes=21), 0)):
        installation.at(NOON + later)
        point_django_at(database.addresses.worker)
        forget_card_challenges(env=installation.env)
        point_django_at(database.addresses.app)
        assert rows(database, "card_challenge") == {"card_challenge": left}


@pytest.mark.parametrize("who", [HUGO, KELLER, CLERK])
def test_an_account_is_handed_over_at_any_counter_to_whoever_holds_the_card(
    who: Actor, installation: Installation
) -> None:
    installation.opens(GEORGES)
    card = card_of(GEORGES.identifiers[0].value, actor=who, env=installation.env)
    handed = hand_over_account(
        card, mail="", phone="+33639980077", channel=Channel.SMS, actor=who, env=installation.env
    )
    assert isinstance(handed, HandedOver)
    assert handed.identifier != handed.password != ""
    assert handed.password not in repr(handed)


def test_nobodys_telephone_is_changed_by_who_may_hand_nothing_over(installation: Installation) -> None:
    record = installation.opens(CAMILLE)

    def handed(actor: Actor, number: str = CAMILLE.identifiers[0].value) -> object:
        card = card_of(number, actor=actor, env=installation.env)
        return hand_over_account(
            card, mail="", phone="+33639980099", channel=Channel.SMS, actor=actor, env=installation.env
        )

    assert handed(SECRETARY) is NotHandedOver.NOT_ALLOWED
    assert handed(HUGO, GEORGES.identifiers[0].value) is NotHandedOver.NO_RECORD
    assert isinstance(handed(HUGO), HandedOver)
    assert handed(HUGO) is NotHandedOver.HAS_ACCOUNT
    assert [line[:2] for line in told(installation, record)[1:]] == [
        ("account-opening", "refused"),
        ("account-opening", "done"),
        ("account-opening", "refused"),
    ]


def test_a_card_that_nobody_read_here_hands_nothing_over(installation: Installation) -> None:
    installation.opens(GEORGES)
    env = installation.env
    answer = hand_over_account("forged", mail="", phone="+33639980077", channel=Channel.SMS, actor=HUGO, env=env)
    assert answer is CardFault.UNREADABLE
    elsewhere = replace(HUGO, organization=OrganizationId("1440000999"))
    card = card_of(GEORGES.identifiers[0].value, actor=elsewhere, env=env)
    answer = hand_over_account(card, mail="", phone="+33639980077", channel=Channel.SMS, actor=HUGO, env=env)
    assert answer is CardFault.ANOTHER_CHALLENGE
    assert HUGO.organization == PHARMACY
