"""Read every stable error code out of the code that names it: what is wrong, where it is told, and what to do."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from carnet.core.access import told as told_words
from carnet.core.access.decision import Told

ELLIPSIS = "…"
"""Stands in a sentence for what depends on what was sent."""
PARTS = ("code", "where", "problem", "remedy")


@dataclass(frozen=True, slots=True)
class ErrorEntry:
    """One code. ``statuses``: of the answers that carry it at the FHIR door, none when it is told elsewhere only.

    ``where``: the element (FHIRPath, XPath) or the name of a parameter, a rule of access for a refusal;
    ``sources``: the modules that name it; ``is_refusal``: whether a rule of access answers so, in the French words that
    the asker may read. ``…`` stands for what depends on what was sent.
    """

    code: str
    statuses: tuple[int, ...]
    problem: str
    where: str
    remedy: str
    sources: tuple[str, ...]
    is_refusal: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """What the code itself cannot say of one: the statuses that carry it at the FHIR door, and what to do about it.

    ``remedy``, ``problem``: where no sentence of the code says it.
    """

    statuses: tuple[int, ...] = ()
    remedy: str = ""
    problem: str = ""


NOWHERE = Answered()


@dataclass(slots=True)
class _Gathered:
    """What was found of a code so far: the longest sentence of each kind is the one that says most."""

    words: dict[str, str] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)

    def learn(self, words: Mapping[str, str], source: str) -> None:
        self.sources.add(source)
        for part, text in words.items():
            if len(text.strip(f"{ELLIPSIS} .")) > len(self.words.get(part, "").strip(f"{ELLIPSIS} .")):
                self.words[part] = text


def read_errors(sources: Mapping[str, str], answered: Mapping[str, Answered]) -> tuple[ErrorEntry, ...]:
    """Give every code, in their order. ``sources``: module path → its text; ``answered``: code → how it is answered.

    A code is found where it is written out: in ``Defect(…)`` and ``issue(…)``, in a call of a function that takes a
    ``code`` and a ``problem``, in a table of a module that makes defects of it. Refusals come from ``Told``.
    """
    found: dict[str, _Gathered] = {}
    for path, text in sources.items():
        for code, words in _codes(ast.parse(text)):
            found.setdefault(code, _Gathered()).learn(words, path)
    refusals = {code_of(one) for one in Told}
    for one in Told:
        code = code_of(one)
        words = {"problem": one.value, "where": ", ".join(rules_that_tell(one))}
        found.setdefault(code, _Gathered()).learn(words, "carnet/core/access/decision.py")
    return tuple(
        ErrorEntry(
            code,
            answered.get(code, NOWHERE).statuses,
            one.words.get("problem", "") or answered.get(code, NOWHERE).problem,
            one.words.get("where", ""),
            one.words.get("remedy", "") or answered.get(code, NOWHERE).remedy,
            tuple(sorted(one.sources)),
            is_refusal=code in refusals,
        )
        for code, one in sorted(found.items())
    )


def code_of(one: Told) -> str:
    """Give the code by which software knows a refusal (carnet/doors/fhir/outcome.py)."""
    return "insufficient-scope" if one is Told.BEYOND_ITS_SCOPES else one.name.lower().replace("_", "-")


def rules_that_tell(one: Told) -> tuple[str, ...]:
    """Name the rules of access of which a refusal speaks plainly; none where several causes share one answer."""
    told_by: dict[Told, set[str]] = {
        Told.NOT_ALLOWED: set(told_words.BY_ROLE | told_words.BY_TYPE),
        Told.OPPOSED: {"FEE-01"},
        Told.BEYOND_ITS_SCOPES: {"APP-01"},
        Told.NOT_AN_AUTHORIZED_DOCTOR: {"MTT-05"},
    }
    for table in (told_words.SAID_PLAINLY, told_words.OF_AN_OPENING):
        for rule, words in table.items():
            told_by.setdefault(words, set()).add(rule)
    return tuple(sorted(told_by.get(one, ())))


def _codes(tree: ast.Module) -> Iterator[tuple[str, dict[str, str]]]:
    takers = {"Defect": PARTS, "issue": ("", "code", "problem"), **_takers(tree)}
    assigned = _assigned(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in takers:
            given = dict(zip(takers[node.func.id], _spread(node.args, assigned), strict=False))
            given |= {word.arg: word.value for word in node.keywords if word.arg in PARTS}
            for branch, code in _literals(given.pop("code", None), assigned):
                at = (node.lineno, branch)
                yield code, {part: _text(one, assigned, *at) for part, one in given.items() if part in PARTS}
        elif isinstance(node, ast.Dict) and _makes_defects_of_a_table(tree):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(value, ast.Tuple):
                    yield from _row(key, [_text(one, assigned, node.lineno) for one in value.elts])


def _row(key: ast.expr | None, words: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Read a row of a table: its code is the key, before a problem and a remedy, or the first of four words."""
    match words:
        case [problem, remedy] if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, {"problem": problem, "remedy": remedy}
        case [code, where, problem, remedy] if code != ELLIPSIS:
            yield code, {"where": where, "problem": problem, "remedy": remedy}
        case _:
            return


