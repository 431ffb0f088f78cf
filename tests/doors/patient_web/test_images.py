"""Nadia's X-ray and ultrasound without a script: one reading a page, links between pictures, nothing kept."""

import re

import pytest
from django.test import Client

from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of, links_of, texts_of
from tests.people import KELLER, NADIA


@pytest.fixture
def nadia(world: World) -> Client:
    """Nadia, signed in."""
    return client_of(NADIA, world)


def address(world: World, key: str, below: str = "") -> str:
    """The address of one of Nadia's documents."""
    return f"/documents/{world.document(NADIA, key)}/{below}"


def readings(world: World) -> int:
    """How many lines of her history say that a document was read."""
    return sum(line.action.value == "read-document" for line in world.trace(NADIA))


def test_a_page_of_eight_pictures_is_one_reading_and_no_browser_keeps_it(nadia: Client, world: World) -> None:
    before = readings(world)
    answer = nadia.get(address(world, "nadia-echographie"))
    page = answer.content.decode()
    assert len(re.findall(r'<img class="sheet" src="data:image/webp;base64,', page)) == 8
    assert readings(world) == before + 1
    assert answer["Cache-Control"] == "no-store, private"
    assert "img-src 'self' data:" in answer["Content-Security-Policy"]
    assert faults_of(page) == []


def test_without_a_script_one_goes_from_picture_to_picture_inside_the_page(nadia: Client, world: World) -> None:
    page = nadia.get(address(world, "nadia-echographie")).content.decode()
    assert {"#image-1", "#image-8", "#images"} <= set(links_of(page))
    assert "#image-0" not in links_of(page)
    assert "Cette image ne sert pas au diagnostic." in page
    assert "Télécharger (DCM, 1,0 Mo)" in " ".join(texts_of(page, "a"))


def test_a_setting_without_a_script_is_another_page_and_another_reading(nadia: Client, world: World) -> None:
    here = address(world, "nadia-radiographie")
    page = nadia.get(here).content.decode()
    settings = [link for link in links_of(page) if "reglage=" in link]
    assert settings == ["?image=1&reglage=origine", "?image=1&reglage=entier", "?image=1&reglage=milieu"]
    before = readings(world)
    other = nadia.get(f"{here}{settings[2]}").content.decode()
    assert readings(world) == before + 1
    shown = [re.findall(r'src="(data:[^"]+)"', one)[0] for one in (page, other)]
    assert shown[0] != shown[1]


@pytest.mark.parametrize("asked", ["?image=zero", "?image=-4", "?image=99999999", "?image=²", "?reglage=<b>"])
def test_what_is_not_offered_shows_the_beginning(nadia: Client, world: World, asked: str) -> None:
    page = nadia.get(address(world, "nadia-echographie", asked))
    assert page.status_code == 200
    assert "Image 1 sur 8" in page.content.decode()


def test_the_script_and_its_style_weigh_on_the_pages_of_images_alone(nadia: Client, world: World) -> None:
    assert "kit/js/scan.js" in nadia.get(address(world, "nadia-radiographie")).content.decode()
    for path in ("/documents/", address(world, "nadia-biologie")):
        assert "scan.js" not in nadia.get(path).content.decode()


def test_a_doctor_sees_the_same_pictures_with_the_same_words(world: World) -> None:
    record, document = world.record(NADIA), world.document(NADIA, "nadia-radiographie")
    page = client_of(KELLER, world).get(f"/pro/dossiers/{record}/documents/{document}/").content.decode()
    assert "Cette image ne sert pas au diagnostic." in page
    assert "Radiographie, image 1 sur 1." in page
    assert faults_of(page) == []
