"""The technical log: lines of JSON in production, readable text elsewhere; never a name, a content or a query string.

What people may read about an access is the audit trail (carnet.store), not this. Here, only keys of a short list
pass, and in production an exception is written as its types and its places in the code: its message may quote a value.
"""

import logging
import sys
import traceback
from collections.abc import Mapping
from logging.config import dictConfig
from types import TracebackType
from typing import Any, TextIO

import structlog

KNOWN_KEYS = frozenset(
    {
        "event", "level", "logger", "timestamp", "exception",  # what every line has
        "record", "document", "event_id", "job", "queue", "task",  # opaque identifiers
        "action", "door", "method", "status_code", "defect", "rule", "count", "seconds", "environment",
    }
)  # fmt: skip
"""OWASP ASVS 16.2.5: a list of what may be said, since nobody can list what may not."""

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class StderrHandler(logging.StreamHandler[TextIO]):
    """Writes to the error stream of the moment, which tests replace."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    @property
    def stream(self) -> TextIO:
        """The error stream of this moment."""
        return sys.stderr

    @stream.setter
    def stream(self, _value: TextIO) -> None:
        """The parent's constructor sets it; nothing is kept."""


def configure(settings: Mapping[str, str]) -> None:
    """Set up logging; called by Django with the setting LOGGING: ``{"form": "json"}`` or ``{"form": "text"}``."""
    as_json = settings["form"] == "json"
    before: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[structlog.types.Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if as_json:
        last += [exception_without_values, known_keys_only, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        # The plain form: the rich one prints the local variables of each frame, where codes and names are.
        plain = structlog.dev.plain_traceback
        last += [known_keys_only, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
    dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "one": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": last,
                    "foreign_pre_chain": [*before, structlog.stdlib.ExtraAdder(allow=KNOWN_KEYS)],
                }
            },
            "handlers": {"stderr": {"()": StderrHandler, "formatter": "one"}},
            # Libraries are heard when something is wrong, we ourselves more often.
            "root": {"handlers": ["stderr"], "level": "WARNING"},
            "loggers": {
                "carnet": {"level": "INFO"},
                # Django's own handlers write to the console and to a mailbox: neither.
                "django": {"handlers": [], "level": "INFO", "propagate": True},
                # Its development server writes whole addresses, query strings included.
                "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
            },
        }
    )
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.captureWarnings(capture=as_json)


def known_keys_only(_logger: object, _method: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    """Leave out every key that is not of the list, and name it, so that the omission is seen."""
    private = {"exc_info", "stack_info"}  # what the renderer of text turns into a trace
    left_out = sorted(event.keys() - KNOWN_KEYS - private)
    kept = {key: value for key, value in event.items() if key in KNOWN_KEYS or key in private}
    return kept | ({"left_out": left_out} if left_out else {})


def exception_without_values(
    _logger: object, _method: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    """Replace a trace by the types of its chain of exceptions and the places that they went through."""
    found: Any = event.pop("exc_info", None)
    event.pop("stack_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["exception"] = _described(error)
    return event


def _described(error: BaseException) -> list[dict[str, Any]]:
    chain: list[dict[str, Any]] = []
    current: BaseException | None = error
    while current is not None and len(chain) < 5:
        frames = traceback.extract_tb(current.__traceback__)[-20:]
        chain.append(
            {
                "type": f"{type(current).__module__}.{type(current).__qualname__}",
                "places": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
            }
        )
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return chain
