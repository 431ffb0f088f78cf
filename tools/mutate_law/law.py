"""Which modules are the law of access, and which stand on which: found on the disk, listed nowhere."""

import ast
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "carnet" / "core"
ACCESS = "carnet/core/access"
MATRIX = f"{ACCESS}/matrix"
BESIDE_THE_LAW = frozenset({"english.py", "faulty.py", "policy.py", "why.py"})
"""What reads the files of the law or puts its answers into words; tests of their own hold them."""


def module_name(file: str) -> str:
    """Say by which name Python knows a file of the repository."""
    return ".".join(Path(file).with_suffix("").parts).removesuffix(".__init__")


def laws() -> list[str]:
    """Find every module of the law of access: the rules, the words that they stand on, and what asks them.

    A new module is found by itself; only ``BESIDE_THE_LAW`` is left out.
    """
    access = CORE / "access"
    found = [*sorted(access.glob("*.py")), *sorted((access / "rules").glob("*.py"))]
    return [path.relative_to(ROOT).as_posix() for path in found if path.name not in BESIDE_THE_LAW]


def needs_tables(file: str) -> bool:
    """Whether only the published tables may kill the mutants of this file: it holds rules, or it is the matrix."""
    return file == MATRIX or "rules" in Path(file).parts


def fingerprint() -> str:
    """Give the digest of all that a run reads: a law that changes while it is tried proves nothing."""
    digest = sha256()
    folders = (CORE, ROOT / "tests" / "core", ROOT / "tests" / "rules")
    for path in sorted(path for folder in folders for path in folder.rglob("*.*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def standing_on(module: str) -> set[str]:
    """Give the module and every module of the core that imports it, directly or not."""
    found, waiting = set(), [module]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [importer for importer, imported in imports().items() if name in imported]
    return found


@cache
def imports() -> dict[str, frozenset[str]]:
    """Give what each module of the core imports, by the names of modules."""
    found: dict[str, frozenset[str]] = {}
    for path in CORE.rglob("*.py"):
        names: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
        found[module_name(path.relative_to(ROOT).as_posix())] = frozenset(names)
    return found
