"""One example for each line of the FHIR router, and those of the descriptions that anybody may ask."""

from carnet.demo.sandbox.examples_of_documents import OF_DOCUMENTS
from carnet.demo.sandbox.examples_of_exports import OF_EXPORTS
from carnet.demo.sandbox.examples_of_records import OF_RECORDS
from carnet.demo.sandbox.examples_of_subscriptions import OF_SUBSCRIPTIONS
from carnet.demo.sandbox.steps import Example
from carnet.doors.fhir.router import ROUTES, Route

EXAMPLES: tuple[Example, ...] = (*OF_RECORDS, *OF_DOCUMENTS, *OF_EXPORTS, *OF_SUBSCRIPTIONS)


def find_example(key: str) -> Example | None:
    """Look an example up by the key of its page."""
    return next((one for one in EXAMPLES if one.key == key), None)


def route_of(example: Example) -> Route | None:
    """Give the line of the router that an example is about; None for a description, which is asked without a token."""
    return next((route for route in ROUTES if (route.method, route.path) == example.about), None)
