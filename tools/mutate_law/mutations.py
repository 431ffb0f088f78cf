"""Every small change that may be made to a module of the law, found in its syntax tree, one mutant each."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

FLIPPED: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
SPOKEN: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
OTHER_GATE = {"Gate.DOCUMENT": "Gate.RECORD", "Gate.RECORD": "Gate.DOCUMENT"}
OTHER_QUANTIFIER = {"any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: in which file (from the repository's root), where in it, what, and the whole changed text."""

    file: str
    where: str
    change: str
    text: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the mutant, however the lines of its file move."""
        return self.file, self.where, self.change


@dataclass(frozen=True, slots=True)
class _Change:
    """A node of the tree, and the words to put in its place."""

    first: ast.expr | ast.stmt
    last: ast.expr | ast.stmt
    words: str
    said: str


def mutants_of(file: str, text: str) -> list[Mutant]:
    """Give every mutant of a module, in the order of its lines.

    ``file``: its path as it is to be reported; ``text``: its source. Two changes that read alike in one function are
    told apart by « #2 ».
    """
    mutants: list[Mutant] = []
    seen: Counter[tuple[str, str]] = Counter()
    for where, statement in _places(ast.parse(text).body, ()):
        for change in _changes(statement):
            seen[where, change.said] += 1
            times = seen[where, change.said]
            said = change.said if times == 1 else f"{change.said} #{times}"
            mutants.append(Mutant(file, where, said, _spliced(text, change)))
    return mutants


def _places(body: list[ast.stmt], inside: tuple[str, ...]) -> Iterator[tuple[str, ast.stmt]]:
    """Give each function and each constant with its name; a class gives what it holds."""
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            yield from _places(statement.body, (*inside, statement.name))
        elif isinstance(statement, ast.FunctionDef):
            yield ".".join((*inside, statement.name)), statement
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            yield ".".join((*inside, ast.unparse(target))), statement


def _changes(statement: ast.stmt) -> Iterator[_Change]:
    if isinstance(statement, ast.FunctionDef) and _answers_bool(statement):
        body = statement.body[1:] if ast.get_docstring(statement) is not None else statement.body
        for answer in ("True", "False"):
            if body and ast.unparse(body[0]) != f"return {answer}":
                yield _Change(body[0], body[-1], f"return {answer}", f"always {answer}")
    conditions = set(_conditions(statement))
    for node in _nodes(statement):
        if isinstance(node, ast.expr):
            yield from _changes_of(node, is_condition=node in conditions)
    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple | ast.List):
        yield from _without_each(statement.value)


def _answers_bool(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.FunctionDef) and isinstance(said := statement.returns, ast.Name) and said.id == "bool"
    )


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what is executed: no annotation, no docstring, and of a decorator only the gate that it names."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "type_comment"):
            continue
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
            continue
        if name == "decorator_list":
            for decorator in value:
                yield from (each for each in ast.walk(decorator) if ast.unparse(each) in OTHER_GATE)
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _nodes(child)


def _conditions(statement: ast.stmt) -> Iterator[ast.expr]:
    """Give the expressions of which only the truth is looked at."""
    answers_bool = _answers_bool(statement)
    for node in _nodes(statement):
        match node:
            case ast.BoolOp(values=values):
                yield from values
            case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
                yield test
            case ast.comprehension(ifs=tests):
                yield from tests
            case ast.match_case(guard=ast.expr() as guard):
                yield guard
            case ast.Call(func=ast.Name(id="any" | "all"), args=[ast.GeneratorExp(elt=each)]):
                yield each
            case ast.Return(value=ast.expr() as value) if answers_bool:
                yield value


def _changes_of(node: ast.expr, *, is_condition: bool) -> Iterator[_Change]:
    said = ast.unparse(node)
    match node:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield _replaced(node, said, ast.unparse(operand))
            return
        case ast.Compare():
            yield from _flipped(node)
            return
        case ast.BoolOp():
            yield from _joined_otherwise(node)
            return
        case ast.Constant(value=bool() as value):
            yield _replaced(node, said, str(not value))
            return
        case ast.BinOp(op=ast.BitOr() | ast.BitAnd() | ast.Sub(), left=left, right=right):
            yield _replaced(node, said, ast.unparse(left))
            yield _replaced(node, said, ast.unparse(right))
        case ast.Set() | ast.Dict():
            yield from _without_each(node)
        case ast.Attribute() if said in OTHER_GATE:
            yield _replaced(node, said, OTHER_GATE[said])
        case ast.Call():
            yield from _called_otherwise(node)
    if is_condition:
        yield _Change(node, node, f"(not ({said}))", f"negate {said}")


def _joined_otherwise(node: ast.BoolOp) -> Iterator[_Change]:
    """Negate an « and » or an « or », exchange them, and drop each part."""
    said = ast.unparse(node)
    own, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    parts = [f"({ast.unparse(value)})" for value in node.values]
    yield _Change(node, node, f"(not ({said}))", f"negate {said}")
    yield _Change(node, node, f"({f' {other} '.join(parts)})", f"{own} → {other} in {said}")
    for index, dropped in enumerate(node.values):
        kept = parts[:index] + parts[index + 1 :]
        yield _Change(node, node, f"({f' {own} '.join(kept)})", f"drop {ast.unparse(dropped)}")


def _called_otherwise(node: ast.Call) -> Iterator[_Change]:
    """Exchange « any » and « all », and take each class out of an « isinstance »."""
    said = ast.unparse(node)
    match node:
        case ast.Call(func=ast.Name(id="any" | "all" as name)):
            yield _replaced(node, said, OTHER_QUANTIFIER[name] + said.removeprefix(name))
        case ast.Call(func=ast.Name(id="isinstance"), args=[_, ast.Tuple() as classes]):
            yield from _without_each(classes)


def _flipped(node: ast.Compare) -> Iterator[_Change]:
    """Flip each comparison; one that orders is also negated, and a list looked into loses each member."""
    said = ast.unparse(node)
    words = [ast.unparse(node.left)]
    for op, compared in zip(node.ops, node.comparators, strict=True):
        words += [SPOKEN[type(op)], ast.unparse(compared)]
    for index, op in enumerate(node.ops):
        other = words.copy()
        other[2 * index + 1] = FLIPPED[type(op)]
        yield _replaced(node, said, " ".join(other))
        if isinstance(op, ast.In | ast.NotIn) and isinstance(node.comparators[index], ast.Tuple | ast.List):
            yield from _without_each(node.comparators[index])
    if len(node.ops) > 1 or isinstance(node.ops[0], ORDERED):
        yield _Change(node, node, f"(not ({said}))", f"negate {said}")


def _without_each(node: ast.expr) -> Iterator[_Change]:
    """Take each member out of a set, a tuple, a list or a dictionary, one at a time."""
    if isinstance(node, ast.Dict):
        pairs = [(ast.unparse(key) if key else "**", ast.unparse(value)) for key, value in _pairs(node)]
        for index, (key, _) in enumerate(pairs):
            kept = [f"{k}{': ' if k != '**' else ''}{v}" for at, (k, v) in enumerate(pairs) if at != index]
            yield _Change(node, node, "{" + ", ".join(kept) + "}", f"without {key}")
    elif isinstance(node, ast.Set | ast.Tuple | ast.List):
        for dropped in node.elts:
            kept = [ast.unparse(member) for member in node.elts if member is not dropped]
            words = "".join(f"{member}, " for member in kept)
            text = ("{" + words + "}" if kept else "set()") if isinstance(node, ast.Set) else f"({words})"
            yield _Change(node, node, text, f"without {ast.unparse(dropped)}")


def _pairs(node: ast.Dict) -> Iterator[tuple[ast.expr | None, ast.expr]]:
    yield from zip(node.keys, node.values, strict=True)


def _replaced(node: ast.expr, said: str, words: str) -> _Change:
    return _Change(node, node, f"({words})", f"{said} → {words}")


def _spliced(text: str, change: _Change) -> str:
    """Put the words in the place of the nodes. The tree counts columns in bytes."""
    lines = text.encode().splitlines(keepends=True)
    last_line, last_column = change.last.end_lineno, change.last.end_col_offset
    if last_line is None or last_column is None:
        raise ValueError(f"no end of {change.said}")
    before = b"".join(lines[: change.first.lineno - 1]) + lines[change.first.lineno - 1][: change.first.col_offset]
    after = lines[last_line - 1][last_column:] + b"".join(lines[last_line:])
    return (before + change.words.encode() + after).decode()
