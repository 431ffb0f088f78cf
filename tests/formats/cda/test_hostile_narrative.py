"""Texts written to make the page of a document do something: they are only ever read."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from carnet.formats.cda.html import render
from carnet.formats.cda.markup import ALLOWED
from tests.formats.cda.documents import section, structured

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
    rendered = render(etree.tostring(root))
    assert isinstance(rendered, str)
    shown = html.fromstring(rendered)
    for element in shown.iter():
        assert element.tag in ALLOWED
        assert set(map(str, element.attrib)) <= ALLOWED[str(element.tag)]
        assert not element.get("href") or element.get("href", "").startswith("#cda-")
        assert not element.get("src")
    if " ".join(title.split()):
        assert " ".join(title.split()) in " ".join("".join(map(str, shown.itertext())).split())
