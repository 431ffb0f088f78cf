"""The only place where ports meet adapters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from carnet.config.outside import antivirus, gateways
from carnet.config.policies import deciding_policy, known_durations, known_policies, known_rollout
from carnet.core.access.faulty import Faulty
from carnet.core.access.policy import Policy
from carnet.core.audit.events import Door
from carnet.core.documents.announcement import read_delay
from carnet.formats.desk_claims import DESK_SCOPE
from carnet.infra.blobs.disk import DiskStore
from carnet.infra.blobs.encrypted import EncryptedBlobStore
from carnet.infra.card_readers import FolderOfReaders
from carnet.infra.chance import SystemChance
from carnet.infra.checkpoint_signer import CheckpointSigner
from carnet.infra.clock import ShiftedClock, SystemClock
from carnet.infra.insured_register import FileInsuredRegister, write_register
from carnet.infra.jobs import QueuedJobs
from carnet.infra.keyring import FileKeyring
from carnet.infra.messages import FileOutbox, SentMessage
from carnet.infra.openid_connect import OpenIdConnect, RelyingParty
from carnet.infra.prepared_files import SealedFiles
from carnet.infra.print_house import FolderPrintHouse
from carnet.infra.web_hooks import PublicWebHooks
from carnet.infra.web_push import WebPush
from carnet.ports.card_reader import NO_CARDS, CardSimulator
from carnet.ports.clock import Clock
from carnet.ports.environment import Environment
from carnet.ports.identity_provider import NO_IDENTITY_PROVIDER, IdentityProvider
from carnet.ports.insured_register import NO_INSURED_REGISTER, Insured, InsuredRegister
from carnet.ports.print_house import NO_PRINT_HOUSE, PrintHouse

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Places:
    """Where, below ``CARNET_HOME``, each adapter keeps what is its own."""

    home: Path

    @property
    def master_key(self) -> Path:
        """The master key of the records' keys."""
        return self.home / "keys" / "master"

    @property
    def signing_key(self) -> Path:
        """The key that signs the checkpoints of the trace."""
        return self.home / "keys" / "trace"

    @property
    def push_key(self) -> Path:
        """The key by which browsers know whose notifications they take."""
        return self.home / "keys" / "push"

    @property
    def blobs(self) -> Path:
        """The sealed bytes of documents."""
        return self.home / "documents"

    @property
    def prepared(self) -> Path:
        """The sealed files that people may fetch for a day."""
        return self.home / "prepared"

    @property
    def outbox(self) -> Path:
        """The demonstration's mails and SMS."""
        return self.home / "outbox"

    @property
    def insured(self) -> Path:
        """The demonstration's register of insured people."""
        return self.home / "insured.jsonl"

    @property
    def card_readers(self) -> Path:
        """The public keys of the card readers that are trusted, unless the operator names another folder."""
        return self.home / "card-readers"

    @property
    def print_house(self) -> Path:
        """The folder of the demonstration's print house."""
        return self.home / "print-house"

    @property
    def demo(self) -> Path:
        """The keys of the demonstration's software and of its card reader."""
        return self.home / "demo"

    @property
    def clock_offset(self) -> Path:
        """How far the demonstration's clock was put forward."""
        return self.home / "clock"


def environment(door: Door) -> Environment:
    """Give the outside world as a door sees it. Made once per process and door."""
    return _environment(door)


def system_clock() -> Clock:
    """Give the time of this machine, for a command that is the client of another server."""
    return SystemClock()


def demo_clock() -> ShiftedClock:
    """Give the demonstration's clock, to put it forward."""
    return ShiftedClock(Places(settings.HOME).clock_offset, real=SystemClock())


def insure(people: Iterable[Insured], *, home: Path) -> None:
    """Write the demonstration's register of insured people, in place of any former one. ``home``: its folder."""
    write_register(Places(home).insured, people)


def demo_outbox() -> tuple[SentMessage, ...]:
    """Give the mails and SMS that the demonstration sent, oldest first."""
    return FileOutbox(Places(settings.HOME).outbox, clock=demo_clock()).outbox()


def verifier_key() -> str:
    """Give the public key of the trace, for those who check its checkpoints."""
    return _signer().verifier_key.text()


@cache
def _environment(door: Door) -> Environment:
    return replace(_shared(), door=door)


@cache
def _signer() -> CheckpointSigner:
    origin = urlsplit(settings.CARNET_PUBLIC_URL).netloc
    return CheckpointSigner(Places(settings.HOME).signing_key, name=f"{origin.partition(':')[0]}/carnet")


