"""How people got their accounts: opened at the pharmacy with them, a first sign-in, a password of their own."""

import re
from dataclasses import dataclass, field, replace
from uuid import UUID

from carnet.core.accounts.places import Place
from carnet.core.audit.events import Door
from carnet.core.identifiers import RecordId
from carnet.demo.caregivers import HUGO
from carnet.demo.cast import CAMILLE, GEORGES, LEGACY, LOU, NADIA, OFFICIAL_PATIENTS, RELATIVES, ROSE, Member
from carnet.demo.stage import Scene, Stage, StoryBrokenError
from carnet.ports.chance import Chance
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message
from carnet.store.account_people import AccountPerson
from carnet.usecases.account.change_password import PasswordChanged, change_password
from carnet.usecases.account.confirm_code import confirm_code
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.open_account import AccountOpened, NotOpened, open_account
from carnet.usecases.account.open_other_account import open_other_account
from carnet.usecases.account.send_code import SEND_CODE, send_code
from carnet.usecases.account.show_attempt import CodeSent
from carnet.usecases.account.sign_in import sign_in
from carnet.usecases.family.accept_invitation import CaringBegins
from carnet.usecases.family.answer_invitation import accept_by_code
from carnet.usecases.family.invite_by_code import CodeGiven, invite_by_code

TELEPHONE = Place("firefox", "android")
"""On which everybody of the demonstration has signed in."""


@dataclass(slots=True)
class Pocket:
    """Where the codes of the past arrived: the person reads the last one."""

    last: str = field(default="")
    promised: dict[str, str] = field(default_factory=dict)

    def send(self, message: Message) -> None:
        """Receive a message."""
        self.last = message.body

    def enqueue(self, job: str, **arguments: str) -> None:
        """Keep the promise of a code; notices about the past are told to nobody."""
        if job == SEND_CODE:
            self.promised = arguments

    def code(self) -> str:
        """The six digits of the last message."""
        found = re.search(r"\b(\d{3})\s?(\d{3})\b", self.last)
        if found is None:
            raise StoryBrokenError("no code arrived")
        return "".join(found.groups())


@dataclass(slots=True)
class NumberFirst:
    """Gives a number that is known beforehand, once; what comes after is drawn."""

    drawn: Chance
    known: list[UUID]

    def identifier(self) -> UUID:
        """The known number, then any."""
        return self.known.pop() if self.known else self.drawn.identifier()

    def secret(self, size: int) -> bytes:
        """Random bytes."""
        return self.drawn.secret(size)


def play(stage: Stage) -> None:
    """Each patient who has an address gets an account; those who were here before have a previous visit."""
    for patient in (CAMILLE, GEORGES, NADIA, LOU, *LEGACY, *OFFICIAL_PATIENTS):
        if patient.identity.mail or patient.identity.phone:
            _opens(stage.on(-20, "10:30"), patient)
    for relative in RELATIVES:
        _opens_for_another(stage.on(-20, "11:15"), relative)
    _cares(stage.on(-15, "18:05"), ROSE, GEORGES)
    _visits(stage.on(-3, "20:14"), CAMILLE)


def _opens(scene: Scene, patient: Member) -> None:
    channel = Channel.MAIL if patient.identity.mail else Channel.SMS
    opened = open_account(
        scene.record(patient),
        channel=channel,
        identity_is_proved=True,
        wanted_identifier=patient.identifier,
        actor=HUGO.actor,
        env=_with_number(patient, scene),
    )
    _chooses_a_password(scene, patient, opened)


def _opens_for_another(scene: Scene, relative: Member) -> None:
    given, _, family = relative.shown.partition(" ")
    opened = open_other_account(
        AccountPerson(given, family, mail=relative.mail),
        channel=Channel.MAIL,
        identity_is_proved=True,
        number=relative.number,
        wanted_identifier=relative.identifier,
        actor=HUGO.actor,
        env=replace(scene.env, door=Door.PROFESSIONAL_SITE),
    )
    _chooses_a_password(scene, relative, opened)


def _with_number(patient: Member, scene: Scene) -> Environment:
    """The door of the pharmacy, where the next number drawn is that of this account."""
    chance = NumberFirst(scene.env.chance, [patient.number])
    return replace(scene.env, door=Door.PROFESSIONAL_SITE, chance=chance)


def _chooses_a_password(scene: Scene, patient: Member, opened: AccountOpened | NotOpened) -> None:
    if not isinstance(opened, AccountOpened):
        raise StoryBrokenError(f"no account for {patient.short}: {opened.value}")
    session, env = _signs_in(scene.env, opened.identifier, opened.initial_password)
    changed = change_password(session, current=None, new=patient.password, env=env)
    if not isinstance(changed, PasswordChanged):
        raise StoryBrokenError(f"{patient.short} kept the first password")


def _cares(scene: Scene, carer: Member, about: Member) -> None:
    """Somebody hands a code over on paper; the carer types it."""
    here = replace(scene.env, door=Door.PATIENT_SITE)
    holder = scene.holder(about)
    given = invite_by_code(holder.record, None, "", actor=holder, env=here)
    if not isinstance(given, CodeGiven):
        raise StoryBrokenError(f"{about.short} invited nobody")
    answer = accept_by_code(given.code, account=carer.number, name=carer.shown, env=here)
    if not isinstance(answer, CaringBegins):
        raise StoryBrokenError(f"{carer.short} did not accept")


def _visits(scene: Scene, patient: Member) -> None:
    _signs_in(scene.env, patient.identifier, patient.password)


def _signs_in(env: Environment, identifier: str, password: str) -> tuple[str, Environment]:
    pocket = Pocket()
    here = replace(env, door=Door.PATIENT_SITE, messages=pocket, jobs=pocket)
    sent = sign_in(identifier, password, device=None, env=here)
    if not isinstance(sent, CodeSent):
        raise StoryBrokenError(f"no code was sent: {sent}")
    send_code(RecordId(UUID(pocket.promised["record"])), UUID(pocket.promised["attempt"]), env=here)
    confirmed = confirm_code(sent.attempt, pocket.code(), device=None, place=TELEPHONE, env=here)
    if not isinstance(confirmed, SignedIn):
        raise StoryBrokenError(f"the code was refused: {confirmed}")
    return confirmed.session, here
