"""Which acts a change of metadata takes, and which changes there cannot be."""

import pytest

from carnet.core.access.actions import Action
from carnet.core.defects import Defect
from carnet.core.documents.wished import Wished, acts_of
from carnet.core.vocabulary.confidentiality import Confidentiality

MASKED, UNANNOUNCED, FROM_REPRESENTATIVES, NORMAL, RESTRICTED = (
    frozenset({label})
    for label in (
        Confidentiality.MASKED_TO_PROFESSIONALS,
        Confidentiality.HIDDEN_FROM_PATIENT,
        Confidentiality.HIDDEN_FROM_REPRESENTATIVES,
        Confidentiality.NORMAL,
        Confidentiality.RESTRICTED,
    )
)

ACTS: list[tuple[Wished, tuple[Action, ...]]] = [
    (Wished(), ()),
    (Wished(puts=MASKED), (Action.MASK_DOCUMENT,)),
    (Wished(takes=MASKED), (Action.UNMASK_DOCUMENT,)),
    (Wished(takes=UNANNOUNCED), (Action.ANNOUNCE_DOCUMENT,)),
    (Wished(puts=FROM_REPRESENTATIVES), (Action.HIDE_FROM_REPRESENTATIVES,)),
    (Wished(is_archived=True), (Action.ARCHIVE_DOCUMENT,)),
    (Wished(is_archived=False), (Action.UNARCHIVE_DOCUMENT,)),
    (Wished(puts=MASKED, is_archived=True), (Action.MASK_DOCUMENT, Action.ARCHIVE_DOCUMENT)),
    (Wished(is_deleted=True), (Action.DELETE_DOCUMENT,)),
]

NEVER: list[tuple[Wished, tuple[str, ...]]] = [
    (Wished(puts=UNANNOUNCED), ("not-hidden-afterwards",)),
    (Wished(takes=FROM_REPRESENTATIVES), ("not-shown-to-representatives",)),
    (Wished(puts=RESTRICTED, takes=NORMAL), ("level-not-changed",)),
    (Wished(puts=MASKED, takes=UNANNOUNCED), ("one-label-at-a-time",)),
    (Wished(puts=MASKED | FROM_REPRESENTATIVES), ("one-label-at-a-time",)),
    (Wished(puts=MASKED, is_deleted=True), ("deletion-alone",)),
    (Wished(is_archived=True, is_deleted=True), ("deletion-alone",)),
]


@pytest.mark.parametrize(("wished", "acts"), ACTS)
def test_a_change_takes_these_acts(wished: Wished, acts: tuple[Action, ...]) -> None:
    assert acts_of(wished) == acts


@pytest.mark.parametrize(("wished", "codes"), NEVER)
def test_there_can_be_no_such_change(wished: Wished, codes: tuple[str, ...]) -> None:
    assert tuple(one.code for one in acts_of(wished) if isinstance(one, Defect)) == codes
