"""The kinds of hiding, one small function each: ``tests.two_worlds.kind`` says how one is written.

A new module of this package is found by itself; a test file beside must ask about it (``test_inventory.py``).
"""

from importlib import import_module
from pkgutil import iter_modules

from tests.two_worlds.kind import ENTERED, Kind

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

KINDS: tuple[Kind, ...] = tuple(ENTERED)
"""All of them, in the order of the modules' names."""
