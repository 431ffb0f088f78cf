"""« Montrer mon dossier »: what opens to whom, for how long, and what holds all the same."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder, Professional, StructureKind
from carnet.core.access.decision import Refusal, Told
from carnet.core.identifiers import DocumentId, RecordId
from carnet.usecases.confidentiality.hide_from_professional import hide_from_professional
from carnet.usecases.confidentiality.keep_secret import keep_secret
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.consent.block_professional import block_professional, unblock_professional
from carnet.usecases.showing.follow_showing import NothingNew, SomethingNew, follow_showings, look_for_news
from carnet.usecases.showing.redeem_showing import ShowingOpened
from carnet.usecases.showing.show_record import CannotBeShown, show_record
from carnet.usecases.showing.stop_showing import NoSuchShowing, ShowingStopped, stop_showing
from tests.installation import (
    CAMILLE,
    GEORGES,
    HADDAD,
    HUGO,
    KELLER,
    PAUL_PODIATRIST,
    SECRETARY,
    Installation,
    note,
    refused,
)
from tests.usecases.looking import traced
from tests.usecases.showing.showing import followed, later, listed, may_read, opens, shows, types


def test_whoever_types_the_code_reads_until_the_end_of_the_time_chosen(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    _, code = shows(installation, camille, minutes=15)
    assert isinstance(listed(installation, camille, KELLER), Refusal)
    opens(installation, code, KELLER)
    assert listed(installation, camille, KELLER) == [report]
    later(installation, minutes=14)
    assert may_read(installation, camille, report, KELLER)
    later(installation, minutes=1)
    assert not may_read(installation, camille, report, KELLER)
    assert isinstance(listed(installation, camille, KELLER), Refusal)


def test_a_code_is_typed_as_people_type_it_or_scanned_as_the_address_it_stands_in(
    installation: Installation, camille: RecordId
) -> None:
    _, code = shows(installation, camille)
    opens(installation, f" {code[:4].upper()} {code[4:]} ", KELLER)
    opens(installation, f"https://carnet.example/pro/montre/#{code}", HADDAD)


def test_each_professional_opens_it_once_and_several_may(installation: Installation, camille: RecordId) -> None:
    _, code = shows(installation, camille)
    opens(installation, code, KELLER)
    opens(installation, code, HUGO)
    assert refused(types(installation, code, KELLER)).told is Told.OPENED_ALREADY
    assert [one.name for one in followed(installation, camille)[0].opened_by] == ["Dr Anne Keller", "Hugo Lemaire"]


def test_what_is_masked_stays_so_when_the_whole_record_is_shown(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    mask_document(camille, report, actor=Holder(camille), env=installation.env)
    _, code = shows(installation, camille)
    opens(installation, code, KELLER)
    assert listed(installation, camille, KELLER) == []


def test_a_masked_document_that_is_chosen_opens_and_nothing_else_does(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    other = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2), from_=HADDAD)
    mask_document(camille, report, actor=Holder(camille), env=installation.env)
    _, code = shows(installation, camille, report)
    opens(installation, code, KELLER)
    assert listed(installation, camille, KELLER) == [report]
    assert not may_read(installation, camille, other, KELLER)


def test_what_is_hidden_from_somebody_opens_to_them_when_it_is_chosen_to_be_shown(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    hide_from_professional(camille, report, KELLER.identifier, actor=Holder(camille), env=installation.env)
    _, whole = shows(installation, camille)
    opens(installation, whole, KELLER)
    assert listed(installation, camille, KELLER) == []
    _, chosen = shows(installation, camille, report)
    opens(installation, chosen, KELLER)
    assert listed(installation, camille, KELLER) == [report]


def test_hiding_a_document_from_somebody_ends_what_is_shown_to_them(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    _, code = shows(installation, camille, report)
    opens(installation, code, KELLER)
    opens(installation, code, HUGO)
    hide_from_professional(camille, report, KELLER.identifier, actor=Holder(camille), env=installation.env)
    assert isinstance(listed(installation, camille, KELLER), Refusal)
    assert isinstance(listed(installation, camille, HUGO), list)


def test_the_matrix_holds_for_a_document_that_is_chosen(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    _, code = shows(installation, camille, report)
    opens(installation, code, PAUL_PODIATRIST)
    assert listed(installation, camille, PAUL_PODIATRIST) == []
    assert not may_read(installation, camille, report, PAUL_PODIATRIST)


def test_a_secret_is_not_chosen_and_one_made_afterwards_is_shown_no_more(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    _, code = shows(installation, camille, report)
    opens(installation, code, KELLER)
    keep_secret(camille, report, actor=Holder(camille), env=installation.env)
    assert listed(installation, camille, KELLER) == []
    answer = show_record(camille, [report], minutes=15, actor=Holder(camille), env=installation.env)
    assert answer == CannotBeShown()


@pytest.mark.parametrize("chosen", [[], [DocumentId(UUID(int=404))]], ids=["nothing", "what never was"])
def test_nothing_and_what_never_was_are_not_shown(
    chosen: list[DocumentId], installation: Installation, camille: RecordId
) -> None:
    answer = show_record(camille, chosen, minutes=60, actor=Holder(camille), env=installation.env)
    assert answer == CannotBeShown()
    assert followed(installation, camille) == ()


def test_one_who_is_blocked_is_told_what_a_wrong_code_is_told(installation: Installation, camille: RecordId) -> None:
    _, code = shows(installation, camille)
    block_professional(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    known, unknown = refused(types(installation, code, KELLER)), refused(types(installation, "aaaabbbb", KELLER))
    assert known.told is unknown.told is Told.CODE_OPENS_NOTHING


def test_a_block_ends_what_is_shown_and_lifting_it_gives_nothing_back(
    installation: Installation, camille: RecordId
) -> None:
    _, code = shows(installation, camille)
    opens(installation, code, KELLER)
    block_professional(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    unblock_professional(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    assert isinstance(listed(installation, camille, KELLER), Refusal)
    assert refused(types(installation, code, KELLER)).told is Told.OPENED_ALREADY


def test_stopping_ends_it_for_everybody_at_once(installation: Installation, camille: RecordId) -> None:
    showing, code = shows(installation, camille)
    opens(installation, code, KELLER)
    assert stop_showing(camille, showing, actor=Holder(camille), env=installation.env) == ShowingStopped()
    assert isinstance(listed(installation, camille, KELLER), Refusal)
    assert refused(types(installation, code, HUGO)).told is Told.CODE_OPENS_NOTHING
    (over,) = followed(installation, camille)
    assert (over.is_living, over.is_stopped, over.code) == (False, True, "")


def test_nobody_stops_what_they_do_not_show(installation: Installation, camille: RecordId) -> None:
    showing, _ = shows(installation, camille)
    other = installation.opens(GEORGES)
    assert stop_showing(other, showing, actor=Holder(other), env=installation.env) == NoSuchShowing()
    assert followed(installation, camille)[0].is_living


def test_a_carer_shows_nothing(installation: Installation, camille: RecordId) -> None:
    answer = show_record(camille, None, minutes=15, actor=Carer("nadia"), env=installation.env)
    assert refused(answer).told is Told.NOT_ALLOWED


@pytest.mark.parametrize(
    "who",
    [SECRETARY, replace(KELLER, structure_kind=StructureKind.PRIVATE_INSURER)],
    ids=["a secretary", "an insurer's doctor"],
)
def test_who_never_reads_is_told_so_whatever_the_code(
    who: Professional, installation: Installation, camille: RecordId
) -> None:
    _, code = shows(installation, camille)
    answers = [refused(types(installation, typed, who)) for typed in (code, "aaaabbbb")]
    assert [one.told for one in answers] == [Told.NOT_ALLOWED, Told.NOT_ALLOWED]


def test_each_act_stands_in_the_history(installation: Installation, camille: RecordId, report: DocumentId) -> None:
    showing, code = shows(installation, camille, report)
    opens(installation, code, KELLER)
    types(installation, code, KELLER)
    listed(installation, camille, KELLER)
    stop_showing(camille, showing, actor=Holder(camille), env=installation.env)
    types(installation, code, HUGO)
    lines = [
        (one.action.value, one.outcome.value, one.rules)
        for one in traced(installation, camille)
        if one.documents == (report,) and one.action not in (Action.DEPOSIT_DOCUMENTS, Action.FOLLOW_SHOWING)
    ]
    assert lines == [
        ("show-record", "done", ("SHW-01",)),
        ("redeem-showing", "done", ("SHW-02",)),
        ("redeem-showing", "refused", ("SHW-06",)),
        ("list-documents", "done", ("SHW-04",)),
        ("stop-showing", "done", ("SHW-01",)),
        ("redeem-showing", "refused", ("DEFAULT",)),
    ]


def test_a_page_that_is_open_is_told_when_somebody_comes_and_when_it_is_over(
    installation: Installation, camille: RecordId
) -> None:
    showing, code = shows(installation, camille)

    def news(known: int) -> object:
        return look_for_news(camille, showing, known=known, actor=Holder(camille), env=installation.env)

    before = len(traced(installation, camille))
    assert news(0) == NothingNew()
    assert len(traced(installation, camille)) == before
    opens(installation, code, KELLER)
    assert (news(0), news(1)) == (SomethingNew(), NothingNew())
    later(installation, minutes=15)
    assert news(1) == SomethingNew()


def test_one_who_may_not_follow_is_refused_and_it_is_written_down(
    installation: Installation, camille: RecordId
) -> None:
    showing, _ = shows(installation, camille)
    nadia = Carer("nadia")
    assert isinstance(follow_showings(camille, actor=nadia, env=installation.env), Refusal)
    assert isinstance(look_for_news(camille, showing, known=0, actor=nadia, env=installation.env), Refusal)
    assert [one.outcome.value for one in traced(installation, camille)][-2:] == ["refused", "refused"]


def test_the_time_of_a_code_passes_for_who_opens_late(installation: Installation, camille: RecordId) -> None:
    _, code = shows(installation, camille, minutes=60)
    now = later(installation, minutes=59)
    assert types(installation, code, KELLER) == ShowingOpened(camille, now + timedelta(minutes=1))
