"""Pages on which people write of their own health, and read what is good to fill in first."""

from tests.two_worlds.asking import Route
from tests.two_worlds.page_ways import NEVER_WAS, form, page

OF_HEALTH: dict[str, Route] = {
    "/mes-informations/": page("/mes-informations/"),
    "/premiere-visite/": page("/premiere-visite/"),
    "/premiere-visite/<slug:step>/plus-tard/": form("/premiere-visite/acces/plus-tard/", {}, shows=False),
    "/premiere-visite/<slug:step>/reprendre/": form("/premiere-visite/acces/reprendre/", {}, shows=False),
    "/ma-sante/": page("/ma-sante/"),
    "/ma-sante/mesures/": page("/ma-sante/mesures/"),
    "/ma-sante/<slug:slug>/ajouter/": form(
        "/ma-sante/vaccins/ajouter/", {"what": ""}, {"what": "Tétanos", "when": "2024"}
    ),
    "/ma-sante/<slug:slug>/reponse/": form("/ma-sante/traitements/reponse/", {"reponse": "inconnu"}, shows=False),
    "/ma-sante/lignes/<uuid:entry_id>/corriger/": form(f"/ma-sante/lignes/{NEVER_WAS}/corriger/", {"what": "Tétanos"}),
    "/ma-sante/lignes/<uuid:entry_id>/retirer/": form(f"/ma-sante/lignes/{NEVER_WAS}/retirer/", {}, shows=False),
    "/ma-sante/lignes/<uuid:entry_id>/remettre/": form(f"/ma-sante/lignes/{NEVER_WAS}/remettre/", {}, shows=False),
}
