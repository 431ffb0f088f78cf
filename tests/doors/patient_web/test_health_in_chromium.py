"""« Ma santé » and its forms: accessible, well made, as wide as their window."""

import pytest

from carnet.core.health.kinds import Answer
from carnet.usecases.health.add_health_entry import add_health_entry, answer_health_block
from carnet.usecases.health.write_health import HealthWritten
from tests.journeys.every_page import Window, at
from tests.journeys.fixtures import WindowOf
from tests.journeys.world import World
from tests.people import CAMILLE

PAGES = {
    "her health": at("/ma-sante/"),
    "her measures": at("/ma-sante/mesures/"),
    "an allergy to add": at("/ma-sante/allergies/ajouter/"),
    "a blood group to choose": at("/ma-sante/groupe-sanguin/ajouter/"),
    "a weight that is rare": at("/ma-sante/poids/ajouter/", 422, {"weight": "210", "on": "2026-11-20"}),
    "a block that nobody offers": at("/ma-sante/reves/ajouter/", 404),
}
WRITTEN = (
    ("allergy", {"what": "Pollen de bouleau", "reaction": "rhume"}),
    ("weight", {"weight": "72,5", "on": "2026-11-01"}),
    ("weight", {"weight": "71", "on": "2026-11-20"}),
)


@pytest.fixture(scope="module")
def camille(window_of: WindowOf, shared_world: World) -> Window:
    """Camille's window, once she has written of her health."""
    holder, env = shared_world.holder(CAMILLE), shared_world.env
    for kind, typed in WRITTEN:
        written = add_health_entry(holder.record, kind, typed, is_sure=False, actor=holder, env=env)
        assert isinstance(written, HealthWritten)
    answered = answer_health_block(holder.record, "blood", Answer.UNKNOWN, actor=holder, env=env)
    assert isinstance(answered, HealthWritten)
    return window_of(CAMILLE)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_must_be(camille: Window, shared_world: World, name: str) -> None:
    camille.shows(PAGES[name], shared_world, after="/ma-sante/allergies/ajouter/")
