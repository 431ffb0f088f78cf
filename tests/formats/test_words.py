"""Words are found whatever their ending, accents and case, and shown where they stand."""

import pytest

from carnet.formats.words import AROUND, LONGEST_QUERY, MOST_HITS, pack, query, searchable, unpack

REPORT = searchable(
    "Compte rendu opératoire",
    ["Dr Alex Keller", "Hôpital d’exemple"],
    (
        "Motif : douleurs anciennes.",
        "Le patient a été opéré du genou gauche. Suites simples. L’hôpital prescrit des anticoagulants.",
        "Cœur régulier. TSH 5,8 mUI/L.",
    ),
)


def marked(typed: str) -> str:
    """The sentence that is shown, its hits between stars."""
    return "".join(f"*{one.text}*" if one.is_hit else one.text for one in query(typed).sentence(REPORT))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("operation genoux", "Le patient a été *opéré* du *genou* gauche."),
        ("l'hopital", "L’*hôpital* prescrit des anticoagulants."),
        ("ANTICOAGULANT", "L’hôpital prescrit des *anticoagulants*."),
        ("coeur", "*Cœur* régulier."),
        ("tsh", "*TSH* 5,8 mUI/L."),
        ("anticoag", "L’hôpital prescrit des *anticoagulants*."),
        ("le genou", "Le patient a été opéré du *genou* gauche."),
    ],
)
def test_a_word_is_found_whatever_its_ending_accents_or_case(typed: str, sentence: str) -> None:
    assert query(typed).finds(REPORT)
    assert marked(typed) == sentence


@pytest.mark.parametrize("typed", ["", "   ", "?!", "cheville", "genou cheville", "gen"])
def test_what_is_not_there_is_not_found(typed: str) -> None:
    assert not query(typed).finds(REPORT)


def test_a_title_and_an_author_are_found_without_a_sentence() -> None:
    assert query("keller opératoires").finds(REPORT, within=False)
    assert not query("anticoagulants").finds(REPORT, within=False)
    assert query("Keller").sentence(REPORT) == ()


def test_small_words_count_only_when_nothing_else_is_asked() -> None:
    assert query("le la les").finds(REPORT) is False
    assert query("du").finds(REPORT)
    assert query("aux genoux").stems == ("genou",)


def test_what_is_kept_is_read_back_as_it_was() -> None:
    assert unpack(pack(REPORT)) == REPORT


def test_a_long_sentence_is_cut_around_what_was_found() -> None:
    words = searchable("", (), (f"{'avant ' * 60}fracture {'après ' * 60}",))
    shown = "".join(one.text for one in query("fractures").sentence(words))
    assert shown.startswith("… avant")
    assert shown.endswith("après …")
    assert "fracture" in shown
    assert len(shown) < 200


def test_a_sentence_that_says_it_a_thousand_times_is_cut_around_the_first_ones() -> None:
    words = searchable("", (), (", ".join(["fracture du poignet droit"] * 1000),))
    shown = query("fracture").sentence(words)
    assert sum(one.is_hit for one in shown) == MOST_HITS
    assert shown[-1].text.endswith(" …")
    assert sum(len(one.text) for one in shown) < 1000


def test_a_word_without_end_is_cut_too() -> None:
    (shown,) = query("fract").sentence(searchable("", (), ("fracture" * 1000,)))
    assert shown.is_hit
    assert len(shown.text) <= AROUND + 1


def test_no_more_is_read_of_what_was_typed_than_a_box_holds() -> None:
    assert len(query("mot " * 1000 + "fin").stems) == 1
    assert "fin" not in query("x" * LONGEST_QUERY + " fin").stems


def test_what_it_holds_stands_in_no_message() -> None:
    assert "genou" not in f"{REPORT!r}{query('genou')!r}{query('genou').sentence(REPORT)!r}"
