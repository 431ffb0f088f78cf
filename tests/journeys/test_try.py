from tests.browser import see
import pytest
from tests.people import *
from carnet.usecases.emergency.break_the_glass import break_the_glass
def test_x(world, signs_in, sort):
    if not sort.javascript: pytest.skip()
    c = signs_in(CAMILLE)
    w = sort.width
    k = f"/documents/"
    for name, path in {
      "p-home": "/accueil/", "p-documents": "/documents/", "p-filtered": "/documents/?categorie=BIO", "p-cda": f"/documents/{world.document(CAMILLE,'camille-biologie-4')}/",
      "p-pdf": f"/documents/{world.document(CAMILLE,'camille-directives')}/", "p-text": f"/documents/{world.document(CAMILLE,'camille-kinesitherapie')}/",
      "p-masked": f"/documents/{world.document(CAMILLE,'camille-radiographie')}/", "p-mask": f"/documents/{world.document(CAMILLE,'camille-ordonnance')}/masquer/",
      "p-find": "/acces/chercher/?nom=ha", "p-person": f"/acces/professionnel/{KELLER.identifier.value}/", "p-blocked": f"/acces/professionnel/{DELORME.identifier.value}/",
      "p-other": f"/acces/professionnel/{HADDAD.identifier.value}/", "p-structure": f"/acces/etablissement/{CHU.identifier.value}/", "p-block": f"/acces/professionnel/{KELLER.identifier.value}/bloquer/",
      "p-404": f"/documents/{world.record(CAMILLE)}/", "p-refus": "/historique/?filtre=refus",
    }.items():
        c.page.goto(path); see(c.page, f"{name}-{w}")
def test_y(world, signs_in, sort):
    if not sort.javascript: pytest.skip()
    k = signs_in(KELLER); w = sort.width
    r = world.record(CAMILLE)
    h = signs_in(HADDAD)
    from dataclasses import replace
    from carnet.core.audit.events import Door
    break_the_glass(r, reason="Malaise, patiente inconsciente", actor=HADDAD.actor, env=replace(world.env, door=Door.PROFESSIONAL_SITE))
    d = f"/pro/dossiers/{r}/"
    for name, path in {"s-find": "/pro/", "s-record": d, "s-filtered": d+"?periode=3&mots=zzz", "s-cda": d+f"documents/{world.document(CAMILLE,'camille-biologie-4')}/",
      "s-pdf": d+f"documents/{world.document(CAMILLE,'camille-directives')}/", "s-deposit": d+"deposer/", "s-deposited": d+"depose/", "s-emergency": d+"urgence/", "s-history": d+"historique/", "s-messages": "/pro/messages/"}.items():
        k.page.goto(path); see(k.page, f"{name}-{w}")
    for name, path in {"s-reason": d+"motif/", "s-urgent": d, "s-refused": d+"historique/", "s-messages0": "/pro/messages/"}.items():
        h.page.goto(path); see(h.page, f"{name}-{w}")
