"""`carnet`, as somebody types it."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from carnet.config.command import EXTENSIONS, Extension, carnet
from carnet.config.launch.roles import prepare
from tests.launch.places import throw_away_server


def typed(*words: str, **told: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CARNET_", "DJANGO_", "DATABASE"))
    }
    command = [sys.executable, "-m", "carnet.config.command", *words]
    return subprocess.run(command, env=kept | told, capture_output=True, text=True, check=False)


def test_every_command_says_in_one_line_what_it_is_for() -> None:
    help_text = typed("--help").stdout
    assert all(f"  {name} " in help_text for name in carnet.commands)
    assert all(f"  {one.name} " in help_text and one.summary[:20] in help_text for one in EXTENSIONS)


@pytest.mark.parametrize("extension", EXTENSIONS, ids=lambda one: one.name)
def test_every_command_that_another_module_brings_is_there(extension: Extension) -> None:
    module, attribute = extension.target.split(":")
    command = getattr(importlib.import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.name == extension.name


def test_an_unknown_command_is_refused() -> None:
    assert typed("nothing").returncode == 2


def test_an_existing_server_is_prepared_and_its_address_given(tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    with throw_away_server() as admin_url:
        done = typed("database", "prepare", CARNET_HOME=home, DATABASE_URL=admin_url)
        address = typed("database", "address", "--role", "worker", CARNET_HOME=home)
        assert address.stdout.strip() == prepare(admin_url, home=tmp_path / "home").worker
    assert done.returncode == 0
    assert "@" not in done.stdout  # no address, hence no password, unless it is asked for


def test_the_address_of_a_database_that_nobody_prepared_is_said_to_be_unknown(tmp_path: Path) -> None:
    done = typed("database", "address", CARNET_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "make run" in done.stderr


@pytest.mark.parametrize("known", [{}, {"CARNET_DATABASE_URL": "postgresql://nobody:secret@127.0.0.1:9/carnet"}])
def test_a_database_that_is_not_there_is_said_without_a_trace(known: dict[str, str], tmp_path: Path) -> None:
    done = typed("audit", "verify", CARNET_HOME=str(tmp_path), **known)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: La base de données ne répond pas")
    assert "secret" not in done.stderr


def test_a_server_that_refuses_is_said_without_a_trace(tmp_path: Path) -> None:
    nobody = "postgresql://nobody:secret@127.0.0.1:9/postgres"
    done = typed("database", "prepare", CARNET_HOME=str(tmp_path), DATABASE_URL=nobody)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: Le serveur refuse")
    assert "secret" not in done.stderr


def test_the_database_is_migrated_by_its_owner_and_used_by_the_worker(tmp_path: Path) -> None:
    home = str(tmp_path)
    with throw_away_server() as admin_url:
        typed("database", "prepare", CARNET_HOME=home, DATABASE_URL=admin_url)
        migrated = typed("database", "migrate", CARNET_HOME=home)
        once_more = typed("database", "migrate", CARNET_HOME=home)
    assert migrated.returncode == 0, migrated.stderr
    assert "No migrations to apply" in once_more.stdout


def test_erasing_a_home_that_was_there_before_removes_only_what_carnet_wrote(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("a letter")
    (tmp_path / "database.json").write_text('{"app": "postgresql://carnet_app@127.0.0.1:9/carnet"}')
    done = typed("database", "erase", "--yes", CARNET_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_erasing_asks_first(tmp_path: Path) -> None:
    (tmp_path / "database.json").write_text('{"app": "postgresql://carnet_app@127.0.0.1:9/carnet"}')
    assert typed("database", "erase", CARNET_HOME=str(tmp_path)).returncode == 1
    assert (tmp_path / "database.json").exists()
