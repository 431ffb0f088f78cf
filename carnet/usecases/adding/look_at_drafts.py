"""What somebody is about to add, as they look at it before; and taking one of these files away again."""

from dataclasses import dataclass
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.documents.draft import Draft
from carnet.core.identifiers import RecordId
from carnet.formats.dicom.scan import FROM_THE_START, Looking
from carnet.formats.preview import Preview, embedded, preview_of
from carnet.ports.environment import Environment
from carnet.store import drafts
from carnet.store.context import within
from carnet.usecases.adding.add_documents import of_another
from carnet.usecases.adding.adder import who_adds
from carnet.usecases.adding.own_document import person_of
from carnet.usecases.adding.upload_file import NoSuchDraft


@dataclass(frozen=True, slots=True)
class Drafts:
    """The files that wait to be added, the first sent first; ``unfinished``: those that broke off on their way.

    ``of_another``: the pictures that bear another name or another birth date than those of the person.
    """

    ready: tuple[Draft, ...]
    unfinished: tuple[Draft, ...]
    of_another: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class DraftPage:
    """One of them, as it will be shown."""

    draft: Draft
    preview: Preview


@dataclass(frozen=True, slots=True)
class DraftRemoved:
    """It is not there any more."""


def list_drafts(record: RecordId, *, actor: Actor, env: Environment) -> Drafts | Refusal:
    """List what this person has under way in this record, and nobody else's."""
    with within(record):
        adder = who_adds(record, actor=actor, env=env)
        if isinstance(adder, Refusal):
            return adder
        ready = tuple(one for one in adder.drafts if one.is_ready)
        labelled = [one for one in ready if one.label is not None]
        another = of_another(labelled, person_of(record, adder).traits) if labelled else frozenset()
    return Drafts(ready, tuple(one for one in adder.drafts if not one.is_ready), another)


def see_draft(
    record: RecordId, number: UUID, *, actor: Actor, env: Environment, looking: Looking = FROM_THE_START
) -> DraftPage | NoSuchDraft | Refusal:
    """Show one of their files as the document that it would become; ``looking``: from which page or picture on."""
    with within(record):
        adder = who_adds(record, actor=actor, env=env)
        if isinstance(adder, Refusal):
            return adder
        draft = next((one for one in adder.drafts if one.id == number and one.is_ready), None)
        if draft is None:
            return NoSuchDraft()
        content = drafts.content(record, number, record_key=adder.record_key)
    return DraftPage(draft, preview_of(embedded(content, draft.media_type), looking))


def remove_draft(
    record: RecordId, number: UUID, *, actor: Actor, env: Environment
) -> DraftRemoved | NoSuchDraft | Refusal:
    """Take one of their files away: it leaves no trace, since nobody could read it."""
    with within(record):
        adder = who_adds(record, actor=actor, env=env)
        if isinstance(adder, Refusal):
            return adder
        return DraftRemoved() if drafts.remove(record, adder.by, number) else NoSuchDraft()
