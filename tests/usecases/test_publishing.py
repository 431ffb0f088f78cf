"""The desk publishes banners and texts: every version is kept, traced, and never overwritten by a colleague."""

from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest

from carnet.core.access.actors import Actor, Holder, Reviewer
from carnet.core.audit.events import AuditEvent
from carnet.core.content.banners import Banner, Function
from carnet.core.content.rights import rights
from carnet.core.content.texts import TextKind
from carnet.core.content.words import Words
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store.content import KeptBanner
from carnet.usecases.content.print_sheets import Reach, print_leaflet, print_rights
from carnet.usecases.content.publish_banner import (
    Defective,
    NotPublished,
    find_banner,
    list_banners,
    publish_banner,
    withdraw_banner,
)
from carnet.usecases.content.publish_text import TextPublished, list_text_versions, publish_text
from carnet.usecases.content.read_texts import find_answers, read_text
from carnet.usecases.content.tell_service_state import tell_service_state
from tests.banners import ALI, maintenance, published
from tests.usecases.sign_in_world import lines_of

NAME = "answer/ouvrir"
WORDS = Words("Ouvrir un dossier", "Opening a record"), Words("Venez.", "Come.")
OTHERS = (Reviewer("odile"), Holder(NOBODYS_RECORD))


def publications(env: Environment) -> list[AuditEvent]:
    return [line for line in lines_of(NOBODYS_RECORD, env) if line.action.value == "content-publication"]


def writes(env: Environment, version: int, *, words: tuple[Words, Words] = WORDS, actor: Actor = ALI) -> object:
    return publish_text(NAME, version, title=words[0], body=words[1], was_read=False, actor=actor, env=env)


def test_a_banner_is_published_with_its_agent_and_traced(env: Environment) -> None:
    banner = published(maintenance(), env=env)
    assert list_banners() == (KeptBanner(banner, is_withdrawn=False, agent=ALI.agent, at=env.clock.now()),)
    (line,) = publications(env)
    assert (line.actor.kind, line.actor.identifier, line.detail) == ("support", ALI.agent, f"banner:{banner.id}:1")


def test_a_form_sent_twice_publishes_once(env: Environment) -> None:
    published(maintenance(), env=env)
    assert publish_banner(maintenance(), actor=ALI, env=env) is NotPublished.CHANGED_MEANWHILE
    assert len(list_banners()) == 1
    assert len(publications(env)) == 1


def test_a_change_is_a_new_version_and_the_last_one_counts(env: Environment) -> None:
    first = published(maintenance(), env=env)
    later = published(replace(first, version=2, stops=Function.DEPOSITS), env=env)
    assert tell_service_state(env=env).banners == (later,)
    assert {kept.banner for kept in list_banners()} == {first, later}


def test_a_change_of_a_version_that_is_no_more_changes_nothing(env: Environment) -> None:
    first = published(maintenance(), env=env)
    later = published(replace(first, version=2), env=env)
    stale = replace(first, version=2, title=Words("Autre", "Other"))
    assert publish_banner(stale, actor=ALI, env=env) is NotPublished.CHANGED_MEANWHILE
    assert tell_service_state(env=env).banners == (later,)


def test_a_banner_taken_away_is_gone_and_stays_in_the_list(env: Environment) -> None:
    banner = published(maintenance(), env=env)
    assert isinstance(withdraw_banner(banner.id, 1, actor=ALI, env=env), Banner)
    assert tell_service_state(env=env).banners == ()
    kept = find_banner(banner.id)
    assert kept is not None
    assert (kept.is_withdrawn, kept.banner.version) == (True, 2)
    assert withdraw_banner(banner.id, 2, actor=ALI, env=env) is NotPublished.CHANGED_MEANWHILE


def test_a_banner_that_never_was_is_not_taken_away(env: Environment) -> None:
    assert withdraw_banner(maintenance().id, 1, actor=ALI, env=env) is NotPublished.UNKNOWN


