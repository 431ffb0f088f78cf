"""Tells together what somebody did several times in one visit: views of lines in, fewer of them out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from carnet.core.access.actions import Action
from carnet.doors.patient_web.showing_sentences import is_told_alone
from carnet.doors.patient_web.shown import AccessView

ONE_VISIT = timedelta(hours=2)
"""Acts of one kind by one person within two hours are told together, as one visit."""


def gather_visits(views: Iterable[AccessView]) -> list[AccessView]:
    """Tell in one line what somebody did several times in one visit. ``views``: newest first; so is the answer.

    What was refused, typed or addressed to somebody else stays a line of its own.
    """
    gathered: list[AccessView] = []
    places: dict[tuple[str, str, bool, str, str], int] = {}
    for view in views:
        key = (view.actor, view.action, view.is_urgent, view.application, view.taken)
        place = places.get(key)
        alone = view.is_refused or bool(view.reason) or bool(view.concerned) or is_told_alone(view.action)
        if place is not None and not alone and gathered[place].at - view.at < ONE_VISIT:
            newest = gathered[place]
            gathered[place] = replace(
                newest,
                documents=tuple(dict.fromkeys((*newest.documents, *view.documents))),
                is_first=newest.is_first or view.is_first,
                is_contested=newest.is_contested or view.is_contested,
            )
            continue
        if not alone:
            places[key] = len(gathered)
        gathered.append(view)
    return gathered


def tell_news(views: Iterable[AccessView]) -> list[AccessView]:
    """Choose what the home page tells: whoever opened something also looked at the list, which is then not told.

    The history tells both. ``views``: as ``gather_visits`` gives them.
    """
    gathered = gather_visits(views)
    looked = Action.LIST_DOCUMENTS.value
    lists = {(view.actor, view.is_urgent): view for view in gathered if view.action == looked}
    told: list[AccessView] = []
    for view in gathered:
        visit = (view.actor, view.is_urgent)
        if view.action == looked and any((one.actor, one.is_urgent) == visit and one is not view for one in gathered):
            continue
        told.append(replace(view, is_first=True) if visit in lists and lists[visit].is_first else view)
    return told
