"""The page of a document: readable, complete, and unable to do anything."""

import base64
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from PIL import Image

from carnet.core.defects import Defect
from carnet.formats.cda.html import render
from carnet.formats.cda.markup import ALLOWED, tag
from tests.formats.cda.documents import NIR, note, section, self_presenting, structured


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


HOSTILE = st.sampled_from(
    [
        *("<script>alert(1)</script>", "</p></article><script>", "<img src=x onerror=alert(1)>", "<!--", "-->"),
        *("javascript:alert(1)", "\"><svg onload='x'>", "' style='x", "&amp;lt;script&amp;gt;", "\u2028", "\u202e"),
        *("<style>@import'//x'</style>", "<base href=//x>", "<math><mtext></p><style>", '<noscript><p title="</p>'),
        *("]]>", "{{7*7}}", "</title><script>", "&#x3C;b&#x3E;"),
    ]
) | st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=40)
ELEMENTS = [
    *("content", "paragraph", "list", "item", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "br"),
    *("sub", "sup", "linkHtml", "footnote", "footnoteRef", "renderMultiMedia", "script", "style", "a", "svg", "col"),
]
ATTRIBUTES = ["ID", "styleCode", "href", "IDREF", "referencedObject", "colspan", "rowspan", "onclick", "style", "src"]


@st.composite
def narrative(draw: st.DrawFn, depth: int = 4) -> etree._Element:
    element = etree.Element(f"{{urn:hl7-org:v3}}{draw(st.sampled_from(ELEMENTS))}")
    for name in draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=3)):
        element.set(name, draw(HOSTILE | st.sampled_from(["#a", "a", "3", "Bold"])))
    element.text = draw(HOSTILE)
    for _ in range(draw(st.integers(0, 3 if depth else 0))):
        child = draw(narrative(depth=depth - 1))
        child.tail = draw(HOSTILE)
        element.append(child)
    return element


@given(narrative(), HOSTILE)
def test_no_text_however_hostile_makes_a_page_that_does_anything(text: etree._Element, title: str) -> None:
    root = etree.fromstring(structured(section("", "TITLE"), title=f"T{title}"))
    heading = next(one for one in root.iter("{urn:hl7-org:v3}title") if one.text == "TITLE")
    heading.text = title
    next(root.iter("{urn:hl7-org:v3}text")).append(text)
    shown = page(etree.tostring(root))
    for element in shown.iter():
        assert element.tag in ALLOWED
        assert set(map(str, element.attrib)) <= ALLOWED[str(element.tag)]
        assert not element.get("href") or element.get("href", "").startswith("#cda-")
        assert not element.get("src")
    if " ".join(title.split()):
        assert " ".join(title.split()) in " ".join("".join(map(str, shown.itertext())).split())
