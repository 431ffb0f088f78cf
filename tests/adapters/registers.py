"""Registers of insured people that are not as they should be."""

from typing import NoReturn

from carnet.ports.insured_register import InsuredRegisterUnavailableError


class SilentRegister:
    """A register that does not answer."""

    def find(self, *_: object, **__: object) -> NoReturn:
        raise InsuredRegisterUnavailableError("silent")
