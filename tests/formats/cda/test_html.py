"""The page of a document: readable, complete, and unable to do anything."""

import base64
import io
import re

import pytest
from lxml import etree, html
from PIL import Image

from carnet.core.defects import Defect
from carnet.formats.cda.compose import wrap
from carnet.formats.cda.html import render
from carnet.formats.cda.markup import tag
from tests.formats.cda.documents import NIR, arguments, note, section, self_presenting, structured, without


def page(content: bytes) -> etree._Element:
    rendered = render(content)
    assert isinstance(rendered, str)
    return html.fromstring(rendered)


def of(narrative: str) -> str:
    """The HTML of the text of one section, without what surrounds it."""
    rendered = render(structured(section(narrative)))
    assert isinstance(rendered, str)
    inside = re.search(r"<h3>Examen</h3>(.*)</section></article>", rendered, re.DOTALL)
    assert inside is not None
    return inside[1]


TABLE = (
    '<div class="cda-table" role="group" tabindex="0" aria-label="Tableau">'
    "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>"
)


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        ("Rien à signaler", "<p>Rien à signaler</p>"),
        ("<br/>Un<br/>deux<br/>", "<p>Un<br>deux</p>"),
        ("Avant<paragraph>Un</paragraph>Après", "<p>Avant</p><p>Un</p><p>Après</p>"),
        ('<content styleCode="Bold">gras</content>', "<p><strong>gras</strong></p>"),
        ('<content styleCode="BoldItalics xTruc">x</content>', "<p><em><strong>x</strong></em></p>"),
        ('<content styleCode="Underline">x</content>', "<p><u>x</u></p>"),
        ('<content ID="r1">x</content>', "<p>x</p>"),
        ('<content revised="delete">non</content>', "<p><del>non</del></p>"),
        ("H<sub>2</sub>O, m<sup>2</sup>", "<p>H<sub>2</sub>O, m<sup>2</sup></p>"),
        ("<list><item>Un</item><item>Deux</item></list>", "<ul><li>Un</li><li>Deux</li></ul>"),
        (
            '<list listType="ordered" styleCode="LittleAlpha"><caption>Liste</caption><item>Un</item></list>',
            '<p><strong class="cda-caption">Liste</strong></p><ol type="a"><li>Un</li></ol>',
        ),
        ('<linkHtml href="https://example.org/a">Voir</linkHtml>',
         '<p>Voir <span class="cda-address">(https://example.org/a)</span></p>'),
        ('<linkHtml href="http://example.org/">Voir</linkHtml>', "<p>Voir</p>"),
        ('<linkHtml href="javascript:alert(1)">Voir</linkHtml>', "<p>Voir</p>"),
        ('<linkHtml href="https://example.org/">https://example.org/</linkHtml>', "<p>https://example.org/</p>"),
        (
            '<linkHtml href="#r1">Voir</linkHtml> <content ID="r1">ici</content>',
            '<p><a href="#cda-r1">Voir</a> <span id="cda-r1">ici</span></p>',
        ),
        ('<linkHtml href="#nowhere">Voir</linkHtml>', "<p>Voir</p>"),
        ("<footnote ID='n'>à jeun</footnote>", '<p><span class="cda-footnote">[Note : à jeun]</span></p>'),
        ("<unknown>gardé</unknown>", "<p>gardé</p>"),
        ('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>', "<p>alert(1)</p>"),
        (
            '<paragraph styleCode="Bold">Un<list><item>deux</item></list></paragraph>',
            "<div><p>Un</p><ul><li>deux</li></ul></div>",
        ),
        ("<content>Un<paragraph>deux</paragraph></content>", "<div>Un<p>deux</p></div>"),
        ("<table><caption>Vide</caption><tbody/></table>", "<p>Vide</p>"),
        ("<table><tr><td>1</td><content>2</content></tr></table>", TABLE),
        ("<td>hors tableau</td>", "<p>hors tableau</p>"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("", '<p class="cda-empty">Cette partie ne contient pas de texte à lire.</p>'),
        (
            '<renderMultiMedia referencedObject="gone"/>',
            '<p><span class="cda-attachment">[Fichier joint absent du document]</span></p>',
        ),
    ],
)  # fmt: skip
def test_each_part_of_a_text_has_its_html(narrative: str, expected: str) -> None:
    assert of(narrative) == expected