def _takers(tree: ast.Module) -> dict[str, tuple[str, ...]]:
    """Find what takes the code of a defect in a module, functions and exceptions, and the order of what they take."""
    found = {}
    for node in ast.walk(tree):
        inner = [node] if isinstance(node, ast.FunctionDef) else node.body if isinstance(node, ast.ClassDef) else []
        for function in inner:
            if isinstance(function, ast.FunctionDef) and isinstance(node, ast.FunctionDef | ast.ClassDef):
                names = tuple(one.arg for one in function.args.args if one.arg != "self")
                if "code" in names and "problem" in names:
                    found[node.name] = names
    return found


def _makes_defects_of_a_table(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Defect"
        and any(isinstance(one, ast.Starred) for one in node.args)
        for node in ast.walk(tree)
    )


_Assigned = Mapping[str, list[tuple[int, ast.expr]]]


def _assigned(tree: ast.Module) -> _Assigned:
    """Give what each name is set to, with the line where it is: a sentence often stands in a line of its own."""
    found: dict[str, list[tuple[int, ast.expr]]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            found.setdefault(node.target.id, []).append((node.lineno, node.value))
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=False))
            for name, value in pairs:
                if isinstance(name, ast.Name):
                    found.setdefault(name.id, []).append((node.lineno, value))
    return found


def _spread(arguments: list[ast.expr], assigned: _Assigned) -> Iterator[ast.expr]:
    """Give the arguments of a call, those of a tuple that has a name one by one."""
    for one in arguments:
        match one:
            case ast.Starred(value=ast.Name(id=name)) if name in assigned:
                value = assigned[name][-1][1]
                yield from value.elts if isinstance(value, ast.Tuple) else [one]
            case _:
                yield one


def _literals(node: ast.expr | None, assigned: _Assigned) -> Iterator[tuple[bool, str]]:
    """Give each code that an expression may be, and whether it is that of an « else »."""
    match node:
        case ast.Constant(value=str() as code):
            yield False, code
        case ast.IfExp():
            yield from _literals(node.body, assigned)
            yield from ((True, code) for _, code in _literals(node.orelse, assigned))
        case ast.Name(id=name):
            for _, value in assigned.get(name, ()):
                if isinstance(value, ast.Constant):
                    yield from _literals(value, assigned)
        case ast.Subscript(value=ast.Name(id=name)):
            for _, table in assigned.get(name, ()):
                for value in table.values if isinstance(table, ast.Dict) else ():
                    yield from _literals(value, assigned)
        case _:
            return


def _text(node: ast.expr, assigned: _Assigned, line: int, is_else: bool = False) -> str:
    """Write an expression as the sentence that it gives at a line; a name stands for what it was last set to before.

    ``is_else``: of two sentences, the other one is meant.
    """
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr():
            return "".join(_text(one, assigned, line, is_else) for one in node.values)
        case ast.BinOp(op=ast.Add()):
            return _text(node.left, assigned, line, is_else) + _text(node.right, assigned, line, is_else)
        case ast.IfExp():
            return _text(node.orelse if is_else else node.body, assigned, line, is_else)
        case ast.Name(id=name):
            before = {at: value for at, value in assigned.get(name, ()) if at < line}
            return _text(before[max(before)], assigned, max(before), is_else) if before else ELLIPSIS
        case _:
            return ELLIPSIS
