"""How every page of the two sites and of the public one is asked."""

from tests.installation import KELLER, NURSE
from tests.two_worlds import trust_pages
from tests.two_worlds.account_pages import ACCOUNT_LEAVING, ACCOUNT_READINGS
from tests.two_worlds.asking import Route
from tests.two_worlds.desk_pages import DESK_PAGES
from tests.two_worlds.family_pages import FAMILY_ACTS, FAMILY_LEAVING, FAMILY_READINGS
from tests.two_worlds.health_pages import OF_HEALTH
from tests.two_worlds.history_pages import history, history_file
from tests.two_worlds.page_ways import (
    LISTED,
    NEVER_WAS,
    REASON,
    SHELVES,
    contest,
    form,
    form_of_document,
    new_version,
    one_document,
    one_report,
    page,
    person,
    searching,
    several,
    showing,
    taking,
)
from tests.two_worlds.people import STRANGER
from tests.two_worlds.professional_pages import PROFESSIONAL_ACTS, PROFESSIONAL_LEAVING, PROFESSIONAL_READINGS

EYES = (
    *(f"qui={one}" for one in ("metier-10", "metier-21", "urgence-danger", "urgence-samu", "aidant")),
    f"qui=p-{STRANGER.identifier.value}",
    "qui=metier-10&le=2026-11-20",
    "nom=Haddad",
)
SWITCHES = {"samu": "on", "bris_de_glace": "on"}
SOMETHING = {"nom": "lettre.txt", "taille": "4", "empreinte": "0" * 64}
PASSWORDS = {"mot-de-passe": "pas celui-ci", "nouveau-mot-de-passe": "ni celui-là non plus"}

NUMBERS = {"numero": "2 84 03 44 109 025 16", "serie": "4400000000"}
"""Of a card, whoever has it: this installation knows no register of insured people."""

PUBLIC: dict[str, Route] = {
    "/": page("/"),
    "/accessibilite/": page("/accessibilite/"),
    "/aide/": page("/aide/"),
    "/donnees/": page("/donnees/"),
    "/hors-ligne/": page("/hors-ligne/"),
    "/mentions/": page("/mentions/"),
    "/qui-peut-voir-quoi/": page("/qui-peut-voir-quoi/"),
    "/qui-peut-voir-quoi/regles.json": page("/qui-peut-voir-quoi/regles.json"),
    "/qui-peut-voir-quoi/regles/<slug:identifier>/": page("/qui-peut-voir-quoi/regles/MSK-01/"),
    "/qui-peut-voir-quoi/profils/": page("/qui-peut-voir-quoi/profils/"),
    "/qui-peut-voir-quoi/profils/<str:name>/": page("/qui-peut-voir-quoi/profils/2018/"),
    "/qui-peut-voir-quoi/profils/<str:older>/<str:newer>/": page("/qui-peut-voir-quoi/profils/2018/2026/"),
    "/decouvrir/": page("/decouvrir/"),
    "/comment-ouvrir/": page("/comment-ouvrir/"),
    "/securite/": page("/securite/"),
    "/falc/": page("/falc/"),
    "/falc/<slug:key>/": page("/falc/mes-droits/"),
    "/droits-sans-ecran/": page("/droits-sans-ecran/"),
    "/droits-sans-ecran/imprimer.pdf": page("/droits-sans-ecran/imprimer.pdf"),
    "/depliant.pdf": page("/depliant.pdf"),
    "/etat/": page("/etat/"),
    "/chiffres/": page("/chiffres/"),
    "/contact/": page("/contact/", "sujet=account"),
    "/plan-du-site/": page("/plan-du-site/"),
    "/sitemap.xml": page("/sitemap.xml"),
    "/ouvrir/": page("/ouvrir/"),
    "/ouvrir/code/": form("/ouvrir/code/", NUMBERS),
    "/ouvrir/code/demande/": page("/ouvrir/code/demande/"),
    "/ouvrir/carte/": form("/ouvrir/carte/", NUMBERS | {"code": "k7m2-xq9w-p4rt"}),
    "/ouvrir/contact/": form("/ouvrir/contact/", {"canal": "mail", "mail": "camille@example.org"}),
    "/ouvrir/contact/code/": form("/ouvrir/contact/code/", {"code": "123456"}),
    "/ouvrir/contact/code/renvoi/": form("/ouvrir/contact/code/renvoi/", {}, shows=False),
    "/ouvrir/urgences/": form("/ouvrir/urgences/", SWITCHES),
    "/ouvrir/conditions/": form("/ouvrir/conditions/", {"lu": "oui", "accord": "oui"}),
    "/ouvrir/identifiants/": form("/ouvrir/identifiants/", {}),
    "/ouvrir/abandon/": form("/ouvrir/abandon/", {}, shows=False),
    "/conditions/texte/": page("/conditions/texte/"),
    "/conditions/refusees/": page("/conditions/refusees/"),
    "/manifest.webmanifest": page("/manifest.webmanifest"),
    "/robots.txt": page("/robots.txt"),
    "/sw.js": page("/sw.js"),
    "/session-terminee/": page("/session-terminee/"),
    "/affichage/": page("/affichage/"),
    "/langue/": form("/langue/", {"langue": "fr"}, shows=False),
}

