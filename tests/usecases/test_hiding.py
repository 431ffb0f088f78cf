"""Withholding a document beyond the mask: secret, one named professional, a category, all that comes."""

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.access.decision import Refusal, Told
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.confidentiality.announce_document import Announced, NothingToAnnounce, announce_document
from carnet.usecases.confidentiality.choose_hidden_categories import (
    HidingChoices,
    UnknownCategory,
    choose_hidden_categories,
    read_hidden_categories,
)
from carnet.usecases.confidentiality.hide_from_professional import (
    HiddenFrom,
    UnknownProfessional,
    hide_from_professional,
    show_to_professional,
)
from carnet.usecases.confidentiality.keep_secret import SecrecyChanged, keep_secret, lift_secret
from carnet.usecases.consent.name_treating_physician import Named, name_treating_physician
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.shown_document import ShownDocument
from tests.installation import (
    CAMILLE,
    HADDAD,
    HOSPITAL_SOFTWARE,
    HUGO,
    KELLER,
    Installation,
    note,
    refused,
)
from tests.store.database import Database
from tests.usecases.looking import owed, told, traced

UNANNOUNCED = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
MASKED = Confidentiality.MASKED_TO_PROFESSIONALS


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    for who in (KELLER, HUGO, HADDAD):
        installation.authorizes(record, who)
    return record


def seen(who: Actor, record: RecordId, here: Installation) -> list[ShownDocument]:
    """What somebody sees in a list."""
    listed = list_documents(record, criteria=Criteria(), actor=who, env=here.env)
    assert isinstance(listed, ListedDocuments)
    return list(listed.documents)


def readers(record: RecordId, here: Installation) -> set[str]:
    """Which of the doctors and of Camille herself see something in her record."""
    people: dict[str, Actor] = {"camille": Holder(record), "keller": KELLER, "haddad": HADDAD}
    return {name for name, who in people.items() if seen(who, record, here)}


def test_a_secret_is_between_the_person_and_the_author_and_is_lifted(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env, holder = installation.env, Holder(camille)
    assert isinstance(name_treating_physician(camille, KELLER.identifier, actor=holder, env=env), Named)
    assert keep_secret(camille, report, actor=holder, env=env) == SecrecyChanged(report, is_secret=True)
    assert readers(camille, installation) == {"camille", "haddad"}
    assert lift_secret(camille, report, actor=holder, env=env) == SecrecyChanged(report, is_secret=False)
    assert readers(camille, installation) == {"camille", "haddad", "keller"}


def test_a_secret_kept_twice_is_kept_once(installation: Installation, camille: RecordId, report: DocumentId) -> None:
    for _ in range(2):
        keep_secret(camille, report, actor=Holder(camille), env=installation.env)
    assert [one.version for one in seen(Holder(camille), camille, installation)] == [2]
    assert told(installation, camille)[-3:-1] == [("keep-secret", "done", "")] * 2


def test_nobody_else_keeps_a_secret_for_the_person(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    for who in (KELLER, HADDAD):
        assert refused(keep_secret(camille, report, actor=who, env=installation.env)).told is Told.NO_ACCESS
    assert readers(camille, installation) == {"camille", "keller", "haddad"}


def test_a_secret_stays_shut_in_an_emergency_that_opens_masks(
    installation: Installation, camille: RecordId, report: DocumentId, database: Database
) -> None:
    other = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2, hidden=frozenset({MASKED})), from_=HADDAD)
    keep_secret(camille, report, actor=Holder(camille), env=installation.env)
    with database.admin() as admin:
        admin.execute("update record set switch_masked = true where id = %s", [camille])
        admin.execute("update access_authorization set withdrawn_at = given_at")
    broken = break_the_glass(camille, reason="Personne inconsciente", actor=KELLER, env=installation.env)
    assert isinstance(broken, GlassBroken)
    assert [one.document for one in seen(KELLER, camille, installation)] == [other]


