"""An example: the requests of a transaction, one after the other, said once for every language."""

from dataclasses import dataclass, field
from typing import Any, Final

Json = dict[str, Any]
Pairs = tuple[tuple[str, str], ...]

NUMBER: Final = "NUMBER"
"""A variable that stands for an OID nobody has used (2.25, ITU-T X.667): drawn anew each time the example runs."""
CDA: Final = "CDA"
"""A variable that stands for the letter of the folder, in base64, under that number."""


@dataclass(frozen=True, slots=True)
class Step:
    """One request.

    ``path``: below the base; ``query``: in the address; ``form``: in the body, as a form; ``body``: a resource (or a
    JSON Patch) in the body. A text may hold variables, ``${DOCUMENT}``. ``keep``: variable → the path in the answer
    where it is found; ``keep_last``: variable → the header whose address ends with it. ``status``: what is answered;
    from 400 on, the refusal is what the example shows. ``shows_headers``: they are what counts. ``waits``: it is asked
    again until it is no longer 202.
    """

    method: str
    path: str
    query: Pairs = ()
    form: Pairs = ()
    body: Json | list[Json] | None = None
    headers: Pairs = ()
    keep: dict[str, tuple[str | int, ...]] = field(default_factory=dict)
    keep_last: dict[str, str] = field(default_factory=dict)
    status: int = 200
    shows_headers: bool = False
    waits: bool = False

    @property
    def media_type(self) -> str:
        """What the body is said to be."""
        return "application/json-patch+json" if isinstance(self.body, list) else "application/fhir+json"


@dataclass(frozen=True, slots=True)
class Example:
    """What an integrator copies. ``key``: in the address of its page; ``about``: method and path in the router.

    ``said``: what it does, in French (a msgid); ``software``: whose token, within which ``scope`` if any; ``steps``:
    what is asked, in its order. ``person``: the short name of somebody whose own token it takes instead.
    """

    key: str
    about: tuple[str, str]
    said: str
    steps: tuple[Step, ...]
    software: str = "sandbox-practice"
    scope: str = ""
    person: str = ""

    def uses(self, variable: str) -> bool:
        """Whether a variable stands in it."""
        return any(f"${{{variable}}}" in f"{step.path}{step.query}{step.form}{step.body}" for step in self.steps)
