"""The desk publishes a new version of an answer or of a page; every version is kept (interface.md, D6)."""

from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.core.audit.events import SecurityAct, party
from carnet.core.content.texts import PublicText, first_edition, text_defects
from carnet.core.content.words import Words
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.support.authority import DeskAct
from carnet.ports.environment import Environment
from carnet.store import content
from carnet.store.content import KeptText
from carnet.store.context import within
from carnet.usecases.content.publish_banner import Defective, NotPublished
from carnet.usecases.support.desk_trace import is_refused_by_role, trace_at_desk


@dataclass(frozen=True, slots=True)
class TextPublished:
    """It is what everybody reads from now on."""

    name: str
    version: int


def check_text(text: PublicText, title: Words, body: Words) -> Defective | None:
    """Say what keeps new words of a text from being published, before their preview; None when nothing does."""
    defects = text_defects(title, body, parts=text.parts, says=text.says)
    return Defective(defects) if defects else None


def publish_text(
    name: str, version: int, *, title: Words, body: Words, was_read: bool, actor: Actor, env: Environment
) -> TextPublished | Defective | NotPublished:
    """Publish a version of a text of the first edition, from now on.

    ``name``: that of ``PublicText``. ``version``: one more than the version that was on the screen. ``was_read``:
    whether people concerned have read this very version again, for a page easy to read. Traced, refusals included.
    """
    if is_refused_by_role(actor, DeskAct.PUBLISH, env=env):
        return NotPublished.NOT_FOR_THIS_ROLE
    first = next((one for one in first_edition() if one.name == name), None)
    if first is None:
        return NotPublished.UNKNOWN
    faulty = check_text(first, title, body)
    if faulty is not None:
        return faulty
    text = KeptText(name, version, title, body, was_read, party(actor).identifier, env.clock.now())
    with within(NOBODYS_RECORD):
        versions = content.text_versions(name)
        if version != (versions[0].version if versions else 0) + 1 or not content.add_text(text):
            return NotPublished.CHANGED_MEANWHILE
        trace_at_desk(None, SecurityAct.CONTENT_PUBLICATION, actor=actor, env=env, detail=f"{name}:{version}")
    return TextPublished(name, version)


def list_text_versions(text: PublicText) -> tuple[KeptText, ...]:
    """List every version of a text that the desk has published, the latest first; the first edition is no version."""
    return content.text_versions(text.name)