def test_a_document_is_hidden_from_one_professional_and_from_nobody_else(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env, holder = installation.env, Holder(camille)
    answer = hide_from_professional(camille, report, KELLER.identifier, actor=holder, env=env)
    assert answer == HiddenFrom(report, frozenset({KELLER.identifier}))
    assert readers(camille, installation) == {"camille", "haddad"}
    line = next(one for one in traced(installation, camille) if one.action.value == "hide-from-professional")
    assert line.concerned is not None
    assert line.concerned.identifier == KELLER.identifier.value
    answer = show_to_professional(camille, report, KELLER.identifier, actor=holder, env=env)
    assert answer == HiddenFrom(report, frozenset())
    assert readers(camille, installation) == {"camille", "haddad", "keller"}


def test_the_author_learns_that_it_is_masked_and_never_from_whom(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    installation.receives(CAMILLE, note(CAMILLE, by=KELLER, number=3), from_=KELLER)
    hide_from_professional(camille, report, HUGO.identifier, actor=Holder(camille), env=installation.env)
    by_author = {one.document: (one.is_masked, one.hidden_from) for one in seen(HADDAD, camille, installation)}
    by_another = {one.document: (one.is_masked, one.hidden_from) for one in seen(KELLER, camille, installation)}
    by_herself = {
        one.document: (one.is_masked, one.hidden_from) for one in seen(Holder(camille), camille, installation)
    }
    assert by_author[report] == (True, frozenset())
    assert by_another[report] == (False, frozenset())
    assert by_herself[report] == (True, frozenset({HUGO.identifier}))


def test_hiding_from_a_number_of_nobody_does_nothing(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    answer = hide_from_professional(
        camille, report, PractitionerId("899799999999"), actor=Holder(camille), env=installation.env
    )
    assert answer == UnknownProfessional()
    assert readers(camille, installation) == {"camille", "haddad", "keller"}


@pytest.mark.usefixtures("report")
def test_a_category_is_hidden_with_what_it_holds_and_what_will_come(
    installation: Installation, camille: RecordId
) -> None:
    env, holder = installation.env, Holder(camille)
    chosen = choose_hidden_categories(camille, ["10"], masks_by_default=False, actor=holder, env=env)
    assert chosen == HidingChoices(frozenset({"10"}), masks_by_default=False)
    assert read_hidden_categories(camille, actor=holder, env=env) == chosen
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2), from_=HOSPITAL_SOFTWARE)
    other = installation.receives(
        CAMILLE, note(CAMILLE, by=HADDAD, number=4, type_code="57833-6", class_code="42"), from_=HOSPITAL_SOFTWARE
    )
    assert [one.document for one in seen(KELLER, camille, installation)] == [other]
    assert len(seen(HADDAD, camille, installation)) == len(seen(holder, camille, installation)) == 3
    assert [one.is_masked for one in seen(KELLER, camille, installation)] == [False]
    choose_hidden_categories(camille, [], masks_by_default=False, actor=holder, env=env)
    assert len(seen(KELLER, camille, installation)) == 3


def test_a_category_that_nobody_publishes_is_not_chosen(installation: Installation, camille: RecordId) -> None:
    env, holder = installation.env, Holder(camille)
    answer = choose_hidden_categories(camille, ["10", "99"], masks_by_default=True, actor=holder, env=env)
    assert answer == UnknownCategory()
    assert read_hidden_categories(camille, actor=holder, env=env) == HidingChoices(frozenset(), masks_by_default=False)


def test_what_comes_is_masked_by_default_and_shown_document_by_document(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env, holder = installation.env, Holder(camille)
    choose_hidden_categories(camille, [], masks_by_default=True, actor=holder, env=env)
    new = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2), from_=HOSPITAL_SOFTWARE)
    assert told(installation, camille)[-1] == ("deposit-documents", "done", "masked-by-default")
    assert [one.document for one in seen(KELLER, camille, installation)] == [report]
    codes = {one.document: one.entry.confidentiality for one in seen(holder, camille, installation)}
    assert MASKED in codes[new]
    assert MASKED not in codes[report]


def test_a_new_version_keeps_what_was_decided_of_the_old_one(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env, holder = installation.env, Holder(camille)
    choose_hidden_categories(camille, [], masks_by_default=True, actor=holder, env=env)
    newer = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2, replaces=report), from_=HADDAD)
    assert newer in {one.document for one in seen(KELLER, camille, installation)}
    keep_secret(camille, newer, actor=holder, env=env)
    hide_from_professional(camille, newer, HUGO.identifier, actor=holder, env=env)
    newest = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=3, replaces=newer), from_=HADDAD)
    assert {newer, newest}.isdisjoint(one.document for one in seen(KELLER, camille, installation))
    shown = {one.document: one for one in seen(holder, camille, installation)}
    assert shown[newest].hidings == shown[newer].hidings != frozenset()
    assert shown[newest].hidden_from == frozenset({HUGO.identifier})


def test_a_doctor_shows_what_they_have_announced_with_the_person_present(
    installation: Installation, camille: RecordId
) -> None:
    env = installation.env
    result = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, hidden=UNANNOUNCED), from_=HOSPITAL_SOFTWARE)
    assert refused(announce_document(camille, result, actor=KELLER, env=env)).told is Told.NO_ACCESS
    assert refused(announce_document(camille, result, actor=Holder(camille), env=env)).told is Told.NO_ACCESS
    assert seen(Holder(camille), camille, installation) == []
    assert announce_document(camille, result, person_is_present=True, actor=KELLER, env=env) == Announced(result)
    assert [one.document for one in seen(Holder(camille), camille, installation)] == [result]
    again = announce_document(camille, result, person_is_present=True, actor=KELLER, env=env)
    assert again == NothingToAnnounce()


def test_the_author_shows_what_they_have_announced_wherever_the_person_is(
    installation: Installation, camille: RecordId
) -> None:
    result = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, hidden=UNANNOUNCED), from_=HADDAD)
    assert announce_document(camille, result, actor=HADDAD, env=installation.env) == Announced(result)
    assert [one.document for one in seen(Holder(camille), camille, installation)] == [result]


def test_what_could_not_be_masked_before_its_announcement_is_masked_then(
    installation: Installation, camille: RecordId
) -> None:
    env, holder = installation.env, Holder(camille)
    choose_hidden_categories(camille, [], masks_by_default=True, actor=holder, env=env)
    result = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, hidden=UNANNOUNCED), from_=HADDAD)
    assert told(installation, camille)[-1] == ("deposit-documents", "done", "")
    announce_document(camille, result, actor=HADDAD, env=env)
    assert seen(KELLER, camille, installation) == []
    assert [MASKED in one.entry.confidentiality for one in seen(holder, camille, installation)] == [True]


def test_a_depositor_is_not_told_that_the_person_masks_everything(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    choose_hidden_categories(camille, [], masks_by_default=True, actor=Holder(camille), env=installation.env)
    before = len(owed(database))
    new = installation.receives(CAMILLE, note(CAMILLE, by=KELLER), from_=HOSPITAL_SOFTWARE)
    assert [kind for kind, _, _ in owed(database)[before:]] == ["new-document"]
    assert isinstance(
        list_documents(camille, criteria=Criteria(), actor=HOSPITAL_SOFTWARE, env=installation.env), Refusal
    )
    assert new in {one.document for one in seen(Holder(camille), camille, installation)}