PATIENT_READINGS: dict[str, Route] = {
    "/accueil/": page("/accueil/", on_the_page=True),
    "/documents/": page("/documents/", *(f"categorie={one}" for one in SHELVES), *LISTED, on_the_page=True),
    "/documents/chercher/": searching,
    "/documents/<uuid:document_id>/": one_document(
        "/documents/{document}/", "GET", "HEAD", queries=("lire=oui", "liste=categorie%3Dselection")
    ),
    "/documents/<uuid:document_id>/fichier/": one_document("/documents/{document}/fichier/", "GET"),
    "/documents/<uuid:document_id>/contenu/": one_document("/documents/{document}/contenu/", "GET"),
    "/documents/<uuid:document_id>/resultats/": one_report("/documents/{document}/resultats/"),
    "/frise/": page("/frise/", "annee=2026", "categorie=BIOLOGIE"),
    "/vaccins/": page("/vaccins/"),
    "/vaccins/telecharger.pdf": page("/vaccins/telecharger.pdf"),
    "/ordonnances/": page("/ordonnances/"),
    "/remboursements/": page("/remboursements/", "soin=medicaments", "annee=2026"),
    "/historique/": history,
    "/historique/telecharger/<str:form>/": history_file,
    "/acces/": page("/acces/"),
    "/acces/bloques/": page("/acces/bloques/"),
    "/acces/chercher/": page("/acces/chercher/", "nom=Haddad", "nom=Personne"),
    "/acces/<grantee:kind>/<national:identifier>/": person("/acces/{kind}/{identifier}/", "GET"),
    "/acces/que-verrait/": page("/acces/que-verrait/", *EYES),
    "/demandes/": page("/demandes/"),
    "/documents/a-verifier/": page("/documents/a-verifier/"),
    "/documents/<uuid:document_id>/qui-peut-le-voir/": one_document("/documents/{document}/qui-peut-le-voir/", "GET"),
    "/session/": page("/session/"),
    "/conditions/": form("/conditions/", {"reponse": "accepter", "lu": "oui"}),
    "/compte/mot-de-passe/": form("/compte/mot-de-passe/", PASSWORDS),
    **ACCOUNT_READINGS,
}
PATIENT_ACTS: dict[str, Route] = {
    "/documents/ajouter/": form("/documents/ajouter/", {"note": "Je dors mal."}, {}),
    "/documents/ajouter/verifier/": form("/documents/ajouter/verifier/", {}, {"retirer": str(NEVER_WAS)}),
    "/documents/ajouter/verifier/<uuid:draft_id>/": page(f"/documents/ajouter/verifier/{NEVER_WAS}/"),
    "/documents/ajouter/envoi/": form("/documents/ajouter/envoi/", SOMETHING, shows=False),
    "/documents/ajouter/envoi/<uuid:draft_id>/": form(f"/documents/ajouter/envoi/{NEVER_WAS}/", {}, shows=False),
    "/telecharger/": taking,
    "/telecharger/<uuid:export_id>/nouveau/": page(f"/telecharger/{NEVER_WAS}/nouveau/", "vus=0"),
    "/telecharger/<uuid:export_id>/fichier/": page(f"/telecharger/{NEVER_WAS}/fichier/"),
    "/telecharger/<uuid:export_id>/supprimer/": form(f"/telecharger/{NEVER_WAS}/supprimer/", {}, shows=False),
    "/acces/montrer/": showing,
    "/acces/montrer/<uuid:showing_id>/": page(f"/acces/montrer/{NEVER_WAS}/"),
    "/acces/montrer/<uuid:showing_id>/nouveau/": page(f"/acces/montrer/{NEVER_WAS}/nouveau/", "vus=0"),
    "/acces/montrer/<uuid:showing_id>/arreter/": form(f"/acces/montrer/{NEVER_WAS}/arreter/", {}, shows=False),
    "/historique/<uuid:line>/contester/": contest,
    "/documents/<uuid:document_id>/masquer/": one_document("/documents/{document}/masquer/", "GET", "POST"),
    "/documents/<uuid:document_id>/rendre-visible/": one_document("/documents/{document}/rendre-visible/", "POST"),
    "/documents/<uuid:document_id>/secret/": one_document("/documents/{document}/secret/", "GET", "POST"),
    "/documents/<uuid:document_id>/lever-le-secret/": one_document("/documents/{document}/lever-le-secret/", "POST"),
    "/documents/<uuid:document_id>/cacher/<national:identifier>/": one_document(
        f"/documents/{{document}}/cacher/{NURSE.identifier.value}/", "POST"
    ),
    "/documents/<uuid:document_id>/montrer/<national:identifier>/": one_document(
        f"/documents/{{document}}/montrer/{NURSE.identifier.value}/", "POST"
    ),
    "/documents/<uuid:document_id>/archiver/": one_document("/documents/{document}/archiver/", "POST"),
    "/documents/<uuid:document_id>/desarchiver/": one_document("/documents/{document}/desarchiver/", "POST"),
    "/documents/<uuid:document_id>/pas-a-moi/": one_document("/documents/{document}/pas-a-moi/", "GET", "POST"),
    "/documents/plusieurs/": several,
    "/documents/<uuid:document_id>/corriger/": form_of_document(
        "/documents/{document}/corriger/", {}, {"demande": "correction", "raison": "wrong", "precision": "Faux."}
    ),
    "/documents/<uuid:document_id>/bien-a-moi/": one_document("/documents/{document}/bien-a-moi/", "POST"),
    "/documents/<uuid:document_id>/accepter/": one_document("/documents/{document}/accepter/", "POST"),
    "/documents/<uuid:document_id>/refuser/": one_document("/documents/{document}/refuser/", "GET", "POST"),
    "/documents/<uuid:document_id>/nouvelle-version/": new_version,
    "/documents/<uuid:document_id>/supprimer/": one_document("/documents/{document}/supprimer/", "GET", "POST"),
    "/acces/<grantee:kind>/<national:identifier>/depots/": person("/acces/{kind}/{identifier}/depots/", "GET", "POST"),
    "/acces/<grantee:kind>/<national:identifier>/retirer/": person(
        "/acces/{kind}/{identifier}/retirer/", "GET", "POST"
    ),
    **trust_pages.OF_THE_PERSON,
    **OF_HEALTH,
    "/acces/ce-qui-est-cache/": form("/acces/ce-qui-est-cache/", {"categorie": "42"}, {}),
    "/acces/<grantee:kind>/<national:identifier>/autoriser/": person("/acces/{kind}/{identifier}/autoriser/", "POST"),
    "/acces/<grantee:kind>/<national:identifier>/bloquer/": person(
        "/acces/{kind}/{identifier}/bloquer/", "GET", "POST"
    ),
    "/acces/<grantee:kind>/<national:identifier>/debloquer/": person("/acces/{kind}/{identifier}/debloquer/", "POST"),
    "/acces/medecin-traitant/<national:identifier>/": form(
        f"/acces/medecin-traitant/{KELLER.identifier.value}/", {}, shows=False
    ),
    "/acces/urgences/": form("/acces/urgences/", SWITCHES),
}
"""Pages of the patient site."""

