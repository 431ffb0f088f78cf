"""What a court's or a protection decision hides from one representative: where a minor is cared for, from a date on."""

from carnet.core.access.actors import SupportAgent
from carnet.core.identifiers import DocumentId
from carnet.usecases.family.hide_places import PlacesHidden, hide_places
from tests.installation import HADDAD, note
from tests.two_worlds.kind import A_COLLEAGUE, THE_FATHER, hiding
from tests.two_worlds.people import FATHER, LOU
from tests.two_worlds.stage import Stage

OF_THE_DESK = ("agent-1", "agent-2")


def places_are_hidden(stage: Stage) -> DocumentId:
    """The desk hides places from the father, from now on."""
    first, second = map(SupportAgent, OF_THE_DESK)
    answer = hide_places(
        stage.record,
        FATHER.account,
        since=stage.env.clock.now(),
        confirmed_by=second,
        proof="court-decision",
        actor=first,
        env=stage.env,
    )
    assert isinstance(answer, PlacesHidden), answer
    return stage.shown


@hiding(THE_FATHER, seen_by=(A_COLLEAGUE,), about=LOU, given=places_are_hidden)
def a_hospital_of_which_he_learns_nothing(stage: Stage) -> None:
    """A hospital deposits, a doctor there is let in and reads: he finds none of it."""
    stage.here.authorizes(stage.record, HADDAD)
    document = stage.receives(note(stage.person, by=HADDAD, number=9), from_=HADDAD)
    stage.lists(by=HADDAD)
    stage.reads(document, by=HADDAD)
