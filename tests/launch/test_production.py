"""Production starts with everything it needs, or says everything that it lacks."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from carnet.config.checks import faults_of_settings
from carnet.config.production_environment import ProductionEnvironment, read_environment
from tests.launch.places import throw_away_server

GOOD = {
    "SECRET_KEY": "q8Zf2-vT7mKx0wLpR4sYbN6hJdC1gUeA3oXiV9tEkSzBnMrWyQ",
    "ALLOWED_HOSTS": "carnet.example, www.carnet.example",
    "CARNET_PUBLIC_URL": "https://carnet.example/",
    "CARNET_HOME": "/srv/carnet",
    "CARNET_TLS_ENDS_AT": "proxy",
    "CARNET_PROXIES": "192.0.2.1, 10.1.0.0/16",
    "CARNET_DATABASE_URL": "postgresql://carnet_app:pw@db.example/carnet?sslmode=verify-full",
}


def test_a_complete_environment_is_read() -> None:
    found = read_environment(GOOD)
    assert isinstance(found, ProductionEnvironment)
    assert found.public_url == "https://carnet.example"
    assert found.allowed_hosts == ("carnet.example", "www.carnet.example")
    assert GOOD["SECRET_KEY"] not in repr(found)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "other.example"}, "ALLOWED_HOSTS"),
        ({"CARNET_PUBLIC_URL": "http://carnet.example"}, "CARNET_PUBLIC_URL"),
        ({"CARNET_PUBLIC_URL": "https://carnet.example/sub"}, "CARNET_PUBLIC_URL"),
        ({"CARNET_HOME": ""}, "CARNET_HOME"),
        ({"CARNET_HOME": "var"}, "CARNET_HOME"),
        ({"CARNET_TLS_ENDS_AT": ""}, "CARNET_TLS_ENDS_AT"),
        ({"CARNET_TLS_ENDS_AT": "maybe"}, "CARNET_TLS_ENDS_AT"),
        ({"CARNET_PROXIES": ""}, "CARNET_PROXIES"),
        ({"CARNET_PROXIES": "our proxy"}, "CARNET_PROXIES"),
        ({"CARNET_PROXIES": "10.1.0.1/16", "CARNET_TLS_ENDS_AT": "here"}, "CARNET_PROXIES"),
        ({"CARNET_DATABASE_URL": ""}, "CARNET_APP_DATABASE_URL"),
        ({"CARNET_DATABASE_URL": "", "CARNET_DATABASE_ROLE": "worker"}, "CARNET_WORKER_DATABASE_URL"),
        ({"CARNET_DATABASE_URL": "sqlite:///x"}, "postgresql://"),
        ({"CARNET_DATABASE_URL": "postgresql://a:b@db.example/carnet"}, "sslmode"),
        ({"CARNET_DATABASE_URL": "postgresql://a:b@db.example/carnet?sslmode=require"}, "sslmode"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"CARNET_DEMO": "true"}, "CARNET_DEMO"),
        ({"CARNET_ACCEPTS_TEST_IDENTIFIERS": "yes"}, "CARNET_ACCEPTS_TEST_IDENTIFIERS"),
    ],
)
def test_one_thing_missing_or_unsafe_is_said_alone(change: dict[str, str], word: str) -> None:
    found = read_environment(GOOD | change)
    assert isinstance(found, list)
    assert len(found) == 1
    assert word in found[0]


@pytest.mark.parametrize(
    "url",
    ["postgresql://a:b@127.0.0.1/carnet", "postgresql://a:b@[::1]/carnet", "postgresql://a:b@/carnet?host=/run/pg"],
)
def test_a_database_on_the_same_machine_needs_no_certificate(url: str) -> None:
    assert isinstance(read_environment(GOOD | {"CARNET_DATABASE_URL": url}), ProductionEnvironment)


def test_everything_that_is_missing_is_said_at_once_and_no_value_is_quoted() -> None:
    found = read_environment({"SECRET_KEY": "hunter2", "CARNET_DATABASE_URL": "mysql://root:hunter2@db/x"})
    assert isinstance(found, list)
    assert len(found) == 6
    assert "hunter2" not in " ".join(found)


def in_production(command: list[str], change: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CARNET_", "DJANGO_"))}
    told = kept | GOOD | {"DJANGO_SETTINGS_MODULE": "carnet.config.settings.production"} | change
    return subprocess.run([sys.executable, *command], env=told, capture_output=True, text=True, check=False)


def test_the_settings_refuse_to_load_without_their_environment() -> None:
    done = in_production(["-c", "from django.conf import settings; settings.DEBUG"], {"SECRET_KEY": ""})
    assert done.returncode != 0
    assert "Carnet ne démarre pas" in done.stderr


def test_the_demonstration_does_not_exist_in_production() -> None:
    assert in_production(["-m", "carnet.config.command", "demo", "people"], {}).returncode == 2
    assert " demo " not in in_production(["-m", "carnet.config.command", "--help"], {}).stdout
    refused = in_production(["-m", "carnet.config.command", "run"], {})
    assert refused.returncode == 1
    assert "démonstration" in refused.stderr


def test_neither_the_site_nor_the_worker_starts_with_a_role_that_no_wall_holds() -> None:
    with throw_away_server() as admin_url:
        site = in_production(["-c", CHECK_AS_THE_SITE_DOES], {"CARNET_DATABASE_URL": admin_url})
        worker = in_production(["-m", "carnet.config.command", "worker"], {"CARNET_DATABASE_URL": admin_url})
    for done in (site, worker):
        assert done.returncode == 1
        assert "superutilisateur" in done.stderr


CHECK_AS_THE_SITE_DOES = (
    "import django; django.setup();from carnet.config.checks import refuse_unsafe_start; refuse_unsafe_start()"
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", True),
        ("CARNET_DEMO", True),
        ("CARNET_ACCEPTS_TEST_IDENTIFIERS", True),
        ("CARNET_PUBLIC_URL", "http://carnet.example"),
        ("SECURE_SSL_REDIRECT", False),
        ("SESSION_COOKIE_SECURE", False),
        ("CSRF_COOKIE_SECURE", False),
        ("ALLOWED_HOSTS", ["*"]),
    ],
)
def test_settings_derived_from_those_of_production_are_held_to_the_same(name: str, value: object) -> None:
    safe = {
        "DEBUG": False,
        "CARNET_DEMO": False,
        "CARNET_ACCEPTS_TEST_IDENTIFIERS": False,
        "CARNET_PUBLIC_URL": "https://carnet.example",
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "ALLOWED_HOSTS": ["carnet.example"],
    }
    assert faults_of_settings(SimpleNamespace(**safe)) == []
    (fault,) = faults_of_settings(SimpleNamespace(**safe | {name: value}))
    assert name in fault
