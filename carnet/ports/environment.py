"""The outside world, in one frozen argument."""

from dataclasses import dataclass, field
from datetime import timedelta

from carnet.core.access.policy import Policy, our_policies
from carnet.core.audit.events import Door
from carnet.core.consent.durations import Durations, our_durations
from carnet.core.documents.announcement import USUAL_DELAY
from carnet.core.record.online_opening import Rollout, our_rollout
from carnet.ports.antivirus import Antivirus
from carnet.ports.blobs import BlobStore
from carnet.ports.card_reader import NO_CARD_READER, NO_CARDS, CardReader, CardSimulator
from carnet.ports.chance import Chance
from carnet.ports.checkpoints import CheckpointSigner
from carnet.ports.clock import Clock
from carnet.ports.identity_provider import NO_IDENTITY_PROVIDER, IdentityProvider
from carnet.ports.insured_register import NO_INSURED_REGISTER, InsuredRegister
from carnet.ports.jobs import Jobs
from carnet.ports.keyring import Keyring
from carnet.ports.messages import Messages
from carnet.ports.prepared_files import NO_PREPARED_FILES, PreparedFiles
from carnet.ports.print_house import NO_PRINT_HOUSE, PrintHouse
from carnet.ports.push import NO_PUSH, Push
from carnet.ports.web_hooks import NO_WEB_HOOKS, WebHooks


@dataclass(frozen=True, slots=True)
class Environment:
    """Passed as ``env`` to every use case; built in ``carnet.config.wiring``, once for each door."""

    clock: Clock
    chance: Chance
    blobs: BlobStore
    keyring: Keyring
    messages: Messages
    jobs: Jobs
    antivirus: Antivirus
    signer: CheckpointSigner
    policy: Policy
    door: Door
    accepts_test_identifiers: bool
    identity_provider: IdentityProvider = NO_IDENTITY_PROVIDER
    """The professional site asks it who somebody is, the token endpoint whether it gave a token (RFC 8693)."""
    desk_identity_provider: IdentityProvider = NO_IDENTITY_PROVIDER
    """That of the support desk's agents: only their own site asks it anything."""
    insured_register: InsuredRegister = NO_INSURED_REGISTER
    """Asked before a record is opened."""
    policies: tuple[Policy, ...] = field(default_factory=our_policies)
    """Every dated policy that is known here, the oldest first; ``policy`` is the one that decides."""
    durations: Durations = field(default_factory=our_durations)
    """How long a yes lasts when nobody chose; without end unless the operator says otherwise."""
    announcement_delay: timedelta = USUAL_DELAY
    """How long a document waits to be announced before the record itself shows it to the person."""
    rollout: Rollout = field(default_factory=our_rollout)
    """Where records may be opened already, by regime and département."""
    card_reader: CardReader = NO_CARD_READER
    """Whose word for the presence of a card is taken, where records are opened with people."""
    card_simulator: CardSimulator = NO_CARDS
    """The cards of the demonstration."""
    print_house: PrintHouse = NO_PRINT_HOUSE
    """Who prints and posts the copies that people ask for."""
    prepared_files: PreparedFiles = NO_PREPARED_FILES
    """Where what people take away waits for them."""
    request: str = ""
    """The number that the client gave its own request, which the trace keeps (IHE BALP, « X-Request-Id »)."""
    web_hooks: WebHooks = NO_WEB_HOOKS
    """By which subscribers are told."""
    push: Push = NO_PUSH
    """By which the devices that people chose are told."""
