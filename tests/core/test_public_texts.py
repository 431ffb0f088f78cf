"""The texts that anybody reads: both languages, plain words, few marks, and every subject of the FAQ of 2018."""

import re
from dataclasses import replace
from importlib.resources import files

import pytest

from carnet.core.access.rules import RULES
from carnet.core.content.markup import BlockKind, Span, plain_words, read_blocks
from carnet.core.content.texts import PublicText, TextKind, answers_about, first_edition, text_defects
from carnet.core.content.words import Words

LONGEST, LONGEST_PLAIN = 15, 12
"""Words of a sentence (interface.md 6.6, 2; 4.4)."""

SUBJECTS_OF_2018 = (
    *("carnet de santé sur internet", "gratuit", "médical personnel", "conditions", "exiger mutuelle", "tiers payant"),
    *("caisse pharmacie", "code de création", "carte vitale", "accord enregistré", "papier identifiant", "sans compte"),
    *("mot de passe code prouve", "ni téléphone", "métier document", "pédicure", "hôpital équipe", "secrétariats"),
    *("représentant enfant associé", "tuteur juge", "émancipé", "deux parents", "cacher soin", "médecin présent"),
    *("18 ans mois", "ordinateur", "samu", "médecin traitant bloquer", "propre dossier", "trace historique"),
    *("prévenir en cas d’urgence", "autoriser bloquer", "trois essais 15 minutes", "premier mot de passe", "perdu"),
    *("e-mail a changé", "copie papier", "derniers", "mes informations", "ajouter", "archiver", "orange gras croix"),
    *(
        "affichage",
        "nouveau document",
        "copie entière partielle",
        "fermer 10 ans",
        "rectification",
        "supprimer",
        "masquer",
    ),
    *("assistance téléphone", "chiffré", "24 derniers mois"),
)
"""Words that somebody would type for each subject of the source FAQ (sources/002)."""


def sentences(text: PublicText) -> list[str]:
    return re.split(r"(?<=[.?!:;])\s|\n", f"{text.title.fr}\n{plain_words(text.body.fr)}")


@pytest.mark.parametrize("text", first_edition(), ids=lambda text: text.name)
def test_a_text_is_whole_in_both_languages(text: PublicText) -> None:
    assert text_defects(text.title, text.body, parts=text.parts, says=text.says) == ()
    french, english = (read_blocks(text.body.told_in(language)) for language in ("fr", "en"))
    assert [(block.kind, len(block.lines)) for block in french] == [(block.kind, len(block.lines)) for block in english]


@pytest.mark.parametrize("text", first_edition(), ids=lambda text: text.name)
def test_a_sentence_is_short_and_blames_nobody(text: PublicText) -> None:
    most = LONGEST_PLAIN if text.kind is TextKind.PLAIN else LONGEST
    # The leaflet lists the places where a record is opened in one point.
    most = 22 if text.key == "depliant" else most
    assert [one for one in sentences(text) if len(re.findall(r"\w[\w’-]*", one)) > most] == []
    assert not re.search(r"\b(erreur|invalide|veuillez|échec|!)\b", text.body.fr)


PLAIN = [text for text in first_edition() if text.kind is TextKind.PLAIN]
SAYS_NO = re.compile(r"\bn’|\b(?:ne|pas|jamais|rien|aucune?|sans|not|never|nobody|nothing|cannot|without)\b|n’t\b")
HARD_SIGNS = re.compile(r"[()%;&/…]|\betc\b")


@pytest.mark.parametrize("text", PLAIN, ids=lambda text: text.name)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_easy_page_says_what_is_and_one_thing_at_a_time(text: PublicText, language: str) -> None:
    """Positive sentences, one idea each, no hard sign (Inclusion Europe, « Information pour tous »)."""
    said = plain_words(text.body.told_in(language))
    sentences = [one.rstrip(" ;") for one in re.split(r"(?<=[.?!:])\s|\n", said)]
    assert [one for one in sentences if SAYS_NO.search(one.lower()) or HARD_SIGNS.search(one)] == []
    assert [one for one in sentences if one.count(",") > 1] == []


def test_the_easy_pages_are_five_and_every_one_can_be_found() -> None:
    assert [text.key for text in PLAIN] == ["dossier", "qui-peut-voir", "mes-droits", "alertes", "se-connecter"]
    pages = [*(files("carnet.doors.public_web") / "templates/public_web").iterdir()]
    pages += [*(files("carnet.doors.patient_web") / "templates/patient_web").iterdir()]
    told = "".join(page.read_text(encoding="utf-8") for page in pages if page.name.endswith(".html"))
    assert set(re.findall(r'<c-easy page="([a-z-]+)"', told)) | {"dossier"} == {text.key for text in PLAIN}


STATEMENT = next(text for text in first_edition() if text.key == "accessibilite")


