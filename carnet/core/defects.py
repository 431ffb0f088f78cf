"""What is wrong with something that was sent to us, said so that its sender can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Defect:
    """One fault of an input: where it stands, what it is, and what to do.

    ``code`` is stable, kebab-case and listed in docs/doors/errors.md; ``where`` is a path into the input (FHIRPath,
    XPath, or the name of a parameter); ``problem`` and ``remedy`` are English sentences for an integrator. None of them
    ever quotes a name, an INS, a title or content: a value is quoted only when it is a code from a public value set.
    """

    code: str
    where: str
    problem: str
    remedy: str
