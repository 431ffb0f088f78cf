"""How the pages of one's own account are asked, and those that close an access."""

from tests.two_worlds.asking import Route
from tests.two_worlds.page_ways import form, page

ONE = "00000000-0000-0000-0000-000000000404"
"""The number of no passkey."""

ACCOUNT_READINGS: dict[str, Route] = {
    "/applications/": page("/applications/"),
    "/applications/autoriser/": form("/applications/autoriser/", {"reponse": "accepter", "dossier": ONE}),
    "/applications/abonnements/": page("/applications/abonnements/"),
    "/applications/abonnements/<uuid:subscription>/arreter/": form(f"/applications/abonnements/{ONE}/arreter/", {}),
    "/applications/<uuid:app>/arreter/": form(f"/applications/{ONE}/arreter/", {}),
    "/compte/": page("/compte/"),
    "/compte/historique/": page("/compte/historique/"),
    "/compte/reglages/": form("/compte/reglages/", {"langue": "en", "theme": "dark", "nombre": "10"}),
    "/compte/verifier/": form("/compte/verifier/", {}, {"mot-de-passe": "pas celui-ci"}),
    "/compte/verifier/cle/": form("/compte/verifier/cle/", {"reponse": "{}"}, shows=False),
    "/compte/verifier/cle/question/": form("/compte/verifier/cle/question/", {}, shows=False),
    "/compte/cles/": page("/compte/cles/"),
    "/compte/cles/ajouter/": form("/compte/cles/ajouter/", {"nom": "Mon téléphone", "reponse": "{}"}),
    "/compte/cles/ajouter/question/": form("/compte/cles/ajouter/question/", {}, shows=False),
    "/compte/cles/<uuid:passkey>/renommer/": form(f"/compte/cles/{ONE}/renommer/", {"nom": "Autre"}),
    "/compte/cles/<uuid:passkey>/retirer/": form(f"/compte/cles/{ONE}/retirer/", {}),
    "/compte/application/": form("/compte/application/", {"code": "123456"}),
    "/compte/application/retirer/": form("/compte/application/retirer/", {}),
    "/compte/appareils/": page("/compte/appareils/"),
    "/compte/appareils/fermer/": form("/compte/appareils/fermer/", {"lequel": "00"}, shows=False),
    "/compte/appareils/oublier/": form("/compte/appareils/oublier/", {"lequel": "00"}, shows=False),
    "/compte/alertes/": form("/compte/alertes/", {"new-document": "mail"}),
    "/compte/alertes/essai/": form("/compte/alertes/essai/", {}, shows=False),
    "/compte/alertes/appareil/": form("/compte/alertes/appareil/", {"adresse": "https://push.test/"}, shows=False),
    "/compte/alertes/appareil/arreter/": form("/compte/alertes/appareil/arreter/", {}, shows=False),
    "/compte/coordonnees/": page("/compte/coordonnees/"),
    "/compte/coordonnees/code/": form("/compte/coordonnees/code/", {"code-nouveau": "123456"}),
    "/compte/coordonnees/canal/": form("/compte/coordonnees/canal/", {"canal": "sms"}, shows=False),
    "/compte/coordonnees/e-mail/": form("/compte/coordonnees/e-mail/", {"adresse": "autre@example.org"}),
    "/compte/coordonnees/telephone/": form("/compte/coordonnees/telephone/", {"adresse": "06 39 98 12 34"}),
}
ACCOUNT_LEAVING: dict[str, Route] = {
    "/connexion/cle/": form("/connexion/cle/", {"reponse": "{}"}, shows=False),
    "/connexion/cle/question/": form("/connexion/cle/question/", {}, shows=False),
    "/connexion/fermer/": form(
        "/connexion/fermer/",
        {"identifiant": "personne", "preuve": "mot-de-passe", "mot-de-passe": "rien"},
        {"identifiant": "personne", "preuve": "e-mail"},
    ),
    "/connexion/fermer/code/": form("/connexion/fermer/code/", {"code": "123456"}),
    "/connexion/fermer/fait/": page("/connexion/fermer/fait/"),
}
"""Asked last, as signing in is."""
