"""Whom and what the histories draw: mostly those who may act, since a history of refusals teaches nothing."""

from hypothesis import strategies as st

from carnet.core.access.actors import Professional
from carnet.core.identifiers import OrganizationId
from tests.installation import HADDAD, HOSPITAL, HUGO, KELLER, NURSE
from tests.second_opinion.cast import DOCTORS, PROFESSIONALS, REGULATOR

professionals = st.sampled_from([*[KELLER, HADDAD, HUGO, NURSE] * 3, *PROFESSIONALS])
"""Those who come and go."""
holders = st.sampled_from([*["holder"] * 10, "reader", "reader"])
"""For the acts that are the person's alone."""
closers = st.sampled_from([*["nobody"] * 6, "holder", "reader", "reader"])
"""Few records are closed, and most of them by a professional: what the person closed comes back with no right."""
anybody = st.sampled_from([*["holder"] * 6, *["reader"] * 6, *["author"] * 3, *PROFESSIONALS])
"""For the acts that the person may ask a professional for."""
doctors = st.sampled_from([*["author"] * 4, *DOCTORS * 4, *PROFESSIONALS])
"""For the acts of doctors."""
regulators = st.sampled_from([*[REGULATOR] * 6, *PROFESSIONALS])
"""For the calls to the SAMU."""
grantees: st.SearchStrategy[Professional | OrganizationId] = st.sampled_from(
    [*[KELLER, HADDAD, NURSE, HOSPITAL] * 3, *PROFESSIONALS]
)
"""Whom the person lets in, shuts out, takes back."""
presence = st.sampled_from([True, True, True, True, False])
"""Whether a professional says that the person is there."""
which = st.integers(0, 99)
"""One of the papers."""


def named(whom: Professional | OrganizationId) -> str:
    """The name by which the second opinion knows a person or an establishment."""
    return whom.value if isinstance(whom, OrganizationId) else whom.identifier.value
