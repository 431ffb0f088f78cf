"""The world of the demonstration: made once on an empty installation, from people who act in their own past."""

from pathlib import Path

from django.conf import settings

from carnet.config.wiring import insure
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.demo.caregivers import CAREGIVERS, STRUCTURES
from carnet.demo.cast import ALIX, LEGACY, OFFICIAL_PATIENTS, PATIENTS
from carnet.demo.clerks import CLERKS
from carnet.demo.insured import everybody
from carnet.demo.sample_authors import SAMPLE_AUTHORS, SAMPLE_STRUCTURES
from carnet.demo.software import LAST, SOFTWARE, connect
from carnet.demo.stage import Stage
from carnet.demo.stories import accounts, camille, others
from carnet.formats.cda.timestamps import PARIS
from carnet.ports.environment import Environment
from carnet.store import directory, records, tokens
from carnet.usecases.record.find_record import find_record


class WorldHalfBuiltError(RuntimeError):
    """A former building was interrupted: what it left cannot be told from what people did since."""


def build(env: Environment, *, home: Path | None = None) -> bool:
    """Build the world, unless it is there. Returns whether it was built now.

    ``home``: where the keys of the demonstration's software go, under ``demo`` (``CARNET_HOME`` unless told). All that
    happens to a record happens through the use cases, at instants before the day of building; the directory, the
    representatives and the software are reference data. The software is connected last and says that nothing is
    missing. Raises ``WorldHalfBuiltError`` when a former building was cut short, and ``StoryBrokenError`` when an act
    did not end as its story says.
    """
    if is_built():
        return False
    records.ensure_nobodys_record(env.keyring, at=env.clock.now())
    if find_record(ALIX.identity.identifiers[0], env=env) != NOBODYS_RECORD:
        raise WorldHalfBuiltError("the first record is there, the last software is not")
    for structure in (*STRUCTURES, *SAMPLE_STRUCTURES):
        directory.save_organization(structure)
    for someone in (*CAREGIVERS, *CLERKS, *SAMPLE_AUTHORS):
        directory.save_practitioner(someone.practitioner)
        for place in someone.places:
            directory.add_member(someone.identifier, place.identifier, role=someone.role)
    stage = Stage(env, env.clock.now().astimezone(PARIS).date())
    for play in (
        others.alix,
        camille.play,
        others.georges,
        others.nadia,
        others.lou,
        others.official,
        others.simone,
        accounts.play,
    ):
        play(stage)
    for patient in (*PATIENTS, *LEGACY, *OFFICIAL_PATIENTS):
        stage.tells_what_was_owed(patient)
    insure(everybody(), home=home or settings.HOME)
    for one in SOFTWARE:
        connect(one, home=home or settings.HOME, env=env)
    return True


def is_built() -> bool:
    """Tell whether the world is there, to its last piece."""
    return tokens.find_client(LAST.client_id) is not None
