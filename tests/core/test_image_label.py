"""Whose a picture says that it is: what counts as somebody else's, and what a desk writes in its own way."""

from dataclasses import replace
from datetime import date

import pytest

from carnet.core.documents.image_label import ImageLabel, names_another
from carnet.core.people import Gender, IdentityTraits

BORN = date(1984, 3, 12)
CAMILLE = IdentityTraits("MOREL", ("CAMILLE", "ANNE"), Gender.FEMALE, BORN, "44109", used_name="LE BIHAN")
HERS = ImageLabel("MOREL", "CAMILLE", BORN)


@pytest.mark.parametrize(
    "label",
    [
        HERS,
        replace(HERS, family="Le Bihan"),
        replace(HERS, family="LE-BIHAN"),
        replace(HERS, family="LE BIHAN NEE MOREL"),
        replace(HERS, family="Morel", given="Camille Anne"),
        replace(HERS, given="ANNE"),
        replace(HERS, family="MOREL CAMILLE", given=""),
        replace(HERS, family="", given=""),
        replace(HERS, birth_date=None),
        replace(HERS, family="моро", given=""),
        ImageLabel(),
    ],
    ids=lambda label: f"{label.family or 'nothing'} {label.given}",
)
def test_a_picture_of_the_person_is_one_however_a_desk_wrote_her_name(label: ImageLabel) -> None:
    assert not names_another(label, CAMILLE)


@pytest.mark.parametrize(
    "label",
    [
        replace(HERS, family="BRUNET"),
        replace(HERS, given="LOU"),
        replace(HERS, birth_date=date(1984, 12, 3)),
        replace(HERS, family="BIHAN-MARTIN"),
        ImageLabel("ANONYME"),
        ImageLabel(birth_date=date(1948, 5, 2)),
    ],
    ids=["another family", "another of the family", "another day", "half a name", "nobody", "a day alone"],
)
def test_a_picture_that_bears_another_name_or_day_is_of_another(label: ImageLabel) -> None:
    assert names_another(label, CAMILLE)


def test_a_label_shows_nobody_in_a_log() -> None:
    assert repr(replace(HERS, modality="DX")) == "ImageLabel(DX)"
