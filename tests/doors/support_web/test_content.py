"""The desk writes banners and texts: previewed in both languages, published, changed, taken away (D5, D6)."""

import re

import pytest
from django.test import Client

from carnet.core.content.texts import first_edition
from carnet.usecases.content.publish_banner import list_banners
from carnet.usecases.content.publish_text import list_text_versions
from tests.markup import faults_of
from tests.people import ALI

BANNERS, NEW = "/assistance/bandeaux/", "/assistance/bandeaux/nouveau/"
TEXT = "/assistance/textes/plain/mes-droits/"
GOOD = {
    "level": "caution",
    "stops": "opening",
    "begins": "2026-12-01T07:00",
    "ends": "2026-12-01T08:00",
    "shown_from": "",
    "title_fr": "Maintenance.",
    "text_fr": "L’ouverture d’un dossier s’arrête.",
    "title_en": "Maintenance.",
    "text_en": "Opening a record stops.",
}


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form of a page."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.partition("<main")[2]))


def filled(ali: Client, **changes: str) -> dict[str, str]:
    """The form of a new banner, filled by Ali."""
    return {**hidden(ali.get(NEW).text), **GOOD, **changes}


@pytest.mark.usefixtures("world")
def test_a_banner_is_seen_in_both_languages_before_anything_is_published(ali: Client) -> None:
    preview = ali.post(NEW, {**filled(ali), "etape": "apercu"})
    assert preview.status_code == 200
    assert faults_of(preview.text) == []
    for words in (GOOD["text_fr"], GOOD["text_en"]):
        assert words in preview.text
    assert list_banners() == ()
    answer = ali.post(NEW, {**hidden(preview.text), "etape": "publier"}, follow=True)
    assert "Bandeau publié." in answer.text
    (kept,) = list_banners()
    assert (kept.agent, kept.banner.version) == (ALI.account, 1)
    assert kept.banner.begins.isoformat() == "2026-12-01T06:00:00+00:00"


@pytest.mark.usefixtures("world")
def test_from_the_preview_one_comes_back_to_the_form_with_all_that_was_typed(ali: Client) -> None:
    preview = ali.post(NEW, {**filled(ali), "etape": "apercu"})
    form = ali.post(NEW, {**hidden(preview.text), "etape": "corriger"})
    for value in GOOD.values():
        assert value in form.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ends": "2026-12-01T06:00"}, "La fin vient avant le début."),
        ({"begins": "demain"}, "Donnez un jour et une heure"),
        ({"title_en": ""}, "il est lu dans les deux langues"),
        ({"begins": "2026-01-01T07:00", "ends": "2026-01-01T08:00"}, "La fin est déjà passée."),
        ({"level": "criant"}, "Choisissez dans la liste."),
    ],
)
@pytest.mark.usefixtures("world")
def test_what_keeps_a_banner_from_being_published_is_said(ali: Client, changed: dict[str, str], sentence: str) -> None:
    answer = ali.post(NEW, {**filled(ali, **changed), "etape": "publier"})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert faults_of(answer.text) == []
    assert list_banners() == ()


@pytest.mark.usefixtures("world")
def test_a_banner_is_changed_then_taken_away(ali: Client) -> None:
    ali.post(NEW, {**filled(ali), "etape": "publier"})
    (kept,) = list_banners()
    change = f"{BANNERS}{kept.banner.id}/modifier/"
    form = ali.get(change)
    assert 'value="2026-12-01T07:00"' in form.text
    ali.post(change, {**hidden(form.text), **GOOD, "ends": "2026-12-01T09:00", "etape": "publier"})
    assert list_banners()[0].banner.version == 2
    stale = ali.post(change, {**hidden(form.text), **GOOD, "etape": "publier"})
    assert stale.status_code == 409
    assert faults_of(stale.text) == []
    gone = ali.post(f"{BANNERS}{kept.banner.id}/retirer/", {"version": "2"}, follow=True)
    assert "Bandeau retiré." in gone.text
    assert list_banners()[0].is_withdrawn
    assert ali.get(change).status_code == 404


@pytest.mark.usefixtures("world")
def test_a_reviewer_publishes_nothing(odile: Client, ali: Client) -> None:
    answer = odile.post(NEW, {**filled(ali), "etape": "publier"})
    assert answer.status_code == 403
    assert list_banners() == ()
    words = {"version": "1", "title_fr": "a", "title_en": "a", "body_fr": "b", "body_en": "b"}
    assert odile.post(TEXT, {**words, "etape": "publier"}).status_code == 403


