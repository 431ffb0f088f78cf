"""A table of habilitation is read whole or not at all."""

import pytest

from carnet.core.access.faulty import Faulty
from carnet.core.access.matrix import COLUMNS, Matrix, Provenance, read_matrix

HEADER = ",".join(COLUMNS)


def test_a_cell_is_read_with_what_it_rests_on() -> None:
    matrix = read_matrix("2030", f"{HEADER}\n60,34112-3,Y,secondary,Un texte\n60,11502-2,N,default,MAT-D01\n")
    assert isinstance(matrix, Matrix)
    assert matrix.allows("60", "34112-3")
    assert not matrix.allows("60", "11502-2")
    assert matrix.cells["60", "34112-3"].provenance is Provenance.SECONDARY
    assert matrix.cells["60", "34112-3"].source == "Un texte"


@pytest.mark.parametrize(
    "row",
    [
        "60,34112-3,Y,secondary",
        "60,34112-3,Y,secondary,Un texte,de trop",
        "00,34112-3,Y,secondary,Un texte",
        "60,00000-0,Y,secondary,Un texte",
        "60,34112-3,oui,secondary,Un texte",
        "60,34112-3,Y,rumeur,Un texte",
        "60,34112-3,Y,secondary, ",
        "60,34112-3,Y,secondary,Un texte\n60,34112-3,N,secondary,Un texte",
    ],
)
def test_a_doubtful_cell_stops_the_table_with_one_fault(row: str) -> None:
    read = read_matrix("2030", f"{HEADER}\n{row}\n")
    assert isinstance(read, Faulty)
    assert len(read.faults) == 1


@pytest.mark.parametrize("table", ["", "profession,type\n"])
def test_a_table_with_other_columns_or_none_is_refused(table: str) -> None:
    assert isinstance(read_matrix("2030", table), Faulty)
