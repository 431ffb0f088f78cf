"""What the table of routes promises is what the code does; and what the project forbids itself is nowhere in it."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import carnet
from carnet.core.access.actions import Action
from carnet.doors.fhir.router import ROUTES, Route

ROOT = Path(carnet.__file__).parent
MODULES = sorted(path for path in ROOT.rglob("*.py") if "migrations" not in path.parts)
USE_CASES = [path for path in MODULES if path.is_relative_to(ROOT / "usecases") and path.name != "__init__.py"]
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "service", "services", "misc", "common"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), path.name)


def name_of(path: Path) -> str:
    """The module's name, without « carnet »."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def public_functions(path: Path) -> list[str]:
    return [
        node.name for node in tree(path).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def imported_names(path: Path) -> Iterator[str]:
    """Every name that a module takes from another, with that other: ``usecases.reading.list_documents.choose``."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}".removeprefix("carnet.") for alias in node.names)


def used_names(path: Path) -> set[str]:
    """Every name that stands in a module's code beyond its imports."""
    return {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)} | {
        node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)
    }


def asked_actions(path: Path) -> set[str]:
    """The actions that a module names: ``Action.READ_DOCUMENT``."""
    return {
        node.attr
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Action"
    }


def calls(path: Path) -> set[str]:
    """What a module calls, as it is written: ``Permit``, ``datetime.now``."""
    return {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_each_route_leads_to_a_use_case_that_asks_its_action(route: Route) -> None:
    path = ROOT / "usecases" / Path(*route.use_case.split(".")).with_suffix(".py")
    assert path in USE_CASES
    assert route.action.name in asked_actions(path)
    assert route.audit == route.action.value
    module = import_module(route.answer.__module__)
    assert getattr(module, route.answer.__name__) is route.answer
    called = {f"usecases.{route.use_case}.{name}" for name in public_functions(path)}
    handlers = Path(str(module.__file__))
    reached = set(imported_names(handlers)) | set(imported_names(handlers.with_name("deposit.py")))
    assert called & reached


def test_no_route_stands_twice() -> None:
    addresses = [(route.method, route.path) for route in ROUTES]
    assert len(addresses) == len(set(addresses))


def test_every_action_is_asked_by_a_use_case() -> None:
    asked = {name for path in USE_CASES for name in asked_actions(path) if "policy" not in path.parts}
    assert asked == {action.name for action in Action}


def test_every_use_case_is_used_by_somebody() -> None:
    offered = {f"{name_of(path)}.{function}" for path in USE_CASES for function in public_functions(path)}
    used: set[str] = set()
    for path in MODULES:
        names = used_names(path)
        used |= {one for one in imported_names(path) if one.rpartition(".")[2] in names}
        # What a module offers and itself composes from another of its functions is used too.
        used |= {f"{name_of(path)}.{name}" for name in public_functions(path) if name in names}
    assert sorted(offered - used) == []


def test_only_the_decision_builds_a_permit() -> None:
    assert [name_of(path) for path in MODULES if "Permit" in calls(path)] == ["core.access.decide"]


def test_only_the_clock_tells_the_time() -> None:
    telling = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "timezone.now"}
    assert [name_of(path) for path in MODULES if telling & calls(path)] == ["infra.clock"]


def test_there_is_no_administration_site() -> None:
    assert [name_of(path) for path in MODULES if "django.contrib.admin" in path.read_text(encoding="utf-8")] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name_of(path) for path in MODULES if FORBIDDEN_NAMES & set(path.with_suffix("").parts)] == []


def test_every_module_says_in_one_sentence_what_it_is_for() -> None:
    silent = [
        path for path in MODULES if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(tree(path))
    ]
    assert [name_of(path) for path in silent] == []


def test_no_test_and_no_tool_is_longer_than_three_hundred_lines() -> None:
    beside = [path for folder in ("tests", "tools") for path in sorted((ROOT.parent / folder).rglob("*.py"))]
    assert len(beside) > 500
    long = {str(path.relative_to(ROOT.parent)): len(path.read_text(encoding="utf-8").splitlines()) for path in beside}
    assert {name: lines for name, lines in long.items() if lines > 300} == {}


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    long = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 300} == {}