def test_a_table_keeps_its_head_its_spans_and_the_meaning_of_its_headings() -> None:
    shown = of(
        '<table border="1" width="100%"><caption>Bilan</caption><col width="3"/>'
        '<thead><tr><th colspan="2" onclick="x">Examen</th></tr></thead>'
        '<tbody><tr><th rowspan="2">Urée</th><td styleCode="Bold">10<br/></td></tr>'
        '<tr><td colspan="999" align="right">12</td></tr></tbody></table>'
    )
    assert shown == (
        '<div class="cda-table" role="group" tabindex="0" aria-label="Bilan"><table><caption>Bilan</caption>'
        '<thead><tr><th colspan="2" scope="col">Examen</th></tr></thead>'
        '<tbody><tr><th rowspan="2" scope="row">Urée</th><td><strong>10</strong></td></tr>'
        '<tr><td colspan="100">12</td></tr></tbody></table></div>'
    )


def test_words_lost_between_the_cells_of_a_table_are_shown() -> None:
    shown = of("<table><paragraph>un</paragraph><tbody><content>deux</content></tbody></table>")
    assert re.findall(r">(\w+)<", shown) == ["un", "deux"]


def test_the_first_lines_say_who_wrote_and_when_and_keep_the_identity_folded() -> None:
    shown = page(note())
    assert [one.text for one in shown.iterfind("header/*") if one.tag != "details"] == [
        "Consultation du 1er mars",
        "Écrit par Dr Anne Keller, Centre de santé des Tilleuls",
        "Le 1er mars 2024 à 12\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}05",
    ]
    identity = [one.text for one in shown.iterfind("header/details/dl/dd")]
    assert identity == ["GARANCE", "LISE ANNE-MARIE", "VERDIER", "féminin", "14/08/1955"]
    assert NIR not in "".join(map(str, shown.itertext()))


def test_a_letter_in_plain_text_keeps_its_lines() -> None:
    assert page(note()).findtext("section/pre") == "Tout va bien.\nÀ revoir dans un an."


def test_a_self_presenting_document_is_shown_by_us_and_not_by_its_style_sheet() -> None:
    style = '<xsl:template xmlns:xsl="http://www.w3.org/1999/XSL/Transform" match="/"><p>Autre chose</p></xsl:template>'
    assert render(self_presenting(note(), style)) == render(note())


def test_what_a_document_lacks_is_said_and_not_invented() -> None:
    bare = without(without(note(traits=None), "h:title"), "h:effectiveTime")
    shown = page(without(bare, "h:author"))
    assert [one.text for one in shown.iterfind("header/*")] == ["Document sans titre"]
    assert page(without(note(), "h:recordTarget")).find("header/details") is None
    assert page(structured("")).findtext("p") == "Ce document ne contient pas de texte à lire."


def test_an_identity_without_all_its_traits_is_shown_as_it_is_written() -> None:
    shown = page(without(note(), "h:recordTarget/h:patientRole/h:patient/h:birthTime"))
    assert [one.text for one in shown.iterfind("header/details/dl/dd")] == ["LISE ANNE-MARIE VERDIER"]


@pytest.mark.parametrize(
    ("file", "media_type", "said"),
    [
        (b"%PDF-1.7 " * 200, "application/pdf", "Ce document est un fichier PDF (2\N{NO-BREAK SPACE}Ko)."),
        (b"{\\rtf1}", "text/rtf", "[fichier joint : RTF, 1\N{NO-BREAK SPACE}Ko]"),
        (b"a" * 1_200_000 + b"\0", "text/plain", "[fichier joint : texte, 1,2\N{NO-BREAK SPACE}Mo]"),
    ],
)
def test_a_document_that_is_a_file_says_which(file: bytes, media_type: str, said: str) -> None:
    shown = page(wrap(file, media_type, **arguments()))
    assert "".join(map(str, next(shown.iter("section")).itertext())) == said


def test_a_document_whose_file_cannot_be_read_says_so() -> None:
    shown = page(note().replace(b'representation="B64">', b'representation="B64">*'))
    assert shown.findtext("p") == "Le fichier que contient ce document est illisible."