@pytest.mark.usefixtures("world")
def test_a_text_is_previewed_published_and_every_version_kept(ali: Client) -> None:
    words = {
        "title_fr": "Mes droits",
        "body_fr": "Un droit.\n\n## Lire\n- votre dossier\n- <b>gras</b>",
        "title_en": "My rights",
        "body_en": "A right.\n\n## Read\n- your record\n- <b>bold</b>",
    }
    preview = ali.post(TEXT, {**hidden(ali.get(TEXT).text), **words, "relu": "oui", "etape": "apercu"})
    assert faults_of(preview.text) == []
    assert "&lt;b&gt;gras&lt;/b&gt;" in preview.text
    answer = ali.post(TEXT, {**words, "version": "1", "relu": "oui", "etape": "publier"}, follow=True)
    assert "Texte publié." in answer.text
    public = Client(SERVER_NAME="localhost").get("/falc/mes-droits/").text
    assert "Un droit." in public
    assert "relue par des personnes concernées" in public
    assert ali.post(TEXT, {**words, "version": "1", "etape": "publier"}).status_code == 409
    ali.post(TEXT, {**words, "version": "2", "body_fr": "Deux droits.", "etape": "publier"})
    assert "Un droit." in ali.get(f"{TEXT}?version=1").text
    assert "Deux droits." in ali.get(TEXT).text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"body_en": ""}, "il est lu dans les deux langues"),
        ({"body_fr": "[là](https://x.fr/)"}, "Un lien mène ailleurs"),
    ],
)
@pytest.mark.usefixtures("world")
def test_what_keeps_a_text_from_being_published_is_said(ali: Client, changed: dict[str, str], sentence: str) -> None:
    words = {"version": "1", "title_fr": "a", "title_en": "a", "body_fr": "b", "body_en": "b", **changed}
    answer = ali.post(TEXT, {**words, "etape": "publier"})
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize("path", ["/assistance/textes/plain/autre/", "/assistance/textes/roman/mes-droits/"])
@pytest.mark.usefixtures("world")
def test_a_text_that_does_not_exist_is_not_found(ali: Client, path: str) -> None:
    assert ali.get(path).status_code == 404


@pytest.mark.usefixtures("world")
def test_each_text_leads_to_where_everybody_reads_it(ali: Client) -> None:
    listed = re.findall(r'href="(/assistance/textes/\w+/[\w-]+/)"', ali.get("/assistance/textes/").text)
    assert len(listed) > 60
    for path in listed[:3] + listed[-6:]:
        found = re.search(r'<a href="(/[^"]+)">Voir ce que tout le monde lit', ali.get(path).text)
        assert found is not None
        assert Client(SERVER_NAME="localhost").get(found[1].partition("#")[0]).status_code == 200


STATEMENT = "/assistance/textes/page/accessibilite/"


@pytest.mark.usefixtures("world")
def test_the_accessibility_statement_is_rewritten_with_a_preview_and_its_versions_are_kept(
    ali: Client,
) -> None:
    form = ali.get(STATEMENT)
    assert faults_of(form.text) == []
    assert "La loi demande ces parties" in form.text
    first = next(text for text in first_edition() if text.key == "accessibilite")
    audited = first.body.fr.replace("Aucun audit complet n’a encore été fait.", "Un audit est en cours.")
    typed = {
        **hidden(form.text),
        "title_fr": first.title.fr,
        "title_en": first.title.en,
        "body_fr": audited,
        "body_en": first.body.en,
    }
    preview = ali.post(STATEMENT, {**typed, "etape": "apercu"})
    assert "Un audit est en cours" in preview.text
    assert "Un audit est en cours" not in Client().get("/accessibilite/").text
    assert "Texte publié." in ali.post(STATEMENT, {**typed, "etape": "publier"}, follow=True).text
    assert "Un audit est en cours" in Client().get("/accessibilite/").text
    assert [one.version for one in list_text_versions(first)] == [1]
    assert "?version=1" in ali.get(STATEMENT).text


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("page", "part"),
    [
        ("accessibilite", "Sans réponse de notre part"),
        ("donnees", "Combien de temps"),
        ("mentions", "Le logiciel"),
    ],
)
def test_a_page_of_the_law_is_not_published_without_one_of_its_parts(ali: Client, page: str, part: str) -> None:
    address = f"/assistance/textes/page/{page}/"
    first = next(text for text in first_edition() if text.key == page)
    typed = {
        **hidden(ali.get(address).text),
        "title_fr": first.title.fr,
        "title_en": first.title.en,
        "body_fr": first.body.fr.replace(f"## {part}", "## Autre chose"),
        "body_en": first.body.en,
    }
    refused = ali.post(address, {**typed, "etape": "publier"})
    assert refused.status_code == 422
    assert "La loi demande chaque partie" in refused.text
    assert faults_of(refused.text) == []
    assert part in Client().get(f"/{page}/").text
