"""The demonstration and the developer's machine."""

import os

from carnet.config.settings.base import *  # noqa: F403  settings modules differ from the base by what they add

SECRET_KEY = "development only: sessions here protect nobody"  # noqa: S105  production reads its own
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
CARNET_ENVIRONMENT = "development"
CARNET_ACCEPTS_TEST_IDENTIFIERS = True
CARNET_DEMO = True

CARNET_OIDC_ISSUER = os.environ.get("CARNET_OIDC_ISSUER", "http://localhost:8001")
"""The demonstration's own provider (carnet/demo/identity_provider), which `carnet run` starts and names."""
CARNET_OIDC_CLIENT_ID = "carnet"
CARNET_OIDC_CLIENT_SECRET = "development only: this provider signs anybody in"  # noqa: S105  production reads its own
CARNET_DESK_OIDC_ISSUER = CARNET_OIDC_ISSUER
"""The demonstration's provider knows the agents of the desk beside the professionals."""
CARNET_DESK_OIDC_CLIENT_ID = CARNET_OIDC_CLIENT_ID
CARNET_DESK_OIDC_CLIENT_SECRET = CARNET_OIDC_CLIENT_SECRET

CARNET_CARD_SIMULATOR = "carnet.demo.cards.cards_on_the_table"
"""The cards of the demonstration and their reader: named, since the product never imports its demonstration."""
CARNET_PRINT_HOUSE_SIMULATOR = "carnet.demo.print_house.open_print_house"
"""The print house of the demonstration: what it printed lies in a folder (`carnet demo printed`)."""

CARNET_SANDBOX_SECURE_URL = os.environ.get("CARNET_SANDBOX_SECURE_URL", "https://localhost:8002")
"""Where the front of the sandbox answers (carnet/demo/sandbox); `carnet sandbox` chooses it, `carnet run` has none."""
