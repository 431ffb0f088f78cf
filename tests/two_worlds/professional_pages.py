"""How every page of the professional site is asked."""

from tests.installation import HADDAD, HOSPITAL, NURSE
from tests.two_worlds import trust_pages
from tests.two_worlds.asking import Route
from tests.two_worlds.page_ways import (
    NEVER_WAS,
    REASON,
    SHELVES,
    act_on_record,
    deposit,
    document_of_record,
    find,
    form,
    notices,
    of_record,
    one_report,
    page,
)

SAID = {"dit": "oui", "aussi": "oui", "demande": "oui", "accord": "oui", "choix": "cacher"}
"""What a professional states of the person, and what may go with it."""
CONSENT = {"repond": "oui", "consent": "oui"}

PROFESSIONAL_READINGS: dict[str, Route] = {
    "/pro/dossiers/<uuid:record>/": of_record(
        "", "seul=oui", *(f"categorie={one}" for one in SHELVES), "periode=3", "mots=ordonnance"
    ),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/": document_of_record(""),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/fichier/": document_of_record("fichier/"),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/resultats/": one_report(
        "/pro/dossiers/{record}/documents/{document}/resultats/"
    ),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/contenu/": document_of_record("contenu/"),
    "/pro/dossiers/<uuid:record>/historique/": of_record("historique/"),
    "/pro/dossiers/<uuid:record>/ecartes/": of_record("ecartes/"),
    "/pro/dossiers/<uuid:record>/mineur/": of_record("mineur/"),
    "/pro/dossiers/<uuid:record>/demandes/": of_record("demandes/"),
    "/pro/dossiers/<uuid:record>/questions/": of_record("questions/"),
    "/pro/messages/": page("/pro/messages/"),
    "/pro/": find,
    "/pro/session/": page("/pro/session/"),
    "/pro/dossiers/<uuid:record>/motif/": of_record("motif/"),
}
PROFESSIONAL_ACTS: dict[str, Route] = {
    "/pro/montre/": form("/pro/montre/", {"code": "aaaa bbbb"}, {"code": ""}),
    "/pro/messages/<uuid:notice>/lu/": notices,
    "/pro/dossiers/<uuid:record>/deposer/": deposit,
    "/pro/dossiers/<uuid:record>/depose/": of_record("depose/"),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/annoncer/": document_of_record("annoncer/", {}, SAID),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/annoncer/plus-tard/": document_of_record(
        "annoncer/plus-tard/", {"motif": "court"}, {"motif": REASON}
    ),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/archiver/": document_of_record(
        "archiver/", {}, shows=False
    ),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/desarchiver/": document_of_record(
        "desarchiver/", {}, shows=False
    ),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/masquer/": document_of_record("masquer/", {}, SAID),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/rendre-visible/": document_of_record(
        "rendre-visible/", {}, SAID
    ),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/repondre/": document_of_record("repondre/", {}, SAID),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/supprimer/": document_of_record("supprimer/", {}, SAID),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/trier/": document_of_record(
        "trier/", {"choix": "montrer"}, {"choix": "cacher"}, shows=False
    ),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/cacher/": document_of_record(
        "cacher/", {}, {"demande": "oui"}, shows=False
    ),
    "/pro/dossiers/<uuid:record>/documents/<uuid:document_id>/avec-un-medecin/": document_of_record(
        "avec-un-medecin/", {}, {"demande": "oui"}, shows=False
    ),
    "/pro/dossiers/<uuid:record>/mineur/visite/": act_on_record(
        "mineur/visite/", {}, {"accord": "oui", "jours": "mille"}, {"accord": "oui", "jours": "60"}, shows=False
    ),
    "/pro/dossiers/<uuid:record>/mineur/visite/terminer/": act_on_record("mineur/visite/terminer/", {}, shows=False),
    "/pro/ouvrir/": form("/pro/ouvrir/", {}, {"carte": "camille", "pour": "adulte"}),
    "/pro/ouvrir/dossier/": form("/pro/ouvrir/dossier/", {"lecture": "rien"}),
    "/pro/ouvrir/compte/": form(
        "/pro/ouvrir/compte/", {}, {"carte": "camille", "compte": "sms", "telephone": "0639980077", "present": "oui"}
    ),
    "/pro/ouvrir/papiers/": form(
        "/pro/ouvrir/papiers/", {}, {"carte": "camille", "papier": "courriers", "present": "oui"}
    ),
    "/pro/ouvrir/remis/": form("/pro/ouvrir/remis/", {}),
    "/pro/ouvrir/remis/papier.pdf": page("/pro/ouvrir/remis/papier.pdf"),
    "/pro/samu/": form("/pro/samu/", {}, {"appel": "15-2026-11-21-0042", "nom": "Morel", "naissance": "1984-03-12"}),
    "/pro/dossiers/<uuid:record>/samu/": act_on_record("samu/", {"appel": ""}, {"appel": "15-2026-11-21-0042"}),
    **trust_pages.OF_PROFESSIONALS,
    "/pro/dossiers/<uuid:record>/avec-la-personne/": of_record("avec-la-personne/"),
    "/pro/dossiers/<uuid:record>/choix-d-urgence/": act_on_record(
        "choix-d-urgence/", {"samu": "oui"}, {"samu": "oui", "danger": "oui", "masques": "non", "present": "oui"}
    ),
    "/pro/dossiers/<uuid:record>/bloquer/": of_record("bloquer/", "nom=Haddad"),
    "/pro/dossiers/<uuid:record>/bloquer/<str:kind>/<national:identifier>/": act_on_record(
        f"bloquer/professionnel/{NURSE.identifier.value}/", {}, {"present": "oui"}
    ),
    "/pro/dossiers/<uuid:record>/medecin-traitant/": of_record("medecin-traitant/", "nom=Haddad"),
    "/pro/dossiers/<uuid:record>/medecin-traitant/<national:identifier>/": act_on_record(
        f"medecin-traitant/{HADDAD.identifier.value}/", {}, {"preuve": "papier", "signe-le": "2026-11-20"}
    ),
    "/pro/dossiers/<uuid:record>/medecin-traitant/<national:identifier>/<uuid:asked>/": act_on_record(
        f"medecin-traitant/{HADDAD.identifier.value}/{NEVER_WAS}/", {"code": "123456"}
    ),
    "/pro/dossiers/<uuid:record>/urgence/": act_on_record("urgence/", {"motif": "court"}, {"motif": REASON}),
    "/pro/dossiers/<uuid:record>/demandes/<uuid:claim>/": act_on_record(
        f"demandes/{NEVER_WAS}/", {}, {"reponse": "refused", "motif": REASON}, shows=False
    ),
    "/pro/dossiers/<uuid:record>/questions/<uuid:claim>/": act_on_record(
        f"questions/{NEVER_WAS}/", {}, {"motif": REASON}, shows=False
    ),
    "/pro/dossiers/<uuid:record>/urgence/refermer/": act_on_record("urgence/refermer/", {}, shows=False),
    "/pro/dossiers/<uuid:record>/accord/": act_on_record("accord/", {}, {"repond": "oui"}, CONSENT, shows=False),
    "/pro/dossiers/<uuid:record>/avec-la-personne/renouveler/": act_on_record(
        "avec-la-personne/renouveler/", {}, {"present": "oui"}, shows=False
    ),
}
"""Pages of the professional site. The glass is broken before consent is declared."""

PROFESSIONAL_LEAVING: dict[str, Route] = {
    "/pro/dossiers/<uuid:record>/avec-la-personne/renoncer/": act_on_record(
        "avec-la-personne/renoncer/", {}, shows=False
    ),
    "/pro/dossiers/<uuid:record>/fermer/": act_on_record("fermer/", {}, {"present": "oui"}),
    "/pro/connexion/": page("/pro/connexion/"),
    "/pro/connexion/retour/": page("/pro/connexion/retour/", "state=rien&code=rien"),
    "/pro/connexion/lieu/": form("/pro/connexion/lieu/", {"lieu": HOSPITAL.value}),
    "/pro/connexion/fin/": page("/pro/connexion/fin/"),
    "/pro/deconnexion/": form("/pro/deconnexion/", {}, shows=False),
}
"""Asked last: they end the right to read, the record and the session."""
