"""The technical log: what it may say, and what never reaches it."""

import json
import subprocess
import sys
from typing import Any

PREAMBLE = """
import logging, structlog
from carnet.config.logging import configure
configure({"form": FORM})
class DamagedError(ValueError): pass
def read(): raise DamagedError("Mme Durand, 2 85 06")
"""


def written(script: str, form: str = "json") -> str:
    """What a process that runs this script writes on its error stream."""
    source = PREAMBLE.replace("FORM", repr(form)) + script
    return subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True).stderr


def lines(script: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(script).splitlines()]


def test_each_line_of_production_is_json_with_its_time_level_and_origin() -> None:
    (line,) = lines("logging.getLogger('carnet.doors').info('document read', extra={'event_id': 'e1'})")
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "document read", "event_id": "e1", "level": "info", "logger": "carnet.doors"}


def test_a_key_that_nobody_listed_is_left_out_and_named() -> None:
    (line,) = lines("structlog.get_logger('carnet').warning('document read', record='r1', patient='Durand')")
    assert line["record"] == "r1"
    assert line["left_out"] == ["patient"]
    assert "Durand" not in json.dumps(line)


def test_what_a_library_attaches_to_its_lines_is_left_out() -> None:
    (line,) = lines(
        "logging.getLogger('django.request').error('Bad', extra={'request': '/?q=Durand', 'status_code': 500})"
    )
    assert line["status_code"] == 500
    assert "Durand" not in json.dumps(line)


def test_an_exception_is_told_by_its_type_and_places_never_by_its_words() -> None:
    script = """
try:
    try: read()
    except DamagedError as error: raise RuntimeError("about Durand") from error
except RuntimeError:
    logging.getLogger("carnet").exception("the reading failed")
"""
    (line,) = lines(script)
    assert [one["type"] for one in line["exception"]] == ["builtins.RuntimeError", "__main__.DamagedError"]
    assert line["exception"][1]["places"][-1].endswith(" read")
    assert "Durand" not in json.dumps(line)


def test_a_line_break_in_a_message_makes_no_second_line() -> None:
    (line,) = lines("logging.getLogger('carnet').error('one\\n{\"event\": \"forged\"}')")
    assert line["event"].startswith("one\n")


def test_the_developer_reads_the_whole_trace() -> None:
    script = """
try: read()
except DamagedError: structlog.get_logger('carnet').exception("the reading failed")
"""
    text = written(script, form="text")
    assert "the reading failed" in text
    assert "DamagedError" in text


def test_the_development_server_of_django_which_writes_query_strings_says_nothing() -> None:
    assert written("logging.getLogger('django.server').error('GET /?q=Durand')") == ""