def test_a_banner_shortened_by_a_new_version_ends_when_that_one_does(env: Environment) -> None:
    first = published(maintenance(), env=env)
    shorter = published(replace(first, version=2, ends=first.begins + timedelta(minutes=5)), env=env)
    assert tell_service_state(env=env).banners == (shorter,)


def test_a_banner_that_makes_no_sense_is_not_published(env: Environment) -> None:
    wrong = replace(maintenance(), title=Words("", "Notice."))
    assert isinstance(publish_banner(wrong, actor=ALI, env=env), Defective)
    assert list_banners() == ()


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: type(other).__name__)
def test_nobody_but_an_agent_publishes_and_the_refusal_is_traced(env: Environment, other: Actor) -> None:
    banner = published(maintenance(), env=env)
    assert publish_banner(replace(banner, version=2), actor=other, env=env) is NotPublished.NOT_FOR_THIS_ROLE
    assert withdraw_banner(banner.id, 1, actor=other, env=env) is NotPublished.NOT_FOR_THIS_ROLE
    assert writes(env, 1, actor=other) is NotPublished.NOT_FOR_THIS_ROLE
    assert len(list_banners()) == 1
    refused = [line for line in lines_of(NOBODYS_RECORD, env) if line.outcome.value == "refused"]
    assert [line.detail for line in refused] == ["publish"] * 3


def test_a_text_is_read_as_it_was_published_last(env: Environment) -> None:
    before = read_text(TextKind.ANSWER, "ouvrir")
    assert before is not None
    assert writes(env, 1) == TextPublished(NAME, 1)
    again = (WORDS[0], Words("Venez avec votre carte.", "Come with your card."))
    assert writes(env, 2, words=again) == TextPublished(NAME, 2)
    today = read_text(TextKind.ANSWER, "ouvrir")
    assert today is not None
    assert (today.version, today.body, today.group, today.rule) == (2, again[1], before.group, before.rule)
    assert [one.version for one in list_text_versions(today)] == [2, 1]
    assert [line.detail for line in publications(env)] == [f"{NAME}:1", f"{NAME}:2"]


def test_what_was_published_is_found_by_its_new_words(env: Environment) -> None:
    writes(env, 1, words=(WORDS[0], Words("Venez avec une licorne.", "Come with a unicorn.")))
    assert [one.key for one in find_answers("licorne", "fr")] == ["ouvrir"]
    assert [one.key for one in find_answers("unicorn", "en")] == ["ouvrir"]


@pytest.mark.parametrize("version", [0, 2, 7])
def test_two_agents_do_not_overwrite_each_other(env: Environment, version: int) -> None:
    assert writes(env, version) is NotPublished.CHANGED_MEANWHILE
    assert publications(env) == []


def test_a_text_that_is_not_of_the_edition_is_not_added(env: Environment) -> None:
    answer = publish_text("answer/nouveau", 1, title=WORDS[0], body=WORDS[1], was_read=False, actor=ALI, env=env)
    assert answer is NotPublished.UNKNOWN


def test_a_text_in_one_language_is_not_published(env: Environment) -> None:
    assert isinstance(writes(env, 1, words=(WORDS[0], Words("Venez.", " "))), Defective)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_leaflet_holds_on_one_page(env: Environment, language: str) -> None:
    reach = Reach("Établissement de démonstration", "0800000000", "", "1 rue de l’Essai, 44000 Nantes")
    made = print_leaflet(language, reach=reach, env=env)
    assert made.startswith(b"%PDF-")
    assert len(pypdfium2.PdfDocument(made)) == 1
    assert made == print_leaflet(language, reach=reach, env=env)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_table_of_rights_is_printed(env: Environment, language: str) -> None:
    made = print_rights(language, reach=Reach("", "", "", ""), env=env)
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made)).split()
    for right in rights():
        assert right.title.told_in(language).split()[0] in words
