"""A letter as a PDF of one page, for the documents that people write at home."""

import io
from textwrap import wrap

import pikepdf
from pikepdf import Array, Dictionary, Name

PAGE = (595, 842)
"""A4, in points."""

_LEFT, _TOP, _LEADING, _COLUMNS = 64, 770, 17, 84


def letter(title: str, paragraphs: tuple[str, ...]) -> bytes:
    """Lay a title and paragraphs out on a page; the same words give the same bytes.

    Raises ``ValueError`` (its subclass ``UnicodeEncodeError``) for a character that Windows-1252 has not, and when the
    page is too small for the text: both are bugs of the caller.
    """
    lines = [line for paragraph in paragraphs for line in (*wrap(paragraph, _COLUMNS), "")]
    if _TOP - (len(lines) + 3) * _LEADING < _LEADING:
        raise ValueError("this letter needs a second page")
    drawn = [b"BT", b"/F2 17 Tf", f"{_LEFT} {_TOP} Td".encode(), _shown(title), b"/F1 11.5 Tf"]
    drawn += [f"0 -{2 * _LEADING} Td".encode(), f"{_LEADING} TL".encode()]
    drawn += [part for line in lines for part in (_shown(line), b"T*")]
    document = pikepdf.Pdf.new()
    fonts = Dictionary(
        F1=document.make_indirect(_font("/Helvetica")), F2=document.make_indirect(_font("/Helvetica-Bold"))
    )
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, *PAGE]),
        Contents=document.make_stream(b"\n".join([*drawn, b"ET"])),
        Resources=Dictionary(Font=fonts),
    )
    document.pages.append(pikepdf.Page(page))
    document.Root.Lang = pikepdf.String("fr-FR")
    document.docinfo[Name.Title] = pikepdf.String(title)
    saved = io.BytesIO()
    document.save(saved, deterministic_id=True)
    return saved.getvalue()


def _font(name: str) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(name), Encoding=Name.WinAnsiEncoding)


def _shown(line: str) -> bytes:
    """A line of text as an operand of PDF, in hexadecimal, which nothing in it can leave."""
    return f"<{line.encode('cp1252').hex()}> Tj".encode()
