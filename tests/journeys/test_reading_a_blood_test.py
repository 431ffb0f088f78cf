"""Scenario 11: Camille reads her TSH result: words first, then the figure, the curve, its table, and the report."""

import re

from playwright.sync_api import Locator

from tests.journeys.conftest import SignsIn
from tests.journeys.screen import Screen, spaced
from tests.people import CAMILLE

RESULT = "Résultats de prise de sang"
SENTENCE = "TSH : 5,8 mUI/L, au-dessus des valeurs habituelles (0,4 à 4,0)."


def tsh(screen: Screen) -> Locator:
    """The card of her TSH."""
    return screen.page.get_by_role("region", name="TSH", exact=True)


def reads_her_last_result(screen: Screen) -> Locator:
    """She goes from the list to the report, and from it to its words."""
    screen.opens("/documents/").follows(RESULT).follows("Comprendre ces résultats").is_accessible()
    return tsh(screen)


def drawn(card: Locator) -> list[str]:
    """The figures that the curve says, oldest first, as a screen reader hears them."""
    return re.findall(r"(\d+,\d+) le", spaced(card.locator("svg.curve title").text_content() or ""))


def test_she_reads_a_sentence_before_the_figure_and_what_it_does_not_mean(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE)
    words = spaced(reads_her_last_result(camille).inner_text())
    assert words.index(SENTENCE) < words.index("5,8 mUI/L Au-dessus")
    assert "La TSH est l’hormone qui commande la thyroïde" in words
    assert "Cela ne veut pas toujours dire qu’il y a un problème." in camille.words
    assert "Des questions à poser à votre médecin" in camille.words
    assert "anormal" not in camille.words.casefold()


def test_the_table_below_the_curve_says_what_the_curve_draws(signs_in: SignsIn) -> None:
    card = reads_her_last_result(signs_in(CAMILLE))
    assert card.locator("svg.curve circle").count() == len(drawn(card)) == 4
    card.locator("summary").click()
    rows = [spaced(one.inner_text()) for one in card.locator("tbody tr").all()]
    assert [re.findall(r"(\d+,\d+) mUI/L", row)[0] for row in rows] == drawn(card)[::-1]
    assert sum("en dehors des valeurs habituelles" in row for row in rows) == 2
    assert "Laboratoire de la Gare" in rows[2], "another laboratory, whose usual values are others"
    assert "0,27 à 4,2" in rows[2]


def test_the_report_itself_is_one_touch_away_and_each_former_one_too(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE)
    reads_her_last_result(camille)
    camille.follows("Voir le document original")
    assert "Commentaire du biologiste" in camille.words
    link = camille.page.get_by_role("link", name=re.compile("^Télécharger"))
    with camille.page.expect_download() as taken:
        link.first.click()
    assert "morel" not in taken.value.suggested_filename.casefold()
    camille.follows("Comprendre ces résultats")
    card = tsh(camille)
    card.locator("summary").click()
    camille.follows(re.compile(r"^\d+\sjan"), within=card)
    assert "TSH discrètement élevée" in camille.words
