"""`carnet demo` as it is typed, on an installation of its own."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.test import override_settings

from carnet.demo.command import demo
from carnet.infra.messages import FileOutbox
from carnet.ports.messages import Channel, Message
from tests import postgres
from tests.adapters.clocks import StoppedClock
from tests.people import CAMILLE, KELLER, MEMBERS
from tests.store.database import Database


@dataclass(frozen=True, slots=True, repr=False)
class Terminal:
    """Somebody at a terminal, in an installation."""

    environment: dict[str, str]

    def type(self, *words: str, settings: str = "development") -> subprocess.CompletedProcess[str]:
        """Type a command of `carnet` and wait for its end."""
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": f"carnet.config.settings.{settings}"}
        command = [sys.executable, "-m", "carnet.config.command", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)

    def read(self, *words: str) -> str:
        """Type a command that must succeed, and give what it says."""
        ended = self.type(*words)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout


@pytest.fixture(scope="module")
def terminal(server: Database, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """An installation in which the world was built."""
    name = f"carnet_demo_{worker_id}"
    addresses = server.clone(name)
    told = {name: value for name, value in os.environ.items() if not name.startswith(("CARNET_", "DATABASE_URL"))}
    told |= {"CARNET_HOME": str(tmp_path_factory.mktemp("home")), "CARNET_DATABASE_URL": addresses.app}
    terminal = Terminal(told)
    assert "prêt" in terminal.read("demo", "build")
    yield terminal
    postgres.drop(name)


def test_building_again_says_that_it_is_there(terminal: Terminal) -> None:
    assert terminal.read("demo", "build") == "Le monde de la démonstration est déjà là.\n"


def test_the_list_of_people_is_json_with_all_that_a_program_needs(terminal: Terminal) -> None:
    people: list[dict[str, Any]] = json.loads(terminal.read("demo", "people", "--json"))
    by_name = {one["short"]: one for one in people}
    camille = by_name["camille"]
    assert (camille["identifier"], camille["password"]) == (CAMILLE.identifier, CAMILLE.password)
    assert camille["ins_system"] == "urn:oid:1.2.250.1.213.1.4.11"
    assert camille["ins"] == CAMILLE.identity.identifiers[0].value
    assert uuid.UUID(camille["record"])
    assert camille["represents"] == ["alix"]
    keller = by_name["keller"]
    assert (keller["practitioner"], keller["role"]) == (KELLER.identifier.value, "care")
    assert Path(by_name[keller["client_id"]]["key"]).is_file()


def test_the_list_of_people_names_everybody_to_a_reader(terminal: Terminal) -> None:
    said = terminal.read("demo", "people")
    for member in MEMBERS:
        assert f"  {member.short} " in said
        assert (member.password in said) is not member.is_support, "the desk signs in elsewhere, without a password"
    assert KELLER.identifier.value in said


def test_a_token_is_alone_on_its_line(terminal: Terminal) -> None:
    said = terminal.read("demo", "token", "keller")
    assert len(said.split()) == 1
    assert json.loads(terminal.read("demo", "token", "software", "--for", "haddad", "--json"))["expires_in"] == 900


def test_a_token_for_nobody_is_refused_with_a_way_out(terminal: Terminal) -> None:
    ended = terminal.type("demo", "token", "nobody")
    assert ended.returncode == 1
    assert "carnet demo people" in ended.stderr


def typed(home: Path, *words: str) -> Result:
    """What `carnet demo` answers in this home, asked in this very process: nothing of it needs a database."""
    with override_settings(HOME=home):
        return CliRunner().invoke(demo, words)


def test_the_clock_moves_forward_and_back(tmp_path: Path) -> None:
    assert "C’est l’heure réelle." in typed(tmp_path, "clock").output
    assert "1 j 1 h d’avance" in typed(tmp_path, "clock", "+25h").output
    assert "1 j d’avance" in typed(tmp_path, "clock", "-1h").output
    assert "2 h de retard" in typed(tmp_path, "clock", "-26h").output
    assert "C’est l’heure réelle." in typed(tmp_path, "clock", "--reset").output


@pytest.mark.parametrize("words", [("tomorrow",), ("+25",), ("25h",), ("+1h", "--reset")])
def test_a_shift_that_is_none_moves_nothing_and_says_how_to_write_one(words: tuple[str, ...], tmp_path: Path) -> None:
    answer = typed(tmp_path, "clock", *words)
    assert answer.exit_code == 2
    assert "décalage" in answer.output
    assert "C’est l’heure réelle." in typed(tmp_path, "clock").output


def test_the_outbox_shows_what_left_the_last_at_the_end(tmp_path: Path) -> None:
    assert typed(tmp_path, "outbox").output == "Aucun message n’est parti.\n"
    outbox = FileOutbox(tmp_path / "outbox", clock=StoppedClock())
    for number in (1, 2, 3):
        outbox.send(Message(Channel.SMS, "+33639980000", "", f"Message {number}"))
    rows = json.loads(typed(tmp_path, "outbox", "--json", "--last", "2").output)
    assert [row["body"] for row in rows] == ["Message 2", "Message 3"]
    assert rows[0].keys() == {"channel", "address", "subject", "body", "sent_at"}
    assert "21 novembre 2026" in typed(tmp_path, "outbox").output


def test_settings_without_demonstration_refuse_every_command_of_it(tmp_path: Path) -> None:
    with override_settings(CARNET_DEMO=False):
        answer = typed(tmp_path, "clock", "+25h")
    assert answer.exit_code == 1
    assert "interdisent la démonstration" in answer.output
    assert not (tmp_path / "clock").exists()


def test_without_a_database_the_command_says_how_to_start_one(terminal: Terminal, tmp_path: Path) -> None:
    alone = {name: value for name, value in terminal.environment.items() if name != "CARNET_DATABASE_URL"}
    ended = Terminal(alone | {"CARNET_HOME": str(tmp_path)}).type("demo", "people")
    assert ended.returncode == 1
    assert "carnet run" in ended.stderr


def test_where_real_people_are_the_demonstration_does_not_exist(terminal: Terminal) -> None:
    ended = terminal.type("demo", "people", settings="production")
    assert ended.returncode != 0
    assert "No such command 'demo'" in ended.stderr
    assert ended.stdout == ""