PATIENT_LEAVING: dict[str, Route] = {
    "/dossier/fermer/": form("/dossier/fermer/", {}, {"compris": "oui"}),
    "/dossier/fermer/code/": form("/dossier/fermer/code/", {}, {"code": "123456"}),
    "/demandes/copie/": form("/demandes/copie/", {"adresse": "Camille Morel\n44000 NANTES"}),
    "/dossier/ferme/": page("/dossier/ferme/"),
    "/dossier/effacer/": form("/dossier/effacer/", {}, {"code": "123456"}),
    "/dossier/garder/": form("/dossier/garder/", {}, shows=False),
    "/dossier/rouvrir/": form("/dossier/rouvrir/", {}, shows=False),
    **ACCOUNT_LEAVING,
    "/connexion/": form("/connexion/", {"identifiant": "personne", "mot-de-passe": "rien"}),
    "/connexion/code/": form("/connexion/code/", {"code": "123456"}),
    "/connexion/code/renvoi/": form("/connexion/code/renvoi/", {"canal": "mail"}, shows=False),
    "/connexion/mot-de-passe/": form("/connexion/mot-de-passe/", PASSWORDS),
    "/connexion/fin/": page("/connexion/fin/"),
    "/mot-de-passe/oublie/": page("/mot-de-passe/oublie/"),
    "/compte/pas-moi/": form("/compte/pas-moi/", {}),
    "/deconnexion/": form("/deconnexion/", {}, shows=False),
}
"""Asked last: they close the record and end the session."""

