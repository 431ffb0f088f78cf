"""A record as a folder: an archive written as it goes, tables that never act, an index that opens alone."""

import io
import zipfile
from collections.abc import Iterator

import pytest

from carnet.formats.folder.index import AccessRow, DocumentRow, FolderIndex, ToldLine, write_index
from carnet.formats.folder.table import write_table
from carnet.formats.folder.zip_stream import zip_stream
from tests.conftest import NOON
from tests.markup import faults_of


def test_an_archive_holds_its_files_and_their_date_in_paris() -> None:
    files = [("index.html", [b"<p>", b"1</p>"]), ("documents/001.pdf", [b"%PDF-"])]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(zip_stream(files, at=NOON))))
    assert archive.testzip() is None
    assert {one.filename: archive.read(one) for one in archive.infolist()} == {
        "index.html": b"<p>1</p>",
        "documents/001.pdf": b"%PDF-",
    }
    assert {one.date_time for one in archive.infolist()} == {(2026, 11, 21, 13, 0, 0)}


def test_an_archive_is_given_as_it_is_made_and_not_at_its_end() -> None:
    asked = []

    def pieces() -> Iterator[bytes]:
        for number in range(40):
            asked.append(number)
            yield number.to_bytes(2, "big") * 8 * 1024

    archive = zip_stream([("first", pieces()), ("second", [b"2"])], at=NOON)
    assert next(archive)
    assert len(asked) < 40


@pytest.mark.parametrize("formula", ["=1+1", "+33", "-1", "@SUM(A1)", "\tx", "  =1", "＝1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(formula: str) -> None:
    written = write_table(("Qui",), [(formula,)]).decode("utf-8-sig")
    assert written.partition("\r\n")[2].startswith(f"\"'{formula}")


def test_a_table_keeps_quotes_accents_and_lines() -> None:
    written = write_table(("Date", "Qui"), [("21/11/2026", 'Dr « Anne » "K"; fille\nd’Ève')])
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig") == '"Date";"Qui"\r\n"21/11/2026";"Dr « Anne » ""K""; fille\nd’Ève"\r\n'


def test_an_index_shows_what_was_taken_and_nothing_of_it_acts() -> None:
    index = FolderIndex(
        "Camille <Morel>",
        "21 novembre 2026 à 13 h 00",
        (DocumentRow("20/11/2026", "<script>alert(1)</script>", "Comptes rendus", "Dr Keller", (("a.pdf", "PDF"),)),),
        (ToldLine("20/11/2026 10:00", "Vous", "Vous avez consulté"),),
        (AccessRow("Dr Keller", "Autorisé", "01/01/2026", ""),),
        "fhir/bundle.json",
    )
    page = write_index(index).decode()
    assert faults_of(page) == ["inline style: <style >"]
    assert "<script" not in page
    assert "&lt;Morel&gt;" in page
    assert 'href="historique.csv"' in page
    assert "Personne ne peut exiger ce document" in page


def test_what_was_not_asked_has_no_place_in_the_index() -> None:
    page = write_index(FolderIndex("Camille", "aujourd’hui", (), None, None, "fhir/bundle.json")).decode()
    assert "Aucun document." in page
    assert "historique.csv" not in page
    assert "autorisations.csv" not in page
