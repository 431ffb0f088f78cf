"""The character NUL, which nobody types: every page turns it away, in its address, its query and its form."""

import io

import pytest
from django.core.exceptions import BadRequest
from django.test import Client, RequestFactory

from carnet.doors.kit.readable import ReadableMiddleware
from carnet.doors.public_web import errors
from tests.markup import faults_of


@pytest.mark.parametrize("address", ["/aide/?x=%00", "/aide/?%00=x", "/acces/professionnel/899%00/", "/ouvrir/%00/"])
def test_an_address_that_no_text_can_be_is_a_calm_400(visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 400
    assert faults_of(answer.content.decode()) == []


def test_a_form_that_no_text_can_be_is_a_400_before_anything_reads_it(visitor: Client) -> None:
    assert visitor.post("/connexion/", {"identifiant": "camille\x00", "mot-de-passe": "x"}).status_code == 400


class BrokenLine(io.BytesIO):
    """What comes when somebody's connection breaks in the middle of a form."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise ConnectionResetError(size)


def test_a_form_that_broke_off_is_a_400_and_no_fault_of_ours() -> None:
    request = RequestFactory().post("/connexion/", {"identifiant": "camille"})
    request._stream = BrokenLine()
    with pytest.raises(BadRequest):
        ReadableMiddleware(errors.server_error)(request)


def test_what_people_do_type_comes_through(visitor: Client) -> None:
    assert visitor.get("/aide/?mots=l’ordonnance+%C5%93dème%0A").status_code == 200


def test_software_is_answered_in_its_own_words(visitor: Client) -> None:
    answer = visitor.get("/fhir/Patient?identifier=%00")
    assert answer.status_code == 401
    assert answer["Content-Type"].startswith("application/")
