"""Somebody reads while their right is taken from them: no reading is done after it, and no limit is passed."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from carnet.core.access.actors import Actor, Carer, Holder, Representative
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.carer import CARERS_OF_A_PERSON, PERSONS_OF_A_CARER, TooManyCarers, TooManyPersons
from carnet.core.record.representation import Power
from carnet.usecases.family.accept_invitation import CaringBegins, accept_invitation
from carnet.usecases.family.end_carer import end_carer
from carnet.usecases.family.end_protection import end_protection
from carnet.usecases.family.end_representation import end_representation
from carnet.usecases.family.end_secret_visit import end_secret_visit
from carnet.usecases.family.hide_from_carers import hide_from_carers
from carnet.usecases.family.hide_from_representatives import (
    AlreadyShown,
    HiddenFromRepresentatives,
    hide_from_representatives,
)
from carnet.usecases.family.hide_places import hide_places
from carnet.usecases.family.invite_carer import CarerInvited, invite_carer
from carnet.usecases.family.record_emancipation import record_emancipation
from carnet.usecases.family.record_protection import record_protection
from carnet.usecases.family.record_representation import Represented, record_representation
from carnet.usecases.family.require_a_doctor import require_a_doctor
from carnet.usecases.family.sort_held_document import NotHeld, Sorted, sort_held_document
from carnet.usecases.family.suspend_representation import suspend_representation
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from tests.conftest import NOON
from tests.installation import GEORGES, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note
from tests.store.test_races import at_once
from tests.usecases.family.family import (
    DESK,
    FATHER,
    LOU,
    RESULT,
    SECOND_AGENT,
    is_parent_of,
    is_unreachable,
    listed,
    may_list,
    somebody,
    visits,
)
from tests.usecases.looking import traced

NADIA = Carer("nadia")
Prepared = tuple[RecordId, Actor, str, Callable[[], object]]
Withheld = tuple[RecordId, DocumentId, Actor, str, Callable[[], object]]


def a_visit_ends(here: Installation, lou: RecordId) -> Prepared:
    visits(here, lou)
    return lou, KELLER, "end-secret-visit", partial(end_secret_visit, lou, actor=KELLER, env=here.env)


def a_parent_is_suspended(here: Installation, lou: RecordId) -> Prepared:
    suspends = partial(
        suspend_representation,
        lou,
        FATHER.account,
        confirmed_by=SECOND_AGENT,
        proof="order",
        actor=DESK,
        env=here.env,
    )
    return lou, FATHER, "suspend-representation", suspends


def a_power_is_ended(here: Installation, lou: RecordId) -> Prepared:
    here.at(NOON + timedelta(days=1))
    ends = partial(end_representation, lou, FATHER.account, proof="judgment", actor=DESK, env=here.env)
    return lou, FATHER, "record-representation", ends


def a_minor_is_emancipated(here: Installation, lou: RecordId) -> Prepared:
    here.at(NOON.replace(year=2027, month=7))
    return (
        lou,
        FATHER,
        "record-emancipation",
        partial(record_emancipation, lou, proof="judgment", actor=DESK, env=here.env),
    )


def a_protection_is_ended(here: Installation, _: RecordId) -> Prepared:
    georges, guardian = here.opens(GEORGES), Representative("guardian-of-georges")
    record_protection(georges, proof="judgment", actor=DESK, env=here.env)
    is_parent_of(here, georges, guardian, Power.GUARDIAN)
    return (
        georges,
        guardian,
        "record-protection",
        partial(end_protection, georges, proof="judgment", actor=DESK, env=here.env),
    )


def a_carer_is_ended(here: Installation, _: RecordId) -> Prepared:
    georges = here.opens(GEORGES)
    holder = Holder(georges)
    assert isinstance(invite_carer(georges, NADIA.account, actor=holder, env=here.env), CarerInvited)
    assert isinstance(accept_invitation(georges, actor=NADIA, env=here.env), CaringBegins)
    return georges, NADIA, "end-carer", partial(end_carer, georges, NADIA.account, actor=holder, env=here.env)


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize(
    "prepare",
    [
        a_visit_ends,
        a_parent_is_suspended,
        a_power_is_ended,
        a_minor_is_emancipated,
        a_protection_is_ended,
        a_carer_is_ended,
    ],
)
def test_no_reading_is_written_down_as_done_after_the_right_to_it_ended(
    attempt: int,
    prepare: Callable[[Installation, RecordId], Prepared],
    installation: Installation,
    lou: RecordId,
) -> None:
    assert attempt >= 0
    record, reader, ending, end = prepare(installation, lou)

    def reading() -> list[bool]:
        return [may_list(installation, record, reader) for _ in range(6)]

    def ends() -> list[bool]:
        end()
        return []

    read, _ = at_once([reading, ends])
    assert read == sorted(read, reverse=True)
    assert not may_list(installation, record, reader), "the very next request"
    assert ("list-documents", "done") not in done_after(installation, record, ending)


def places_are_hidden(here: Installation, lou: RecordId) -> Withheld:
    document = here.receives(LOU, note(LOU, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    hides = partial(
        hide_places,
        lou,
        FATHER.account,
        since=NOON,
        confirmed_by=SECOND_AGENT,
        proof="order",
        actor=DESK,
        env=here.env,
    )
    return lou, document, FATHER, "hide-places", hides


def a_doctor_is_required(here: Installation, lou: RecordId) -> Withheld:
    here.authorizes(lou, KELLER)
    document = here.receives(LOU, note(LOU, by=HADDAD), from_=HADDAD)
    requires = partial(require_a_doctor, lou, document, minor_asks=True, actor=KELLER, env=here.env)
    return lou, document, FATHER, "require-a-doctor", requires


def a_document_is_hidden_from_carers(here: Installation, lou: RecordId) -> Withheld:
    georges, *_ = a_carer_is_ended(here, lou)
    document = here.receives(GEORGES, note(GEORGES, by=HADDAD), from_=HADDAD)
    hides = partial(hide_from_carers, georges, document, actor=Holder(georges), env=here.env)
    return georges, document, NADIA, "hide-from-carers", hides


@pytest.mark.parametrize("prepare", [places_are_hidden, a_doctor_is_required, a_document_is_hidden_from_carers])
def test_no_close_one_reads_a_document_after_it_is_withheld_from_them(
    prepare: Callable[[Installation, RecordId], Withheld], installation: Installation, lou: RecordId
) -> None:
    record, document, reader, withholding, withhold = prepare(installation, lou)

    def reads() -> bool:
        return isinstance(read_document(record, document, actor=reader, env=installation.env), OpenedDocument)

    def reading() -> list[bool]:
        return [reads() for _ in range(6)]

    def withholds() -> list[bool]:
        withhold()
        return []

    assert reads()
    read, _ = at_once([reading, withholds])
    assert read == sorted(read, reverse=True)
    assert not reads(), "the very next request"
    assert ("read-document", "done") not in done_after(installation, record, withholding)


def done_after(here: Installation, record: RecordId, ending: str) -> list[tuple[str, str]]:
    """What the history holds after the last line that ends or withholds something."""
    lines = [(event.action.value, event.outcome.value) for event in traced(here, record)]
    return lines[len(lines) - lines[::-1].index((ending, "done")) :]


@pytest.mark.parametrize("attempt", range(3))
def test_a_document_is_hidden_before_a_parent_lists_it_or_not_at_all(
    attempt: int, installation: Installation, lou: RecordId
) -> None:
    assert attempt >= 0
    is_unreachable(installation, lou)
    installation.authorizes(lou, KELLER)
    document = installation.receives(LOU, note(LOU, by=HADDAD, type_code="11488-4"), from_=HADDAD)
    seen: list[object] = []

    def listing() -> None:
        seen.extend(listed(installation, lou, FATHER) for _ in range(4))

    def hiding() -> None:
        seen.insert(0, hide_from_representatives(lou, document, minor_asks=True, actor=KELLER, env=installation.env))

    at_once([listing, hiding])
    answer = next(one for one in seen if not isinstance(one, list))
    lists = [one for one in seen if isinstance(one, list)]
    if isinstance(answer, HiddenFromRepresentatives):
        assert lists == [[]] * 4
    else:
        assert isinstance(answer, AlreadyShown)
        assert lists == [[document]] * 4


def test_of_two_who_sort_a_document_one_decides(installation: Installation, lou: RecordId) -> None:
    for doctor in (KELLER, HADDAD):
        installation.authorizes(lou, doctor)
    visits(installation, lou)
    document = installation.receives(LOU, note(LOU, by=HADDAD, type_code=RESULT), from_=HOSPITAL_SOFTWARE)
    shows = partial(sort_held_document, lou, document, show=True, actor=KELLER, env=installation.env)
    hides = partial(sort_held_document, lou, document, show=False, actor=HADDAD, env=installation.env)
    answers = at_once([shows, hides])
    assert answers.count(NotHeld()) == 1
    (decided,) = [one for one in answers if isinstance(one, Sorted)]
    assert listed(installation, lou, FATHER) == ([document] if decided.is_shown else [])


def test_of_two_invitations_for_the_last_place_one_is_made(installation: Installation) -> None:
    georges = installation.opens(GEORGES)
    holder = Holder(georges)
    invites = [
        partial(invite_carer, georges, f"carer-{number}", actor=holder, env=installation.env)
        for number in range(CARERS_OF_A_PERSON + 1)
    ]
    assert at_once(invites).count(TooManyCarers()) == 1


def test_of_two_persons_for_a_carers_last_place_one_is_accepted(installation: Installation) -> None:
    people = [installation.opens(somebody(number)) for number in range(PERSONS_OF_A_CARER + 1)]
    for record in people:
        invite_carer(record, NADIA.account, actor=Holder(record), env=installation.env)
    for record in people[:-2]:
        assert isinstance(accept_invitation(record, actor=NADIA, env=installation.env), CaringBegins)
    answers = at_once([partial(accept_invitation, one, actor=NADIA, env=installation.env) for one in people[-2:]])
    assert answers.count(TooManyPersons()) == 1


def test_of_three_parents_written_down_at_once_two_are(installation: Installation) -> None:
    record = installation.opens(LOU)
    three = [Representative(f"parent-{number}") for number in range(3)]
    answers = at_once(
        [
            partial(
                record_representation,
                record,
                one.account,
                Power.PARENT,
                proof="birth-certificate",
                actor=DESK,
                env=installation.env,
            )
            for one in three
        ]
    )
    assert sum(isinstance(answer, Represented) for answer in answers) == 2
