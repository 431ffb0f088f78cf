"""What came out of the simulated print house, read back."""

import pypdfium2

from carnet.demo.print_house import SimulatedPrintHouse, printed_copies
from carnet.ports.environment import Environment


def words_of(env: Environment) -> str:
    """The words of every paper that was printed."""
    house = env.print_house
    assert isinstance(house, SimulatedPrintHouse)
    said = " ".join(
        page.get_textpage().get_text_range()
        for path in printed_copies(house.folder)
        for page in pypdfium2.PdfDocument(path.read_bytes())
    )
    return " ".join(said.split())
