"""What templates may say: typography, dates, icons, and the control of a form's field."""

import re
from datetime import date, datetime
from functools import cache

from django import template
from django.contrib.staticfiles import finders
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from carnet.doors.kit import dates
from carnet.doors.kit.typography import typeset, typeset_html

register = template.Library()
SPRITE = "kit/icons/sprite.svg"


class UnknownIconError(ValueError):
    """The sprite has no such symbol: add its Lucide name to tools/icons.txt and run tools.sprite."""


@register.filter
def typo(value: object) -> SafeString:
    """Typeset French text: HTML that is safe already keeps its tags, plain text is escaped first.

    ``base.html`` applies it to the whole page; a partial answer for htmx says ``{% filter typo %}…{% endfilter %}``.
    In English nothing changes. Elements with ``translate="no"`` are left alone.
    """
    html = conditional_escape(value if isinstance(value, str) else str(value))
    if get_language() != "fr":
        return html
    return mark_safe(typeset_html(html))  # noqa: S308  escaped above; only spaces and apostrophes change


@register.filter
def typo_text(value: object) -> str:
    """Typeset French text where no tag may stand: a title, an attribute."""
    return typeset(str(value), markup=False) if get_language() == "fr" else str(value)


@register.filter
def as_value(typed: object, kind: str) -> str:
    """What was typed, as the ``value`` of an input of this ``kind`` may be: a date control takes ISO dates only (HTML).

    Browsers empty a date control that is given anything else, and say so in their console.
    """
    value = str(typed)
    if kind != "date":
        return value
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return ""


@register.filter
def date_fr(when: date | datetime) -> SafeString:
    """``<time>`` with « mercredi 19 novembre 2026 » ; in English when the page is."""
    return _time(when, dates.long_date(when))


@register.filter
def plain_date(when: date | datetime) -> SafeString:
    """``<time>`` with « 19 novembre 2026 »."""
    return _time(when, dates.plain_date(when))


@register.filter
def short_date(when: date | datetime) -> SafeString:
    """``<time>`` with « 19 nov. 2026 »."""
    return _time(when, dates.short_date(when))


@register.filter
def short_month(when: date | datetime) -> str:
    """« nov. 2026 », as text: no element of HTML stands in a drawing."""
    return dates.short_month(when)


@register.filter
def datetime_fr(when: datetime) -> SafeString:
    """``<time>`` with « mercredi 19 novembre 2026 à 2 h 41 »."""
    return _time(when, dates.long_datetime(when))


@register.filter
def time_fr(when: datetime) -> SafeString:
    """``<time>`` with « 2 h 41 »."""
    return _time(when, dates.time_of_day(when))


@register.filter
def date_pro(when: date | datetime) -> SafeString:
    """``<time>`` with « 19/11/2026 », for professionals."""
    return _time(when, dates.dense_date(when))


@register.filter
def datetime_pro(when: datetime) -> SafeString:
    """``<time>`` with « 19/11/2026 02:41 », for professionals."""
    return _time(when, dates.dense_datetime(when))


@register.filter
def relative_date(when: datetime, now: datetime) -> SafeString:
    """``<time>`` with « il y a 2 heures » under 24 hours, else the whole date. ``now``: given by the view's clock."""
    return _time(when, dates.relative(when, now))


@register.simple_tag
def icon(name: str) -> SafeString:
    """One symbol of the sprite, hidden from screen readers: a word always stands beside it.

    ``UnknownIconError`` for a name that the sprite does not have.
    """
    return _drawn(name)


@cache
def _drawn(name: str) -> SafeString:
    """Write the symbol: a list has it some seventy times, and the address of the sprite is one for the process."""
    if name not in _symbols():
        raise UnknownIconError(name)
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', static(SPRITE), name
    )


@register.simple_tag
def control(field: BoundField, kind: str = "") -> SafeString:
    """The input of a form's field, with our class, its help and its fault announced (WCAG 1.3.1, 3.3.1)."""
    described = [f"{field.auto_id}-help"] if field.help_text else []
    if field.errors:
        described.append(f"{field.auto_id}-fault")
    own = str(field.field.widget.attrs.get("class", ""))
    attributes: dict[str, str | bool] = {"class": f"{own} {kind or _kind(field)}".strip()}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs=attributes)


@cache
def _symbols() -> frozenset[str]:
    path = finders.find(SPRITE)
    if path is None:
        raise FileNotFoundError(SPRITE)
    with open(path, encoding="utf-8") as sprite:
        return frozenset(re.findall(r'<symbol id="([^"]+)"', sprite.read()))


def _kind(field: BoundField) -> str:
    return {"select": "select", "textarea": "textarea"}.get(field.widget_type, "input")


def _time(when: date | datetime, shown: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', dates.in_france(when).isoformat(), shown)
