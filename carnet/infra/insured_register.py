"""The register of insured people, as a file that an insurer hands over, or that the demonstration writes."""

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem, PractitionerId
from carnet.core.people import Gender, IdentityTraits
from carnet.ports.insured_register import Insured, InsuredAnswer, InsuredRegisterUnavailableError, NobodyInsured


class FileInsuredRegister:
    """Reads people by their number from a JSON file, made of lines that ``write_register`` wrote.

    The file is read anew each time: it is small, and a card reported lost counts from the next question on.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, number: str) -> InsuredAnswer:
        """Give the person insured under a number, of today or a former one.

        Raises ``InsuredRegisterUnavailableError`` when the file is missing or says nothing that can be read.
        """
        try:
            people = [_read(json.loads(line)) for line in self._path.read_text(encoding="utf-8").splitlines()]
        except (OSError, ValueError, KeyError, TypeError):
            raise InsuredRegisterUnavailableError("the file of insured people cannot be read") from None
        found: InsuredAnswer = NobodyInsured()
        for one in people:
            if number in {one.identifier.value, *(former.value for former in one.former)}:
                found = one
        return found


def write_register(path: Path, people: Iterable[Insured]) -> None:
    """Write the file that ``FileInsuredRegister`` reads: one person a line, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as register:
        for one in people:
            register.write(f"{json.dumps(_written(one), ensure_ascii=False)}\n")
    beside.replace(path)


def _written(one: Insured) -> dict[str, Any]:
    traits = one.traits
    return {
        "number": _number(one.identifier),
        "former": [_number(former) for former in one.former],
        "birth_name": traits.birth_name,
        "given_names": list(traits.given_names),
        "gender": traits.gender.value,
        "birth_date": traits.birth_date.isoformat(),
        "birth_place": traits.birth_place,
        "used_name": traits.used_name,
        "regime": one.regime,
        "department": one.department,
        "address": list(one.address),
        "cards": list(one.cards),
        "mail": one.mail,
        "treating_physician": one.treating_physician.value if one.treating_physician is not None else "",
    }


def _read(kept: dict[str, Any]) -> Insured:
    return Insured(
        identifier=_identifier(kept["number"]),
        traits=IdentityTraits(
            birth_name=kept["birth_name"],
            given_names=tuple(kept["given_names"]),
            gender=Gender(kept["gender"]),
            birth_date=date.fromisoformat(kept["birth_date"]),
            birth_place=kept["birth_place"],
            used_name=kept["used_name"],
        ),
        regime=kept["regime"],
        department=kept["department"],
        address=tuple(kept["address"]),
        cards=tuple(kept["cards"]),
        former=tuple(_identifier(former) for former in kept["former"]),
        mail=kept["mail"],
        treating_physician=_physician(kept.get("treating_physician", "")),  # an older file names no doctor
    )


def _physician(kept: str) -> PractitionerId | None:
    return PractitionerId(kept) if kept else None


def _number(identifier: PatientIdentifier) -> list[str]:
    return [identifier.system.value, identifier.value]


def _identifier(kept: list[str]) -> PatientIdentifier:
    system, value = kept
    return PatientIdentifier(PatientIdentifierSystem(system), value)
