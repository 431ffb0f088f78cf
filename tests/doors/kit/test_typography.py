"""French typography on the text of a page (interface.md 6.6, rule 10): ⸱ shows a narrow space, ° a firm one."""

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from carnet.doors.kit.typography import typeset_html

SENTENCES = (
    ("Un doute ?", "Un doute⸱?"),
    ("Attention !", "Attention⸱!"),
    ("ici ; là", "ici⸱; là"),
    ("« Bonjour »", "«⸱Bonjour⸱»"),
    ("« Un doute ? »", "«⸱Un doute⸱?⸱»"),
    ("(pourquoi ?)", "(pourquoi⸱?)"),
    ("Accès : autorisé", "Accès°: autorisé"),
    ("à 20 h 14", "à 20°h°14"),
    ("75 µg", "75°µg"),
    ("120 mmHg", "120°mmHg"),
    ("20 %", "20°%"),
    ("42 ans", "42°ans"),
    ("12 novembre", "12°novembre"),
    ("20 nov. 2026", "20°nov. 2026"),
    ("1er novembre", "1<sup>er</sup>°novembre"),
    ("Dr Keller", "Dr°Keller"),
    ("Mme Le Goff", "Mme°Le Goff"),
    ("68 000 000 personnes", "68⸱000⸱000 personnes"),
    ("l'eau d&#x27;ici", "l’eau d’ici"),
    ("un - deux", "un – deux"),
)
LEFT_ALONE = (
    "http://localhost/?q=a;b",
    "12:30",
    "1 - 0 - 0",
    "06 00 00 00 12",
    "c&amp;d",
    "2 résultats",
    "Dr",
    "<!-- Un doute ? -->",
    '<p title="Un doute ?">oui</p>',
    "<code>a ? b</code>",
    "<pre>a : b</pre>",
    "<textarea>Un doute ?</textarea>",
    "<script>a ? b : c</script>",
    '<b translate="no">a ? <i>b ?</i> c ?</b>',
)


def shown(text: str) -> str:
    return text.replace("\u202f", "⸱").replace("\u00a0", "°")


@pytest.mark.parametrize(("typed", "read"), SENTENCES)
def test_a_sentence_typed_with_ordinary_spaces_is_read_with_the_right_ones(typed: str, read: str) -> None:
    assert shown(typeset_html(typed)) == read


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_addresses_codes_numbers_and_attributes_stay_as_they_are(text: str) -> None:
    assert typeset_html(text) == text


def test_text_after_a_verbatim_element_is_typeset_again() -> None:
    assert shown(typeset_html('<b translate="no">a ?</b> b ?')) == '<b translate="no">a ?</b> b⸱?'


def test_a_title_of_the_window_has_no_tag_inside() -> None:
    assert shown(typeset_html("<title>1er mai ?</title>1er")) == "<title>1er°mai⸱?</title>1<sup>er</sup>"


def test_what_is_typeset_stays_as_it_is_when_typeset_again() -> None:
    for typed, _read in SENTENCES:
        once = typeset_html(typed)
        assert typeset_html(once) == once


@given(st.text(alphabet="ab12 \u00a0'’?!;:«»-–<>/=\"&%", max_size=60))
def test_no_letter_and_no_tag_is_ever_lost(text: str) -> None:
    def letters(one: str) -> str:
        return "".join(sign for sign in one if sign not in " \u00a0\u202f'’-–")

    assert letters(typeset_html(text)) == letters(text)


def test_a_name_with_a_tag_in_it_is_escaped_before_it_is_typeset() -> None:
    with translation.override("fr"):
        assert Template("{{ name|typo }}").render(Context({"name": "<b> ?"})) == "&lt;b&gt;\u202f?"


def test_english_text_is_left_alone() -> None:
    with translation.override("en"):
        assert Template("{% filter typo %}Is it 5 kg ?{% endfilter %}").render(Context()) == "Is it 5 kg ?"
