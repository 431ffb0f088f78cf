"""What a document says is read out of every kind of file that says something."""

from carnet.demo.documents.pdf import letter
from carnet.formats.text import MOST_LETTERS, lines_of
from tests.formats.cda.documents import section, structured

RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator Un logiciel;}{\info{\author Personne}}"
    rb"\f0 Op\'e9r\'e9 du genou\par Suites \u8217'simples\'85\tab bien\par {\b C\u339?ur} r\'e9gulier\}}"
)


def test_a_pdf_says_its_lines_and_those_that_go_on_are_made_whole() -> None:
    said = lines_of(
        letter("Compte rendu", ("Le genou a été opéré " + "sans la moindre difficulté " * 4,)), "application/pdf"
    )
    assert said[0] == "Compte rendu"
    assert said[1].startswith("Le genou a été opéré sans")
    assert said[1].endswith("difficulté")


def test_an_rtf_says_its_words_and_nothing_of_its_instructions() -> None:
    assert lines_of(RTF, "application/rtf") == ("Opéré du genou", "Suites ’simples… bien", "Cœur régulier}")


def test_a_structured_document_says_its_titles_and_what_stands_below_them() -> None:
    said = lines_of(structured(section("<paragraph>Genou opéré.</paragraph>", title="Histoire")), "text/xml")
    assert said == ("Histoire", "Genou opéré.")


def test_a_plain_text_says_its_lines() -> None:
    assert lines_of(b"Un.\r\n\r\n  Deux   mots.\0", "text/plain; charset=utf-8") == ("Un.", "Deux mots.")


def test_pictures_and_what_cannot_be_read_say_nothing() -> None:
    assert lines_of(b"\x89PNG\r\n\x1a\n", "image/png") == ()
    assert lines_of(b"%PDF-1.7 broken", "application/pdf") == ()
    assert lines_of(b"<ClinicalDocument", "text/xml") == ()


def test_no_more_is_kept_of_a_text_than_is_searched() -> None:
    said = lines_of(b"genou genou\n" * MOST_LETTERS, "text/plain")
    assert 0 < sum(map(len, said)) <= MOST_LETTERS


def test_a_text_of_one_line_is_searched_as_far_as_any_other() -> None:
    (said,) = lines_of(b"genou " * MOST_LETTERS, "text/plain")
    assert said.startswith("genou genou")
    assert len(said) == MOST_LETTERS


def test_a_text_of_an_old_machine_is_read_in_its_own_letters() -> None:
    assert lines_of("Opéré du cœur".encode("windows-1252"), "text/plain") == ("Opéré du cœur",)
    assert lines_of("Opéré".encode("utf-8-sig"), "text/plain") == ("Opéré",)
