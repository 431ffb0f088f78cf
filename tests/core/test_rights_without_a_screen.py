"""Every right has a road without a screen: the table holds all that a person may ask of their record."""

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.cases.tables import all_cases
from carnet.core.content.rights import Right, Road, rights

BY_PEOPLE = sorted(
    {
        facts.action
        for facts in (case.facts() for case in all_cases() if case.answer.startswith("oui"))
        if isinstance(facts.actor, Holder | Representative | Carer)
    },
    key=lambda action: action.value,
)
"""What the decision tables permit to somebody who is not a professional."""

RIGHTS_OF_PRODUCT = {
    *("information", "open", "account", "somebody-else", "contacts", "read", "copy", "history", "authorise", "block"),
    *(
        "treating-physician",
        "hide",
        "oppose",
        "add",
        "put-away",
        "rectify",
        "delete",
        "not-mine",
        "contest",
        "emergency",
    ),
    *("represent", "protect", "minor", "carer", "close", "reopen", "erase", "heirs", "demanded", "complain"),
}
"""Each one is a right of product.md, by the key of its row."""


@pytest.mark.parametrize("action", BY_PEOPLE, ids=lambda action: action.value)
def test_what_a_person_may_do_on_a_screen_they_may_do_without(action: Action) -> None:
    assert [right.key for right in rights() if action in right.actions]


@pytest.mark.parametrize("right", rights(), ids=lambda right: right.key)
def test_a_right_has_one_road_at_least(right: Right) -> None:
    assert right.roads
    assert right.title.fr
    assert right.title.en


def test_every_right_of_the_product_stands_in_the_table_once() -> None:
    keys = [right.key for right in rights()]
    assert len(keys) == len(set(keys))
    assert set(keys) >= RIGHTS_OF_PRODUCT


@pytest.mark.parametrize("road", list(Road), ids=lambda road: road.value)
def test_each_road_leads_somewhere(road: Road) -> None:
    assert [right for right in rights() if road in right.roads]


def test_knowledge_alone_never_gives_an_account_nor_a_channel() -> None:
    """product.md, « Support desk »: a call may ask; what is changed needs a proof."""
    contacts = next(right for right in rights() if right.key == "contacts")
    assert Road.PHONE not in contacts.roads
