"""Which use cases a function of a door calls, one after the other, on each way through it."""

import ast
from collections.abc import Iterable
from pathlib import Path

Ways = set[tuple[str, ...]]
NOTHING: Ways = {()}


def _then(before: Ways, after: Ways) -> Ways:
    return {first + second for first in before for second in after}


class Door:
    """One module of a door: the use cases that it imports, and its functions."""

    def __init__(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"), path.name)
        self.use_cases = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("carnet.usecases")
            for alias in node.names
            if alias.name[0].islower()
        }
        self.functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}

    def views(self) -> Iterable[str]:
        """The functions that answer a request."""
        for name, function in self.functions.items():
            arguments = function.args.args
            if not name.startswith("_") and arguments and arguments[0].arg == "request":
                yield name

    def ways(self, name: str, within: frozenset[str] = frozenset()) -> Ways:
        """The calls on each way through a function, with those of the functions beside it that it calls."""
        goes_on, ends = self._block(self.functions[name].body, within | {name})
        return goes_on | ends

    def _block(self, statements: list[ast.stmt], within: frozenset[str]) -> tuple[Ways, Ways]:
        goes_on, ended = NOTHING, Ways()
        for statement in statements:
            further, ends = self._statement(statement, within)
            ended = ended | _then(goes_on, ends)
            goes_on = _then(goes_on, further)
        return goes_on, ended

    def _statement(self, statement: ast.stmt, within: frozenset[str]) -> tuple[Ways, Ways]:
        if isinstance(statement, ast.FunctionDef):
            return NOTHING, Ways()
        said = NOTHING
        for child in ast.iter_child_nodes(statement):
            if isinstance(child, ast.expr):
                said = _then(said, self._expression(child, within))
        match statement:
            case ast.Return() | ast.Raise():
                return Ways(), said
            case ast.If(body=body, orelse=otherwise):
                branches = [self._block(body, within), self._block(otherwise, within)]
            case ast.Match(cases=cases):
                branches = [self._block(case.body, within) for case in cases]
            case ast.Try(body=body, handlers=handlers):
                branches = [self._block(body, within), *(self._block(one.body, within) for one in handlers)]
            case ast.For(body=body) | ast.While(body=body):
                branches = [self._block(body, within), (NOTHING, Ways())]
            case ast.With(body=body):
                branches = [self._block(body, within)]
            case _:
                return said, Ways()
        goes_on = Ways().union(*(further for further, _ends in branches))
        ends = Ways().union(*(ends for _further, ends in branches))
        return _then(said, goes_on), _then(said, ends)

    def _expression(self, node: ast.AST, within: frozenset[str]) -> Ways:
        if isinstance(node, ast.Lambda):
            return NOTHING
        if isinstance(node, ast.IfExp):
            either = self._expression(node.body, within) | self._expression(node.orelse, within)
            return _then(self._expression(node.test, within), either)
        called = NOTHING
        for child in ast.iter_child_nodes(node):
            called = _then(called, self._expression(child, within))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
            if name in self.use_cases:
                called = _then(called, {(name,)})
            elif name in self.functions and name not in within:
                called = _then(called, self.ways(name, within))
        return called