@cache
def _shared() -> Environment:
    places = Places(settings.HOME)
    is_demo = settings.CARNET_DEMO
    web_hooks = PublicWebHooks(reaches_this_machine=is_demo)
    clock: Clock = demo_clock() if is_demo else SystemClock()
    return Environment(
        clock=clock,
        chance=SystemChance(),
        blobs=EncryptedBlobStore(DiskStore(places.blobs)),
        keyring=FileKeyring(places.master_key),
        messages=FileOutbox(places.outbox, clock=clock) if is_demo else gateways(clock),
        jobs=QueuedJobs(),
        antivirus=antivirus(),
        signer=_signer(),
        policy=_sound(deciding_policy(settings.CARNET_POLICY, _policies())),
        policies=_policies(),
        durations=_sound(known_durations(settings.CARNET_DURATIONS)),
        announcement_delay=_sound(read_delay(settings.CARNET_ANNOUNCEMENT_DAYS)),
        rollout=_sound(known_rollout(settings.CARNET_ROLLOUT)),
        insured_register=_insured_register(places),
        card_reader=FolderOfReaders(Path(settings.CARNET_CARD_READERS or places.card_readers)),
        card_simulator=_card_simulator(places),
        print_house=_print_house(places),
        prepared_files=SealedFiles(DiskStore(places.prepared)),
        web_hooks=web_hooks,
        push=WebPush(places.push_key, hooks=web_hooks, contact=settings.CARNET_PUBLIC_URL, clock=clock),
        door=Door.COMMAND_LINE,
        accepts_test_identifiers=settings.CARNET_ACCEPTS_TEST_IDENTIFIERS,
        identity_provider=_identity_provider(clock),
        desk_identity_provider=_desk_identity_provider(clock),
    )


def _insured_register(places: Places) -> InsuredRegister:
    """Make the register that the settings name, or the demonstration's."""
    if settings.CARNET_INSURED_REGISTER:
        return FileInsuredRegister(Path(settings.CARNET_INSURED_REGISTER))
    return FileInsuredRegister(places.insured) if settings.CARNET_DEMO else NO_INSURED_REGISTER


@cache
def _policies() -> tuple[Policy, ...]:
    """Give the policies known here. Raises ``ImproperlyConfigured``: nothing is decided under half a profile."""
    return _sound(known_policies(settings.CARNET_POLICIES))


def _sound(read: Read | Faulty) -> Read:
    if isinstance(read, Faulty):
        raise ImproperlyConfigured("Carnet ne démarre pas :\n" + "\n".join(f"- {fault}" for fault in read.faults))
    return read


def _identity_provider(clock: Clock) -> IdentityProvider:
    """Make the provider that the settings name; one is asked nothing before the first professional signs in."""
    if not settings.CARNET_OIDC_ISSUER:
        return NO_IDENTITY_PROVIDER
    party = RelyingParty(
        issuer=settings.CARNET_OIDC_ISSUER,
        client_id=settings.CARNET_OIDC_CLIENT_ID,
        client_secret=settings.CARNET_OIDC_CLIENT_SECRET,
        acr=settings.CARNET_OIDC_ACR,
        discovery=settings.CARNET_OIDC_DISCOVERY,
    )
    return OpenIdConnect(party, clock=clock)


def _desk_identity_provider(clock: Clock) -> IdentityProvider:
    """Make the one that the support desk signs in by; nobody signs in at the desk where the settings name none."""
    if not settings.CARNET_DESK_OIDC_ISSUER:
        return NO_IDENTITY_PROVIDER
    party = RelyingParty(
        issuer=settings.CARNET_DESK_OIDC_ISSUER,
        client_id=settings.CARNET_DESK_OIDC_CLIENT_ID,
        client_secret=settings.CARNET_DESK_OIDC_CLIENT_SECRET,
        acr=settings.CARNET_DESK_OIDC_ACR,
        discovery=settings.CARNET_DESK_OIDC_DISCOVERY,
        scope=DESK_SCOPE,
    )
    return OpenIdConnect(party, clock=clock)


def _card_simulator(places: Places) -> CardSimulator:
    """Put the demonstration's cards on the table; none where people are real. The product never imports them."""
    if not settings.CARNET_DEMO:
        return NO_CARDS
    lay: Callable[..., CardSimulator] = import_string(settings.CARNET_CARD_SIMULATOR)
    return lay(secrets=places.demo, readers=places.card_readers, chance=SystemChance())


def _print_house(places: Places) -> PrintHouse:
    """Make the print house that the settings name, or the demonstration's."""
    if settings.CARNET_PRINT_HOUSE:
        return FolderPrintHouse(Path(settings.CARNET_PRINT_HOUSE))
    if not settings.CARNET_DEMO:
        return NO_PRINT_HOUSE
    open_it: Callable[..., PrintHouse] = import_string(settings.CARNET_PRINT_HOUSE_SIMULATOR)
    spool = FolderPrintHouse(places.print_house)
    return open_it(secrets=places.demo, folder=places.print_house, spool=spool, chance=SystemChance())
