"""How every page of the support desk is asked, by people who are not of the desk: each leads them to its door."""

from tests.two_worlds.asking import Asking, Route, Scene, get, send
from tests.two_worlds.page_ways import NEVER_WAS, form, page

ACCOUNT = "/assistance/comptes/<uuid:record>/"
REQUEST = "/assistance/demandes/<uuid:request_id>/"
EXAMINED = "/assistance/examens/<uuid:case_id>/"


def on_account(below: str) -> Route:
    """A page about the account of this person, and of nobody."""

    def ask(scene: Scene) -> Asking:
        for label, record in (("theirs", scene.record), ("nobody's", NEVER_WAS)):
            yield get(label, f"/assistance/comptes/{record}/{below}")
            yield send(f"{label}, sent", f"/assistance/comptes/{record}/{below}")

    return ask


def numbered(path: str) -> Route:
    """A page that names something by a number that never was."""
    filled = path
    for word in ("request_id", "case_id", "banner_id", "proposal", "batch"):
        filled = filled.replace(f"<uuid:{word}>", str(NEVER_WAS))
    return form(filled.replace("<slug:kind>", "faq").replace("<slug:key>", "ouvrir"), {})


DESK_PAGES: dict[str, Route] = {
    "/assistance/": page("/assistance/", "nature=account"),
    "/assistance/session/": page("/assistance/session/"),
    "/assistance/connexion/": page("/assistance/connexion/"),
    "/assistance/connexion/retour/": page("/assistance/connexion/retour/", "state=rien&code=rien"),
    "/assistance/connexion/fin/": page("/assistance/connexion/fin/"),
    "/assistance/deconnexion/": form("/assistance/deconnexion/", {}, shows=False),
    "/assistance/comptes/": form("/assistance/comptes/", {"par": "identifier", "valeur": "camille.morel"}),
    "/assistance/comptes/nom/": form("/assistance/comptes/nom/", {"nom": "Morel", "naissance": "1984-03-12"}),
    ACCOUNT: on_account(""),
    **{
        f"{ACCOUNT}{below}": on_account(below)
        for below in (
            *("questions/", "pieces/", "debloquer/", "sessions/", "suspendre/", "identifiants/", "codes/", "journal/"),
            *("representants/", "representants/inscrire/", "representants/personne/", "copie/"),
        )
    },
    f"{ACCOUNT}representants/<str:account>/": on_account("representants/demo/"),
    f"{ACCOUNT}representants/<str:account>/lieux/": on_account("representants/demo/lieux/"),
    **{
        f"{REQUEST}{below}": numbered(f"{REQUEST}{below}")
        for below in ("", "prendre/", "preuves/", "clore/", "copie/", "repondre/")
    },
    **{f"{EXAMINED}{below}": numbered(f"{EXAMINED}{below}") for below in ("", "clore/", "decider/", "interroger/")},
    **{
        path: numbered(path)
        for path in (
            *("/assistance/a-deux/", "/assistance/a-deux/<uuid:proposal>/confirmer/"),
            *("/assistance/a-deux/<uuid:proposal>/abandonner/", "/assistance/courriers/"),
            *("/assistance/courriers/imprimer/", "/assistance/courriers/retour/"),
            *("/assistance/courriers/<uuid:batch>/reimprimer/", "/assistance/courriers/<uuid:batch>/partis/"),
            *("/assistance/chiffres/", "/assistance/suivi/", "/assistance/examens/", "/assistance/proches/"),
            *("/assistance/bandeaux/", "/assistance/bandeaux/nouveau/", "/assistance/textes/"),
            *("/assistance/bandeaux/<uuid:banner_id>/modifier/", "/assistance/bandeaux/<uuid:banner_id>/retirer/"),
            "/assistance/textes/<slug:kind>/<slug:key>/",
        )
    },
}
"""Each path of the desk; whoever adds one says here how it is asked."""