@pytest.mark.parametrize("part", STATEMENT.parts, ids=lambda part: part.en)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_accessibility_statement_keeps_each_part_that_the_law_asks_for(part: Words, language: str) -> None:
    title = part.told_in(language)
    renamed = STATEMENT.body.told_in(language).replace(f"## {title}\n", "## Autre chose\n")
    body = replace(STATEMENT.body, **{language: renamed})
    (defect,) = text_defects(STATEMENT.title, body, parts=STATEMENT.parts)
    assert (defect.code, defect.where) == ("legal-part-missing", f"body_{language}")
    assert title in defect.problem


def test_a_part_that_the_law_asks_for_is_more_than_its_title() -> None:
    emptied = STATEMENT.body.fr.replace("Le 21 novembre 2026.", "")
    defects = text_defects(STATEMENT.title, replace(STATEMENT.body, fr=emptied), parts=STATEMENT.parts)
    assert [one.code for one in defects] == ["legal-part-missing"]


def test_the_statement_and_the_foot_of_each_page_never_disagree() -> None:
    foot = (files("carnet.doors.kit") / "templates/kit/base.html").read_text(encoding="utf-8")
    (state,) = STATEMENT.says
    assert f"Accessibilité : {state.fr}" in foot
    claimed = replace(STATEMENT.body, fr=STATEMENT.body.fr.replace("non conforme", "totalement conforme"))
    (defect,) = text_defects(STATEMENT.title, claimed, parts=STATEMENT.parts, says=STATEMENT.says)
    assert (defect.code, defect.where) == ("legal-words-missing", "body_fr")


def test_the_three_pages_of_the_law_are_texts_that_the_desk_may_write() -> None:
    kept = {text.key for text in first_edition() if text.parts}
    assert kept == {"donnees", "mentions", "accessibilite"}


def test_no_two_texts_have_one_name() -> None:
    names = [text.name for text in first_edition()]
    assert len(names) == len(set(names))


def test_the_rule_that_an_answer_names_is_one_of_the_rulebook() -> None:
    assert {text.rule for text in first_edition()} - {""} <= {rule.id for rule in RULES}


@pytest.mark.parametrize("words", SUBJECTS_OF_2018)
def test_each_subject_of_the_faq_of_2018_has_its_answer(words: str) -> None:
    answers = [text for text in first_edition() if text.kind is TextKind.ANSWER]
    assert answers_about(answers, words, "fr")


def test_a_search_forgets_accents_and_capitals_and_looks_in_the_language_of_the_page() -> None:
    answers = [text for text in first_edition() if text.kind is TextKind.ANSWER]
    assert answers_about(answers, "MINEUR EMANCIPE", "fr") == answers_about(answers, "mineur émancipé", "fr") != ()
    assert answers_about(answers, "emancipated", "fr") == ()
    assert answers_about(answers, "emancipated", "en") != ()
    assert answers_about(answers, "  ", "fr") == tuple(answers)


def test_a_text_has_titles_paragraphs_lists_and_links_and_nothing_else() -> None:
    blocks = read_blocks(
        "## Ici\nUn mot\net un autre.\n\n- lire [l’aide](/aide/)\n- <b>fin</b>\n\n1. d’abord\n2. ensuite"
    )
    assert [block.kind for block in blocks] == [
        BlockKind.TITLE,
        BlockKind.PARAGRAPH,
        BlockKind.POINTS,
        BlockKind.STEPS,
    ]
    assert blocks[1].lines == ((Span("Un mot et un autre."),),)
    assert blocks[2].lines == ((Span("lire "), Span("l’aide", "/aide/")), (Span("<b>fin</b>"),))


@pytest.mark.parametrize(
    "address", ["https://example.org/", "//example.org/", "javascript:alert", "aide/", '/aide/"onclick=', "/a b/"]
)
def test_a_link_that_leaves_the_site_is_no_link_and_is_not_published(address: str) -> None:
    text = f"Voir [là]({address}) ensuite."
    assert [span.path for block in read_blocks(text) for line in block.lines for span in line] == [""]
    if " " not in address:
        assert [one.code for one in text_defects(Words("a", "a"), Words(text, "b"))] == ["link-elsewhere"]


@pytest.mark.parametrize("missing", ["fr", "en"])
def test_a_text_in_one_language_only_is_not_published(missing: str) -> None:
    body = Words("" if missing == "fr" else "a", "" if missing == "en" else "a")
    assert [(one.code, one.where) for one in text_defects(Words("a", "a"), body)] == [
        ("text-missing", f"body_{missing}")
    ]


def test_a_text_that_is_too_long_is_not_published() -> None:
    assert [one.code for one in text_defects(Words("a" * 121, "a"), Words("b" * 6001, "b"))] == ["text-too-long"] * 2
