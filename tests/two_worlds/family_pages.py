"""How the pages of those who act for somebody else are asked: profiles, carers, agreements of two parents."""

from tests.two_worlds.asking import Asking, Route, Scene, get, send
from tests.two_worlds.page_ways import NEVER_WAS, form, one_document, page
from tests.two_worlds.people import CARER


def profiles(scene: Scene) -> Asking:
    """The page of profiles, then opening a record that is not one's own: the answer tells nothing of what it holds."""
    yield get("as it is", "/proches/")
    yield send("nobody's", f"/proches/{NEVER_WAS}/ouvrir/")
    yield send("this one", f"/proches/{scene.record}/ouvrir/")


def agreements(_scene: Scene) -> Asking:
    """What needs both parents: each act, and one that needs nobody."""
    yield get("as it is", "/proches/accords/")
    for act in ("choose-emergency-access", "mask-document"):
        yield send(act, f"/proches/accords/{act}/")


INVITED: dict[str, Route] = {
    "/invitation/": form("/invitation/", {"code": "k7m2-xq9w-p4rt"}),
    "/invitation/contact/": form("/invitation/contact/", {"canal": "mail", "mail": "rose@example.org"}),
    "/invitation/contact/code/": form("/invitation/contact/code/", {"code": "123456"}),
    "/invitation/contact/code/renvoi/": form("/invitation/contact/code/renvoi/", {}, shows=False),
    "/invitation/conditions/": form("/invitation/conditions/", {"prenom": "Rose", "nom": "Brunet", "lu": "oui"}),
    "/invitation/identifiants/": form("/invitation/identifiants/", {}),
    "/invitation/abandon/": form("/invitation/abandon/", {}, shows=False),
    "/pro/ouvrir/compte/aidant/": form("/pro/ouvrir/compte/aidant/", {"code": "k7m2-xq9w-p4rt"}),
}
"""Whoever was invited as a carer and has no account; none of these pages knows a record before a code was right."""

FAMILY_READINGS: dict[str, Route] = {
    **INVITED,
    "/proches/accords/": page("/proches/accords/"),
    "/proches/aidants/": page("/proches/aidants/"),
    "/proches/invitation/": form("/proches/invitation/", {"code": "k7m2-xq9w-p4rt", "reponse": "oui"}, {"code": ""}),
    "/dossier/a-vous-de-decider/": page("/dossier/a-vous-de-decider/"),
}
FAMILY_ACTS: dict[str, Route] = {
    "/proches/accords/<str:act>/": agreements,
    "/documents/<uuid:document_id>/aidants/": one_document("/documents/{document}/aidants/", "POST"),
    "/proches/aidants/<str:account>/reconfirmer/": form(
        f"/proches/aidants/{CARER.account}/reconfirmer/", {}, shows=False
    ),
    "/proches/aidants/inviter/": form("/proches/aidants/inviter/", {}, {"envoi": "papier"}, shows=False),
}
FAMILY_LEAVING: dict[str, Route] = {
    "/proches/aidants/<str:account>/terminer/": form(f"/proches/aidants/{CARER.account}/terminer/", {}, shows=False),
    "/proches/": page("/proches/"),
    "/proches/<uuid:record>/ouvrir/": profiles,
    "/proches/renoncer/": form("/proches/renoncer/", {}, shows=False),
    "/proches/refermer/": form("/proches/refermer/", {}, shows=False),
}
"""Asked last: they end what lets a carer read, and change whose record is open."""
