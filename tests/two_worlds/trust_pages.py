"""Pages on which somebody is trusted, and on which a stay is confirmed."""

from tests.two_worlds.asking import Route
from tests.two_worlds.page_ways import act_on_record, form, one_document, page

TRUSTED = "Sacha Morel"
OF_THE_PERSON: dict[str, Route] = {
    "/acces/allergies/": page("/acces/allergies/"),
    "/acces/allergies/<uuid:document_id>/retirer/": one_document("/acces/allergies/{document}/retirer/", "GET", "POST"),
    "/acces/personne-de-confiance/": form(
        "/acces/personne-de-confiance/", {"nom": ""}, {"nom": TRUSTED}, {"retirer": "oui"}, {"nom": TRUSTED}
    ),
}
OF_PROFESSIONALS: dict[str, Route] = {
    "/pro/dossiers/<uuid:record>/sejour/": act_on_record(
        "sejour/", {"nom": "", "fin": ""}, {"nom": TRUSTED, "fin": "2026-11-30", "hors_d_etat": "oui"}
    ),
}
