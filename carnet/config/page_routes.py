"""The table of the pages' routes, read from the code: which address, who may open it, which use cases it asks."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from carnet.doors.kit.paths import is_api, is_public

_USE_CASES, _KIT = "carnet.usecases.", "carnet.doors.kit."


@dataclass(frozen=True, slots=True)
class PageRoute:
    """One address. ``use_cases``: those that its view calls; ``actions``: what these ask of the decision."""

    path: str
    view: str
    is_public: bool
    use_cases: tuple[str, ...]
    actions: tuple[str, ...]


def page_routes() -> tuple[PageRoute, ...]:
    """List every page, by its address; the doors of software have tables of their own."""
    routes = []
    for path, view in _walk(get_resolver().url_patterns):
        written = "/" + path
        if is_api(written) or written.startswith("/ui"):
            continue
        function = inspect.unwrap(view)
        use_cases = sorted(_use_cases(function))
        actions = sorted({action for one in use_cases for action in _actions(one)})
        name = f"{function.__module__.removeprefix('carnet.doors.')}.{function.__name__}"
        routes.append(PageRoute(written, name, is_public(written), tuple(use_cases), tuple(actions)))
    return tuple(sorted(routes, key=lambda route: route.path))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in patterns:
        text = prefix + re.sub(r"[\^$]|\\", "", str(pattern.pattern))
        text = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", text)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, text)
        elif pattern.callback is not None:
            yield text, pattern.callback


def _use_cases(function: Callable[..., Any]) -> set[str]:
    """Find the use cases that a view calls, or that the functions of its module, or of the kit, which it calls do."""
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    waiting = [(function.__module__, function.__name__)]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        for module, name in _called(*one):
            if module.startswith(_USE_CASES):
                found.add(f"{module.removeprefix(_USE_CASES)}.{name}")
            else:
                waiting.append((module, name))
    return found


def _called(module: str, function: str) -> Iterator[tuple[str, str]]:
    """Give what a function calls by its name, with where that stands: use cases, its own module, the kit of pages."""
    tree = _tree(module)
    bodies = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    if function not in bodies:
        return
    named = {name: (module, name) for name in bodies} | {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith((_USE_CASES, _KIT))
        for alias in node.names
        if alias.name.islower()
    }
    for node in ast.walk(bodies[function]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in named:
            yield named[node.func.id]


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(_source(module))


def _actions(use_case: str) -> set[str]:
    """Find the actions and the acts of security that a use case's module names, and the actions that it has decided."""
    module, _, function = f"{_USE_CASES}{use_case}".rpartition(".")
    deciding = {one for one, name in _called(module, function) if _decides(one, name)}
    found = re.findall(r"(?:Action|SecurityAct)\.([A-Z_]+)", _source(module))
    found += [name for one in deciding for name in re.findall(r"\bAction\.([A-Z_]+)", _source(one))]
    return {name.lower().replace("_", "-") for name in found}


def _source(module: str) -> str:
    return inspect.getsource(import_module(module))


def _decides(module: str, function: str) -> bool:
    """Tell whether a function is asked by somebody, ``actor``: what it does is decided there, and traced."""
    bodies = (node for node in ast.walk(_tree(module)) if isinstance(node, ast.FunctionDef) and node.name == function)
    return any(one.arg == "actor" for body in bodies for one in (*body.args.args, *body.args.kwonlyargs))
