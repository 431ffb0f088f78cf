"""Papers: what is written is read back, a screen reader finds its way, and words are never markup."""

import io
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from carnet.formats.paper.blocks import (
    NOBODY_MAY_DEMAND_IT,
    Block,
    Box,
    Heading,
    Paper,
    Points,
    Secret,
    Signature,
    Table,
    Text,
)
from carnet.formats.paper.compose import compose
from carnet.formats.paper.symbols import data_matrix, qr

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
IDENTITY = b"IS01000000000000000000002840344109025"


def sheet(*blocks: Block) -> Paper:
    return Paper("Vos identifiants", blocks, foot=NOBODY_MAY_DEMAND_IT)


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def drawn(pdf: bytes, page: int = 0) -> Image.Image:
    image: Image.Image = pypdfium2.PdfDocument(pdf)[page].render(scale=2).to_pil()
    return image


def test_what_is_handed_over_is_on_the_sheet_letter_by_letter() -> None:
    pdf = compose([sheet(Secret("Identifiant", "KXM7-PQ42"), Secret("Premier mot de passe", "il1O0-ae3é"))], at=AT)
    assert "KXM7-PQ42" in words_of(pdf)
    assert "il1O0-ae3é" in words_of(pdf)
    assert NOBODY_MAY_DEMAND_IT.split(",")[0] in words_of(pdf)


def test_words_are_never_markup() -> None:
    written = '#panic("x") *gras* $x^2$ <script> @renvoi \\ [crochets] // rien'
    assert written in words_of(compose([sheet(Text(written))], at=AT))


def test_every_kind_of_block_is_set() -> None:
    paper = sheet(
        Heading("Première connexion"),
        Points(("Ouvrez le site.", "Saisissez l’identifiant."), are_steps=True),
        Points(("Une chose",)),
        Table(("Droit", "Comptoir"), (("Consulter", "Oui"),)),
        Box("En urgence, le Samu peut lire mon dossier.", is_ticked=True),
        Signature("La personne"),
    )
    found = words_of(compose([paper], at=AT))
    for words in ("Première connexion", "1.", "Saisissez l’identifiant.", "Une chose", "Consulter", "Samu"):
        assert words in found
    assert "La personne" in found


def test_a_screen_reader_finds_the_title_the_language_and_the_structure() -> None:
    pdf = compose([sheet(Text("Bonjour"), qr("https://example.org/", says="L’adresse du site"))], at=AT)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert bool(opened.Root.MarkInfo.Marked)
        assert str(opened.Root.Lang).startswith("fr")
        assert "/StructTreeRoot" in opened.Root
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Vos identifiants"


def test_the_codes_are_read_back_by_a_machine() -> None:
    symbols = (data_matrix(IDENTITY, says="Identité"), qr("https://example.org/aide", says="L’adresse de l’aide"))
    read = {found.text for found in zxingcpp.read_barcodes(drawn(compose([sheet(*symbols)], at=AT)))}
    assert read == {IDENTITY.decode(), "https://example.org/aide"}


def test_each_paper_of_a_batch_begins_on_a_page_of_its_own_with_its_own_address() -> None:
    letters = [Paper("Lettre", (Text("Bonjour"),), address=(name, "1 rue du Port", "44000 NANTES")) for name in "AB"]
    document = pypdfium2.PdfDocument(compose(letters, at=AT))
    assert [page.get_textpage().get_text_range().count("rue du Port") for page in document] == [1, 1]


def test_a_row_that_does_not_fit_its_table_and_an_empty_batch_are_refused() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        Table(("Droit", "Comptoir"), (("Consulter",),))
    with pytest.raises(ValueError, match="nothing to print"):
        compose([], at=AT)


def test_a_paper_is_made_at_any_instant_to_the_microsecond() -> None:
    assert "Bonjour" in words_of(compose([sheet(Text("Bonjour"))], at=AT.replace(microsecond=142181)))
