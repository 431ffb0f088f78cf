"""Allergies that stay visible in emergencies: outside of one, what is kept of a masked document is as silent as it."""

from carnet.store import kept_allergies
from carnet.store.context import within
from carnet.store.kept_allergies import KeptAllergies
from tests.installation import HADDAD
from tests.two_worlds.kind import A_COLLEAGUE, A_STRANGER, THE_HOLDER, THE_TREATING, hiding
from tests.two_worlds.kinds.gone_or_shut import CONSENT, emergencies_are_refused
from tests.two_worlds.stage import Stage, prescription
from tests.usecases.looking import record_key


@hiding(A_COLLEAGUE, A_STRANGER, seen_by=(THE_HOLDER, THE_TREATING), given=emergencies_are_refused, apart=CONSENT)
def masked_and_its_allergies_kept(stage: Stage) -> None:
    """A masked document of which the person keeps a line; the store alone keeps one of a document that is no CDA."""
    document = stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1), from_=HADDAD)
    stage.masks(document)
    kept = KeptAllergies(stage.chance.identifier(), document, stage.env.clock.now(), ("Pénicilline",))
    with within(stage.record, exclusive=True):
        key = record_key(stage.here, stage.record)
        kept_allergies.keep(stage.record, kept, record_key=key, nonce=stage.chance.secret(12))
