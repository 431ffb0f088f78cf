"""What a minor keeps from their representatives: a secret visit, what follows it, a reading beside a doctor."""

from dataclasses import replace
from datetime import timedelta

from carnet.core.access.actors import Software
from carnet.core.access.scopes import Permission
from carnet.core.identifiers import DocumentId
from carnet.core.subscriptions.subscription import Channel, Content, Topic, Wanted
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from carnet.usecases.family.end_secret_visit import SecretVisitEnded, end_secret_visit
from carnet.usecases.family.open_secret_visit import SecretVisitOpened, open_secret_visit
from carnet.usecases.family.require_a_doctor import ReadWithADoctor, require_a_doctor
from carnet.usecases.family.sort_held_document import Sorted, sort_held_document
from carnet.usecases.subscriptions.subscribe import Subscribed, subscribe
from tests.installation import HADDAD, KELLER, note
from tests.two_worlds.kind import A_COLLEAGUE, THE_FATHER, hiding
from tests.two_worlds.people import LOU
from tests.two_worlds.stage import Stage, prescription

LABORATORY = "11502-2"


def a_visit(stage: Stage) -> DocumentId:
    """A doctor whom no representative knows receives the minor, and the visit ends."""
    opened = open_secret_visit(stage.record, minor_consents=True, actor=HADDAD, env=stage.env)
    assert isinstance(opened, SecretVisitOpened), opened
    hidden = {Confidentiality.HIDDEN_FROM_REPRESENTATIVES}
    stage.lists(by=HADDAD)
    document = stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1, hidden=hidden), from_=HADDAD)
    stage.reads(document, by=HADDAD)
    ended = end_secret_visit(stage.record, actor=HADDAD, env=stage.env)
    assert isinstance(ended, SecretVisitEnded), ended
    return stage.shown


@hiding(THE_FATHER, seen_by=(A_COLLEAGUE,), about=LOU)
def a_secret_visit(stage: Stage) -> None:
    """The visit, with what was deposited and read in it."""
    a_visit(stage)


@hiding(THE_FATHER, seen_by=(A_COLLEAGUE,), about=LOU)
def a_subscription_in_a_secret_visit(stage: Stage) -> None:
    """The doctor's software asks, in the visit, to be told of what comes: neither page nor history says so."""
    opened = open_secret_visit(stage.record, minor_consents=True, actor=HADDAD, env=stage.env)
    assert isinstance(opened, SecretVisitOpened), opened
    ten_seconds = timedelta(seconds=10)
    channel = Channel("https://haddad.example.org/", (), "application/fhir+json", Content.EMPTY, None, ten_seconds, 9)
    software = Software("haddad", frozenset({Permission.READ_DOCUMENTS}))
    wanted = Wanted(stage.record, Topic.NEW_DOCUMENT, channel, "Suivre")
    asked = subscribe(wanted, base_url="https://localhost/fhir", actor=replace(HADDAD, through=software), env=stage.env)
    assert isinstance(asked, Subscribed), asked
    hidden = {Confidentiality.HIDDEN_FROM_REPRESENTATIVES}
    stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1, hidden=hidden), from_=HADDAD)
    ended = end_secret_visit(stage.record, actor=HADDAD, env=stage.env)
    assert isinstance(ended, SecretVisitEnded), ended


@hiding(THE_FATHER, seen_by=(A_COLLEAGUE,), about=LOU, given=a_visit)
def a_result_after_a_secret_visit(stage: Stage) -> None:
    """A result of a laboratory in the weeks that follow is held until somebody has sorted it."""
    result = note(stage.person, by=HADDAD, number=11, type_code=LABORATORY)
    stage.receives(result, from_=HADDAD)


def _beside_a_doctor(stage: Stage, type_code: str, title: str) -> None:
    document = stage.receives(note(stage.person, by=KELLER, number=9, type_code=type_code, text=title), from_=KELLER)
    answer = require_a_doctor(stage.record, document, minor_asks=True, actor=KELLER, env=stage.env)
    assert isinstance(answer, ReadWithADoctor), answer


def _another_beside_a_doctor(stage: Stage) -> None:
    _beside_a_doctor(stage, LABORATORY, "Une analyse.")


@hiding(THE_FATHER, seen_by=(A_COLLEAGUE,), about=LOU, instead=_another_beside_a_doctor)
def which_one_is_read_beside_a_doctor(stage: Stage) -> None:
    """A representative knows that something is to be read with a doctor, and not what it is."""
    _beside_a_doctor(stage, "34112-3", "Un compte rendu.")


@hiding(THE_FATHER, seen_by=(A_COLLEAGUE,), about=LOU, given=a_visit)
def a_result_sorted_to_be_hidden(stage: Stage) -> None:
    """What came back is hidden for good by a doctor whom the representative knows; nothing tells of the sorting."""
    result = stage.receives(note(stage.person, by=HADDAD, number=11, type_code=LABORATORY), from_=HADDAD)
    answer = sort_held_document(stage.record, result, show=False, actor=KELLER, env=stage.env)
    assert isinstance(answer, Sorted), answer


@hiding(THE_FATHER, seen_by=(A_COLLEAGUE,), about=LOU)
def an_emergency_in_a_secret_visit(stage: Stage) -> None:
    """The glass is broken in the visit: neither the emergency nor its announcement reaches a representative."""
    opened = open_secret_visit(stage.record, minor_consents=True, actor=HADDAD, env=stage.env)
    assert isinstance(opened, SecretVisitOpened), opened
    broken = break_the_glass(stage.record, reason="Malaise pendant la visite.", actor=HADDAD, env=stage.env)
    assert isinstance(broken, GlassBroken), broken
    hidden = {Confidentiality.HIDDEN_FROM_REPRESENTATIVES}
    stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1, hidden=hidden), from_=HADDAD)
    ended = end_secret_visit(stage.record, actor=HADDAD, env=stage.env)
    assert isinstance(ended, SecretVisitEnded), ended
