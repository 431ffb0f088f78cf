"""What somebody who has no site yet is answered by the use cases that such a site would call."""

from collections.abc import Callable, Iterator

from carnet.core.access.actors import Actor
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId
from carnet.usecases.confidentiality.mask_document import mask_document, unmask_document
from carnet.usecases.consent.list_access import list_access
from carnet.usecases.reading.list_documents import list_documents
from carnet.usecases.reading.open_document import DocumentPage, open_document
from carnet.usecases.reading.read_access_history import read_access_history
from carnet.usecases.reading.read_document import read_document
from carnet.usecases.reading.read_home import Home, read_home
from carnet.usecases.reading.show_document import show_document
from tests.store.statements import counted
from tests.two_worlds.asking import Answer, Scene
from tests.two_worlds.page_ways import NEVER_WAS


def _told(answer: object) -> str:
    """What a page would be made of: a refusal is what its asker is told, and its facts are nobody's."""
    told = getattr(answer, "told", None)
    if told is not None:
        return f"refused: {told} {getattr(answer, 'must_look_absent', '')}"
    if isinstance(answer, Home | DocumentPage):  # these two hide what they hold from careless words
        return repr([getattr(answer, name) for name in type(answer).__slots__])
    return repr(answer)


def questions(scene: Scene, actor: Actor) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every reading, of the record and of each document; then what would change it."""
    record, env = scene.record, scene.stage.env
    yield "the home page", lambda: read_home(record, since=None, actor=actor, env=env)
    yield "the list", lambda: list_documents(record, criteria=Criteria(), actor=actor, env=env)
    yield "who can see", lambda: list_access(record, actor=actor, env=env)
    yield "the history", lambda: read_access_history(record, actor=actor, env=env)
    named = [*scene.hidden.documents, scene.stage.shown, NEVER_WAS]

    def of(document: DocumentId) -> Iterator[tuple[str, Callable[[], object]]]:
        yield "its metadata", lambda: show_document(record, document, actor=actor, env=env)
        yield "its bytes", lambda: getattr(read_document(record, document, actor=actor, env=env), "size", None)
        yield "its page", lambda: open_document(record, document, actor=actor, env=env)
        yield "hiding it", lambda: mask_document(record, document, actor=actor, env=env)
        yield "showing it", lambda: unmask_document(record, document, actor=actor, env=env)

    for index, document in enumerate(named):
        for label, question in of(document):
            yield f"document {index}, {label}", question
    yield "the history afterwards", lambda: read_access_history(record, actor=actor, env=env)


def ask_use_cases(scene: Scene, actor: Actor) -> list[Answer]:
    """Ask each, with its own chance and its statements counted."""
    answers = []
    for label, question in questions(scene, actor):
        scene.stage.chance.turn_to(f"use case {label}")
        with counted() as statements:
            said = _told(question())
        answers.append(Answer(f"use case: {label}", 200, (), said.encode(), len(statements)))
    return answers
