"""Letters: owed with an act, printed once for the post, and what they carried is gone when they have left."""

import io

import pypdfium2
import pytest
from django.db import transaction

from carnet.core.access.actors import SupportAgent
from carnet.core.identifiers import RecordId
from carnet.store import letters
from carnet.usecases.letters.owe_letter import Recipient, owe_letter, recipient
from carnet.usecases.letters.post_letters import Posted, post_letters, return_letter
from carnet.usecases.letters.print_letters import NothingToPrint, PrintedLetters, print_letters
from tests.installation import CAMILLE, Installation
from tests.store.database import Database
from tests.usecases.looking import traced

ALI = SupportAgent("ali")
AT_HOME = Recipient("Camille MOREL", ("12 rue du Port", "44000 NANTES"))


def owe(here: Installation, code: str, *, record: RecordId) -> None:
    with transaction.atomic():
        owe_letter(
            AT_HOME, "creation-code", values={"code": code}, record=record, at=here.env.clock.now(), env=here.env
        )


def words_of(printed: PrintedLetters | NothingToPrint) -> list[str]:
    assert isinstance(printed, PrintedLetters)
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(printed.pdf))]


def test_what_waits_is_printed_once_with_the_address_and_the_code(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    owe(installation, "QX7M-2KPD", record=record)
    owe(installation, "HH3T-9WZA", record=record)
    pages = words_of(print_letters(actor=ALI, env=installation.env))
    assert len(pages) == 2
    assert all("12 rue du Port" in page for page in pages)
    assert "QX7M-2KPD" in pages[0] or "QX7M-2KPD" in pages[1]
    assert print_letters(actor=ALI, env=installation.env) == NothingToPrint()


def test_a_batch_whose_paper_jammed_is_printed_again_until_it_is_posted(installation: Installation) -> None:
    owe(installation, "QX7M-2KPD", record=installation.opens(CAMILLE))
    printed = print_letters(actor=ALI, env=installation.env)
    assert isinstance(printed, PrintedLetters)
    assert "QX7M-2KPD" in words_of(print_letters(again=printed.batch, actor=ALI, env=installation.env))[0]
    assert post_letters(printed.batch, actor=ALI, env=installation.env) == Posted(1)
    assert print_letters(again=printed.batch, actor=ALI, env=installation.env) == NothingToPrint()
    assert post_letters(printed.batch, actor=ALI, env=installation.env) == Posted(0)


def test_nothing_of_a_letter_can_be_read_in_the_database(installation: Installation, database: Database) -> None:
    owe(installation, "QX7M-2KPD", record=installation.opens(CAMILLE))
    with database.admin() as admin:
        (row,) = admin.execute("select row_to_json(letter)::text || encode(sealed, 'escape') from letter").fetchall()
    assert not [words for words in ("QX7M", "MOREL", "Port", "NANTES") if words in str(row)]


def test_once_posted_even_the_key_is_gone(installation: Installation, database: Database) -> None:
    owe(installation, "QX7M-2KPD", record=installation.opens(CAMILLE))
    printed = print_letters(actor=ALI, env=installation.env)
    assert isinstance(printed, PrintedLetters)
    post_letters(printed.batch, actor=ALI, env=installation.env)
    with database.admin() as admin:
        assert admin.execute("select length(sealed), length(wrapped_key) from letter").fetchall() == [(0, 0)]


def test_a_letter_that_comes_back_is_written_down_once(installation: Installation) -> None:
    owe(installation, "QX7M-2KPD", record=installation.opens(CAMILLE))
    (line,) = letters.still_there(most=10)
    assert not return_letter(line.id, actor=ALI, env=installation.env)
    printed = print_letters(actor=ALI, env=installation.env)
    assert isinstance(printed, PrintedLetters)
    post_letters(printed.batch, actor=ALI, env=installation.env)
    assert return_letter(line.id, actor=ALI, env=installation.env)
    assert not return_letter(line.id, actor=ALI, env=installation.env)


def test_each_act_on_a_letter_stands_in_the_history(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    owe(installation, "QX7M-2KPD", record=record)
    printed = print_letters(actor=ALI, env=installation.env)
    assert isinstance(printed, PrintedLetters)
    post_letters(printed.batch, actor=ALI, env=installation.env)
    assert sorted(line.action.value for line in traced(installation, record)) == [
        "letter-posted",
        "letter-printed",
        "open-record",
    ]


def test_a_letter_hands_over_exactly_what_its_kind_says(installation: Installation) -> None:
    at = installation.env.clock.now()
    for wrong in ({}, {"code": "A", "password": "B"}):
        with pytest.raises(ValueError, match="exactly the values"):
            owe_letter(AT_HOME, "creation-code", values=wrong, at=at, env=installation.env)
    with pytest.raises(ValueError, match="to an address"):
        Recipient("Camille MOREL", ())


def test_somebody_whose_address_is_unknown_is_no_recipient() -> None:
    assert recipient(CAMILLE.traits, ()) is None
    known = recipient(CAMILLE.traits, ("12 rue du Port",))
    assert known is not None
    assert known.name == "Camille MOREL"
