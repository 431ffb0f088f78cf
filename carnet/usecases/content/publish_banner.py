"""The desk publishes a banner, changes it by a new version, or withdraws it before its end (interface.md, D5)."""

from dataclasses import dataclass, replace
from enum import Enum
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.audit.events import SecurityAct, party
from carnet.core.content.banners import Banner, banner_defects
from carnet.core.defects import Defect
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.support.authority import DeskAct
from carnet.ports.environment import Environment
from carnet.store import content
from carnet.store.content import KeptBanner
from carnet.store.context import within
from carnet.usecases.support.desk_trace import is_refused_by_role, trace_at_desk

MOST_SHOWN = 100
"""Versions of banners on the desk's page."""


class NotPublished(Enum):
    """Why nothing was published."""

    NOT_FOR_THIS_ROLE = "not-for-this-role"
    CHANGED_MEANWHILE = "changed-meanwhile"
    """Somebody else has published a version since the one that was on the screen."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Defective:
    """What was written cannot be published as it is."""

    defects: tuple[Defect, ...]


def new_banner_id(*, env: Environment) -> UUID:
    """Give the identifier of a banner to be written: the form carries it, so that sent twice it is one banner."""
    return env.chance.identifier()


def check_banner(banner: Banner, *, env: Environment) -> Defective | None:
    """Say what keeps a banner from being published, before its preview is shown; None when nothing does."""
    defects = banner_defects(banner, at=env.clock.now())
    return Defective(defects) if defects else None


def publish_banner(banner: Banner, *, actor: Actor, env: Environment) -> Banner | Defective | NotPublished:
    """Publish one version of a banner; it is shown by the clock from then on, in both languages.

    ``banner.version``: one more than the version that the agent had on the screen, 1 for a new banner. The same form
    sent twice publishes once. Traced with its agent, refusals included.
    """
    if is_refused_by_role(actor, DeskAct.PUBLISH, env=env):
        return NotPublished.NOT_FOR_THIS_ROLE
    faulty = check_banner(banner, env=env)
    if faulty is not None:
        return faulty
    return banner if _added(banner, actor=actor, env=env) else NotPublished.CHANGED_MEANWHILE


def withdraw_banner(identifier: UUID, version: int, *, actor: Actor, env: Environment) -> Banner | NotPublished:
    """Take a banner away before its end: what it stopped works again at once.

    ``version``: the one that was on the screen. Traced.
    """
    if is_refused_by_role(actor, DeskAct.PUBLISH, env=env):
        return NotPublished.NOT_FOR_THIS_ROLE
    kept = content.last_version_of(identifier)
    if kept is None:
        return NotPublished.UNKNOWN
    if kept.is_withdrawn or kept.banner.version != version:
        return NotPublished.CHANGED_MEANWHILE
    gone = replace(kept.banner, version=version + 1)
    added = _added(gone, actor=actor, env=env, is_withdrawn=True)
    return gone if added else NotPublished.CHANGED_MEANWHILE


def list_banners() -> tuple[KeptBanner, ...]:
    """List every version that was published, the latest first, with who published it."""
    return content.banner_versions(most=MOST_SHOWN)


def find_banner(identifier: UUID) -> KeptBanner | None:
    """Give the version of a banner that counts, to change it; None when there is none."""
    return content.last_version_of(identifier)


def _added(banner: Banner, *, actor: Actor, env: Environment, is_withdrawn: bool = False) -> bool:
    agent = party(actor).identifier
    with within(NOBODYS_RECORD):
        added = content.add_banner(banner, is_withdrawn=is_withdrawn, agent=agent, at=env.clock.now())
        if added:
            detail = f"banner:{banner.id}:{banner.version}"
            trace_at_desk(None, SecurityAct.CONTENT_PUBLICATION, actor=actor, env=env, detail=detail)
        return added
