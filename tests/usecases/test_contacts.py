"""Changing an address: proved on the new one and on the old, at once for everything, told to the old."""

from datetime import timedelta

import pytest

from carnet.core.accounts.contacts import MOST_ASKED, read_mail, read_phone
from carnet.ports.messages import Channel, Message
from carnet.usecases.account.change_contact import (
    ChangeAsked,
    ContactChanged,
    ask_contact_change,
    confirm_contact_change,
)
from carnet.usecases.account.choose_channel import ChannelChosen, choose_channel
from carnet.usecases.account.show_attempt import AttemptOver
from carnet.usecases.account.show_contacts import Contacts, show_contacts
from carnet.usecases.account.who_is_here import ProofNeeded
from tests.installation import CAMILLE, Installation
from tests.store.database import Database
from tests.usecases.account_world import acts, proved, session_of, told, works_off
from tests.usecases.sign_in_world import Person, code_in, settles_in

NEW = "camille.neuve@example.org"


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday."""
    return settles_in(
        installation, installation.opens(CAMILLE), identifier="camille.morel", password="les cerises de juin"
    )


def asks(person: Person, channel: Channel = Channel.MAIL, address: str = NEW) -> tuple[str, dict[str, str]]:
    """Somebody asks for another address: their session, and the code that each address received."""
    session = proved(person)
    works_off(person.env)
    assert ask_contact_change(session, channel, address, env=person.env) is ChangeAsked.ASKED
    return session, {message.address: code_in(message) for message in works_off(person.env)}


def shown(session: str, person: Person) -> Contacts:
    """What somebody sees of how they are reached."""
    found = show_contacts(session, env=person.env)
    assert isinstance(found, Contacts)
    return found


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 10**6:06d}"


def test_both_codes_change_the_address_and_the_old_one_is_told(camille: Person) -> None:
    session, codes = asks(camille)
    assert set(codes) == {NEW, CAMILLE.mail}
    assert shown(session, camille).mail == CAMILLE.mail, "nothing changes before"
    done = confirm_contact_change(session, new_code=codes[NEW], old_code=codes[CAMILLE.mail], env=camille.env)
    assert done is ContactChanged.DONE
    assert shown(session, camille).mail == NEW
    (announcement,) = works_off(camille.env)
    assert (announcement.address, announcement.subject) == (CAMILLE.mail, "Vos coordonnées ont changé")
    assert NEW not in announcement.body
    assert acts(camille)[-1] == ("contact-change", "done", "mail")
    camille.browser().tries(camille.identifier, camille.password)
    assert [message.address for message in works_off(camille.env)] == [NEW]


@pytest.mark.parametrize("known", ["new", "old"])
def test_one_code_of_the_two_changes_nothing(camille: Person, known: str) -> None:
    session, codes = asks(camille)
    new, old = codes[NEW], codes[CAMILLE.mail]
    typed = {"new_code": new if known == "new" else wrong(new), "old_code": old if known == "old" else wrong(old)}
    assert confirm_contact_change(session, **typed, env=camille.env) is ContactChanged.WRONG
    assert shown(session, camille).mail == CAMILLE.mail
    assert acts(camille)[-1] == ("contact-change", "refused", "wrong-code")


def test_the_codes_are_no_use_for_one_another(camille: Person) -> None:
    session, codes = asks(camille)
    swapped = confirm_contact_change(session, new_code=codes[CAMILLE.mail], old_code=codes[NEW], env=camille.env)
    assert swapped is ContactChanged.WRONG


def test_five_wrong_tries_end_the_change(camille: Person) -> None:
    session, codes = asks(camille)
    for _ in range(5):
        last = confirm_contact_change(session, new_code=wrong(codes[NEW]), old_code="000000", env=camille.env)
    assert last is ContactChanged.OVER
    right = confirm_contact_change(session, new_code=codes[NEW], old_code=codes[CAMILLE.mail], env=camille.env)
    assert right is ContactChanged.OVER


def test_a_change_waits_a_quarter_of_an_hour(camille: Person, installation: Installation) -> None:
    session, codes = asks(camille)
    start = camille.env.clock.now()
    installation.at(start + timedelta(minutes=14))
    assert shown(session, camille).waiting is not None
    installation.at(start + timedelta(minutes=15))
    fresh = session_of(camille)
    late = confirm_contact_change(fresh, new_code=codes[NEW], old_code=codes[CAMILLE.mail], env=camille.env)
    assert late is ContactChanged.OVER
    assert shown(fresh, camille).waiting is None


def test_a_sign_in_code_on_its_way_to_the_old_address_opens_nothing_any_more(camille: Person) -> None:
    thief = camille.browser()
    session, codes = asks(camille)
    thief.tries(camille.identifier, camille.password)
    stolen = code_in(works_off(camille.env)[-1])
    confirm_contact_change(session, new_code=codes[NEW], old_code=codes[CAMILLE.mail], env=camille.env)
    assert thief.confirms(stolen) == AttemptOver()


def test_asking_needs_a_proof(camille: Person) -> None:
    session = session_of(camille)
    assert ask_contact_change(session, Channel.MAIL, NEW, env=camille.env) == ProofNeeded()
    assert choose_channel(session, Channel.SMS, env=camille.env) == ProofNeeded()


@pytest.mark.parametrize(
    ("channel", "typed", "said"),
    [
        (Channel.MAIL, "camille", ChangeAsked.UNREADABLE),
        (Channel.MAIL, "a@b.org\nBcc: c@d.org", ChangeAsked.UNREADABLE),
        (Channel.MAIL, CAMILLE.mail, ChangeAsked.SAME),
        (Channel.SMS, "01 23 45 67 89", ChangeAsked.UNREADABLE),
        (Channel.SMS, "06 39 98 00 00", ChangeAsked.SAME),
    ],
)
def test_what_is_no_new_address_is_said(camille: Person, channel: Channel, typed: str, said: ChangeAsked) -> None:
    assert ask_contact_change(proved(camille), channel, typed, env=camille.env) is said


def test_nobody_rings_telephones_all_day(camille: Person) -> None:
    session = proved(camille)
    answers = [
        ask_contact_change(session, Channel.SMS, f"06 39 98 01 0{one}", env=camille.env)
        for one in range(MOST_ASKED + 1)
    ]
    assert answers == [ChangeAsked.ASKED] * MOST_ASKED + [ChangeAsked.TOO_MANY]


def test_only_the_latest_change_waits(camille: Person, installation: Installation) -> None:
    session, codes = asks(camille)
    installation.at(camille.env.clock.now() + timedelta(minutes=1))
    ask_contact_change(session, Channel.SMS, "06 39 98 09 99", env=camille.env)
    former = confirm_contact_change(session, new_code=codes[NEW], old_code=codes[CAMILLE.mail], env=camille.env)
    assert former is ContactChanged.WRONG
    assert shown(session, camille).mail == CAMILLE.mail


def test_codes_go_where_the_person_chooses_and_they_are_told(camille: Person) -> None:
    session = proved(camille)
    works_off(camille.env)
    assert choose_channel(session, Channel.SMS, env=camille.env) is ChannelChosen.DONE
    channels: list[tuple[Channel, str]] = [(one.channel, one.address) for one in works_off(camille.env)]
    assert channels == [(Channel.MAIL, CAMILLE.mail), (Channel.SMS, CAMILLE.phone)]
    assert told(camille)[-1] == "channel-changed"
    camille.browser().tries(camille.identifier, camille.password)
    (code,) = works_off(camille.env)
    assert isinstance(code, Message)
    assert code.address == CAMILLE.phone


def test_addresses_that_wait_are_sealed(camille: Person, database: Database) -> None:
    asks(camille)
    with database.admin() as admin:
        kept = str(admin.execute("select addresses::text, new_code::text from contact_change").fetchall())
    assert NEW.encode().hex() not in kept


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("06 39 98 00 00", "+33639980000"),
        ("+33 6 39 98 00 00", "+33639980000"),
        ("0033639980000", "+33639980000"),
        ("07.39.98.00.00", "+33739980000"),
        ("+262 692 12 34 56", "+262692123456"),
        ("01 39 98 00 00", None),
        ("06 39 98 00", None),
        ("+0639980000", None),
        ("٠٦٣٩٩٨٠٠٠٠", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, read: str | None) -> None:
    assert read_phone(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" Camille@Example.ORG ", "Camille@example.org"),
        ("camille+carnet@example.org", "camille+carnet@example.org"),
        ("camille@example", None),
        ("camille@@example.org", None),
        ("camille @example.org", None),
        (f"{'x' * 60}@{'y' * 60}.{'z' * 60}.{'w' * 60}.{'v' * 60}.org", None),
        ("", None),
    ],
)
def test_mail_addresses_are_read_as_people_write_them(typed: str, read: str | None) -> None:
    assert read_mail(typed) == read
