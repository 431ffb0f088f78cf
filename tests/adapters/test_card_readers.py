"""The operator's folder of card readers, and the simulated one of the demonstration that it trusts."""

from pathlib import Path

import pytest

from carnet.demo.cards import CARDS, cards_on_the_table
from carnet.formats.card_statement import write_statement
from carnet.infra.card_readers import FolderOfReaders, UnreadableReaderKeyError
from carnet.infra.chance import SystemChance
from carnet.ports.card_reader import NO_CARD_READER, NO_CARDS, CardFault, CardReading
from tests.adapters.card_readers import KEY, READER, SERIAL
from tests.conftest import NOON

NUMBER = "190032A04108763"


def test_the_demonstrations_reader_is_trusted_and_stays_the_same(tmp_path: Path) -> None:
    secrets, readers = tmp_path / "demo", tmp_path / "card-readers"
    cards_on_the_table(secrets=secrets, readers=readers, chance=SystemChance())
    table = cards_on_the_table(secrets=secrets, readers=readers, chance=SystemChance())
    assert [one.short for one in table.cards()] == [one.short for one in CARDS]
    statement = table.read("marthe", challenge="a-challenge", at=NOON)
    assert statement is not None
    answer = FolderOfReaders(readers).verify(statement, at=NOON)
    assert isinstance(answer, CardReading)
    assert (answer.reader, answer.challenge) == ("demonstration", "a-challenge")
    assert table.read("personne", challenge="a-challenge", at=NOON) is None


def test_a_folder_that_is_not_there_trusts_nobody(tmp_path: Path) -> None:
    statement = write_statement(KEY, reader=READER, card=(SERIAL, NUMBER), at=NOON, challenge="a-challenge")
    assert FolderOfReaders(tmp_path / "nowhere").verify(statement, at=NOON) is CardFault.UNKNOWN_READER
    assert NO_CARD_READER.verify(statement, at=NOON) is CardFault.UNKNOWN_READER


def test_a_file_that_is_no_key_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "comptoir-2.pem").write_text("bonjour", encoding="ascii")
    with pytest.raises(UnreadableReaderKeyError, match=r"comptoir-2\.pem"):
        FolderOfReaders(tmp_path).verify("a.b.c", at=NOON)


def test_where_readers_are_real_no_card_is_on_the_table() -> None:
    assert NO_CARDS.cards() == ()
    assert NO_CARDS.read("marthe", challenge="a-challenge", at=NOON) is None