_CASE = f"/assistance/examens/{NEVER_WAS}/"
REVIEWS: dict[str, Route] = {
    "/assistance/suivi/": page("/assistance/suivi/"),
    "/assistance/examens/": page("/assistance/examens/"),
    "/assistance/comptes/<uuid:record>/deces/": page(f"/assistance/comptes/{NEVER_WAS}/deces/"),
    "/assistance/examens/<uuid:case_id>/": page(_CASE),
    "/assistance/examens/<uuid:case_id>/clore/": form(f"{_CASE}clore/", {"issue": "justified"}, shows=False),
    "/assistance/examens/<uuid:case_id>/decider/": form(
        f"{_CASE}decider/", {"issue": "refused", "reponse": REASON}, shows=False
    ),
    "/assistance/examens/<uuid:case_id>/interroger/": form(f"{_CASE}interroger/", {"question": REASON}, shows=False),
}
"""Pages of the reviewer, and what the desk may say of requests."""

PAGES: dict[str, Route] = {
    **REVIEWS,
    **PUBLIC,
    **PATIENT_READINGS,
    **PATIENT_ACTS,
    **FAMILY_READINGS,
    **FAMILY_ACTS,
    **FAMILY_LEAVING,
    **PATIENT_LEAVING,
    **PROFESSIONAL_READINGS,
    **PROFESSIONAL_ACTS,
    **PROFESSIONAL_LEAVING,
    **DESK_PAGES,
}
"""Each path of ``carnet.config.page_routes``."""
