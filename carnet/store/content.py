"""Banners and published texts: every version is added, none is changed; what counts is the last one of each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.content.banners import Banner, Function, Level
from carnet.core.content.words import Words
from carnet.store import statement
from carnet.store.models import BannerRow, PublishedTextRow

_NOT_OVER = """
    select id, version, level, stops, shown_from, begins_at, ends_at, title_fr, title_en, text_fr, text_en
    from banner
    where ends_at > %(at)s and not is_withdrawn
        and not exists (select from banner later where later.id = banner.id and later.version > banner.version)
"""
_LAST_TEXTS = """
    select distinct on (name) name, version, title_fr, title_en, body_fr, body_en, was_read, agent, at
    from published_text order by name, version desc
"""

_ADD_BANNER = """
    insert into banner (id, version, level, stops, shown_from, begins_at, ends_at, title_fr, title_en, text_fr, text_en,
        is_withdrawn, agent, at)
    values (%(id)s, %(version)s, %(level)s, %(stops)s, %(shown_from)s, %(begins_at)s, %(ends_at)s, %(title_fr)s,
        %(title_en)s, %(text_fr)s, %(text_en)s, %(is_withdrawn)s, %(agent)s, %(at)s)
    on conflict (id, version) do nothing returning version
"""
_ADD_TEXT = """
    insert into published_text (name, version, title_fr, title_en, body_fr, body_en, was_read, agent, at)
    values (%(name)s, %(version)s, %(title_fr)s, %(title_en)s, %(body_fr)s, %(body_en)s, %(was_read)s, %(agent)s,
        %(at)s)
    on conflict (name, version) do nothing returning version
"""


@dataclass(frozen=True, slots=True)
class KeptBanner:
    """A version of a banner, as the desk sees it. ``agent``: the stable name of who published it."""

    banner: Banner
    is_withdrawn: bool
    agent: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptText:
    """A version of a text, as the desk sees it."""

    name: str
    version: int
    title: Words
    body: Words
    was_read: bool
    agent: str
    at: datetime


def banners_not_over(*, at: datetime) -> tuple[Banner, ...]:
    """Read the banners that are shown now or will be, in one statement."""
    return tuple(_banner(*row) for row in statement.run(_NOT_OVER, {"at": at}))


def banner_versions(*, most: int) -> tuple[KeptBanner, ...]:
    """List the versions of every banner, the latest published first, ``most`` at once."""
    return tuple(_kept(row) for row in BannerRow.objects.order_by("-at", "-version")[:most])


def last_version_of(banner: UUID) -> KeptBanner | None:
    """Read the version of a banner that counts; None when there is no such banner."""
    row = BannerRow.objects.filter(id=banner).order_by("-version").first()
    return _kept(row) if row is not None else None


def add_banner(banner: Banner, *, is_withdrawn: bool, agent: str, at: datetime) -> bool:
    """Add a version; false when somebody else has added that very version meanwhile."""
    told = {
        "id": banner.id,
        "version": banner.version,
        "level": banner.level.value,
        "stops": banner.stops.value if banner.stops is not None else "",
        "shown_from": banner.shown_from,
        "begins_at": banner.begins,
        "ends_at": banner.ends,
        "title_fr": banner.title.fr,
        "title_en": banner.title.en,
        "text_fr": banner.text.fr,
        "text_en": banner.text.en,
        "is_withdrawn": is_withdrawn,
        "agent": agent,
        "at": at,
    }
    return bool(statement.run(_ADD_BANNER, told))


def last_texts() -> tuple[KeptText, ...]:
    """Read the last version of every text that the desk has published, in one statement."""
    return tuple(
        KeptText(name, version, Words(title_fr, title_en), Words(body_fr, body_en), was_read, agent, at)
        for name, version, title_fr, title_en, body_fr, body_en, was_read, agent, at in statement.run(_LAST_TEXTS, {})
    )


def text_versions(name: str) -> tuple[KeptText, ...]:
    """List every version of a text that the desk has published, the latest first."""
    rows = PublishedTextRow.objects.filter(name=name).order_by("-version")
    return tuple(
        KeptText(
            one.name,
            one.version,
            Words(one.title_fr, one.title_en),
            Words(one.body_fr, one.body_en),
            one.was_read,
            one.agent,
            one.at,
        )
        for one in rows
    )


def add_text(text: KeptText) -> bool:
    """Add a version; false when somebody else has added that very version meanwhile."""
    told = {
        "name": text.name,
        "version": text.version,
        "title_fr": text.title.fr,
        "title_en": text.title.en,
        "body_fr": text.body.fr,
        "body_en": text.body.en,
        "was_read": text.was_read,
        "agent": text.agent,
        "at": text.at,
    }
    return bool(statement.run(_ADD_TEXT, told))


def _kept(row: BannerRow) -> KeptBanner:
    banner = _banner(
        row.id,
        row.version,
        row.level,
        row.stops,
        row.shown_from,
        row.begins_at,
        row.ends_at,
        row.title_fr,
        row.title_en,
        row.text_fr,
        row.text_en,
    )
    return KeptBanner(banner, row.is_withdrawn, row.agent, row.at)


def _banner(
    identifier: UUID,
    version: int,
    level: str,
    stops: str,
    shown_from: datetime,
    begins: datetime,
    ends: datetime,
    title_fr: str,
    title_en: str,
    text_fr: str,
    text_en: str,
) -> Banner:
    return Banner(
        id=identifier,
        version=version,
        level=Level(level),
        stops=Function(stops) if stops else None,
        shown_from=shown_from,
        begins=begins,
        ends=ends,
        title=Words(title_fr, title_en),
        text=Words(text_fr, text_en),
    )