def test_a_region_of_interest_shows_the_image_in_which_it_lies() -> None:
    image = media(picture("PNG")).removeprefix("<entry>").removesuffix("</entry>").replace("i1", "whole")
    region = (
        f'<entry><regionOfInterest ID="i1"><entryRelationship>{image}</entryRelationship></regionOfInterest></entry>'
    )
    text = '<text><renderMultiMedia referencedObject="i1"/></text>'
    shown = page(structured(f"<component><section>{text}{region}</section></component>"))
    assert len(list(shown.iter("img"))) == 1


def test_headings_follow_the_level_that_the_page_gives() -> None:
    nested = f"<component><section><title>A</title>{section('x', 'B')}</section></component>"
    rendered = render(structured(nested), heading_level=4)
    assert isinstance(rendered, str)
    assert re.findall(r"<(h\d)>", rendered) == ["h4", "h5", "h6"]


def test_what_is_no_document_has_no_page() -> None:
    defect = render(b"<a/>")
    assert isinstance(defect, Defect)
    assert defect.code == "not-a-cda"


def picture(kind: str, width: int = 3) -> str:
    drawn = io.BytesIO()
    Image.new("RGB", (width, 3), "red").save(drawn, kind)
    return base64.b64encode(drawn.getvalue()).decode()


def media(data: str, media_type: str = "image/png") -> str:
    value = f'<value mediaType="{media_type}" representation="B64">{data}</value>'
    return f'<entry><observationMedia ID="i1">{value}</observationMedia></entry>'


def images_of(data: str, media_type: str = "image/png") -> list[str]:
    text = '<renderMultiMedia referencedObject="i1"><caption>Cliché</caption></renderMultiMedia>'
    shown = page(structured(f"<component><section><text>{text}</text>{media(data, media_type)}</section></component>"))
    assert all(one.get("alt") == "Cliché" for one in shown.iter("img"))
    return [one.get("src", "").partition(";")[0] for one in shown.iter("img")]


def test_a_picture_is_shown_inside_the_page_by_what_its_bytes_are() -> None:
    assert images_of(picture("PNG")) == ["data:image/png"]
    assert images_of(picture("JPEG"), "image/png") == ["data:image/jpeg"]


@pytest.mark.parametrize(
    "data",
    [
        base64.b64encode(b"<svg onload='alert(1)'/>").decode(),
        base64.b64encode(b"\x89PNG\r\n\x1a\n nothing more").decode(),
        picture("GIF"),
        "*",
    ],
)
def test_what_is_no_picture_is_never_shown_as_one(data: str) -> None:
    assert images_of(data) == []


def test_a_picture_shown_without_end_stops_at_what_a_page_may_weigh() -> None:
    drawn = io.BytesIO()
    Image.effect_noise((2000, 2000), 100).save(drawn, "PNG")
    one = len(drawn.getvalue())
    assert 1_000_000 < one < 5_000_000
    text = '<renderMultiMedia referencedObject="i1"/>' * 30
    entry = media(base64.b64encode(drawn.getvalue()).decode())
    rendered = render(structured(f"<component><section><text>{text}</text>{entry}</section></component>"))
    assert isinstance(rendered, str)
    assert rendered.count("<img ") == 20 * 1024 * 1024 // one
    assert rendered.count("[fichier joint : image PNG") == 30 - rendered.count("<img ")


def test_a_file_that_no_text_mentions_is_listed_at_the_end() -> None:
    pdf = media(base64.b64encode(b"%PDF-1.4 " * 300).decode(), "application/pdf")
    shown = page(structured(f"<component><section><text>Rien</text>{pdf}</section></component>"))
    assert shown.findtext("section[last()]/h3") == "Fichiers joints"
    assert shown.findtext("section[last()]/p/span") == "[fichier joint : PDF, 3\N{NO-BREAK SPACE}Ko]"


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("script", {}),
        ("iframe", {}),
        ("p", {"onclick": "x"}),
        ("p", {"style": "x"}),
        ("a", {"href": "https://example.org"}),
        ("a", {"href": "javascript:alert(1)"}),
        ("img", {"src": "https://example.org/a.png"}),
        ("img", {"src": "data:image/svg+xml;base64,AAAA"}),
    ],
)
def test_we_cannot_write_what_is_not_on_the_list_even_by_mistake(name: str, attributes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"never written|out of the document|not inside"):
        tag(name, attributes=attributes)
