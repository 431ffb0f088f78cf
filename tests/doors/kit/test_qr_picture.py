"""A QR code stands in a page as it was drawn: what is said of it can add nothing to the page."""

import html5lib
from django.template import Context, Template

from carnet.doors.kit.qr_picture import qr_picture

SVG = "{http://www.w3.org/2000/svg}"
TITLE = "Code « d’Élise » </title></svg><script>alert(1)</script> & \" '"


def in_a_page(content: str, title: str) -> str:
    """What the page of the code says."""
    return Template("{{ picture }}").render(Context({"picture": qr_picture(content, title=title)}))


def test_a_title_is_read_aloud_as_it_is_and_adds_nothing_to_the_page() -> None:
    read = html5lib.parseFragment(in_a_page("https://carnet.example/", TITLE), container="body")
    assert [one.tag for one in read.iter()] == [
        "DOCUMENT_FRAGMENT",
        *(f"{SVG}{tag}" for tag in ("svg", "title", "g", "path", "path")),
    ]
    assert read.findtext(f"{SVG}svg/{SVG}title") == TITLE


def test_what_the_camera_reads_is_not_in_the_words_of_the_page() -> None:
    assert "k7m2xq9w" not in in_a_page("https://carnet.example/#k7m2xq9w", "Code")
