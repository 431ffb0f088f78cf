"""Who can be tried in the demonstration: every person and every piece of software, with what one needs to be them."""

from dataclasses import dataclass
from pathlib import Path

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.demo.caregivers import CAREGIVERS, STRUCTURES, Caregiver
from carnet.demo.cast import MEMBERS, REPRESENTATIONS, Member
from carnet.demo.sample_authors import SAMPLE_AUTHORS, SAMPLE_STRUCTURES
from carnet.demo.software import SOFTWARE, Software, key_file, software_of
from carnet.ports.environment import Environment
from carnet.usecases.record.find_record import find_record


@dataclass(frozen=True, slots=True)
class Account:
    """One person or piece of software. A field that does not concern them is None.

    ``short``: the name that ``carnet demo token`` takes; ``kind``: patient, relative, support, professional or
    software. ``identifier`` and ``password``: to sign in. ``practitioner``: the national identifier; ``profession``,
    ``specialty`` (TRE_G15, TRE_R01) and ``role``: as the rules see them. ``ins_system``: as FHIR writes it; ``record``:
    the id of the Patient in FHIR, once the world is built. ``represents``: the short names of the minors for whom they
    act. ``client_id`` and ``key``: the software and the file of its private key.
    """

    short: str
    name: str
    what: str
    kind: str
    identifier: str | None = None
    password: str | None = None
    practitioner: str | None = None
    profession: str | None = None
    specialty: str | None = None
    role: str | None = None
    structure: str | None = None
    structure_name: str | None = None
    ins_system: str | None = None
    ins: str | None = None
    record: str | None = None
    represents: tuple[str, ...] = ()
    client_id: str | None = None
    key: str | None = None


def accounts(*, home: Path, env: Environment) -> tuple[Account, ...]:
    """Give everybody: those with an account, the professionals, those who sign the samples, the software."""
    return (
        *(_member(one, env) for one in MEMBERS),
        *(_caregiver(one) for one in (*CAREGIVERS, *SAMPLE_AUTHORS)),
        *(_software(one, home) for one in SOFTWARE),
    )


def is_of_the_samples(account: Account) -> bool:
    """Tell whether somebody is there for the official samples alone: professionals and software, not patients."""
    structures = {one.identifier.value for one in SAMPLE_STRUCTURES}
    return account.kind in ("professional", "software") and account.structure in structures


def table(shown: tuple[Account, ...]) -> str:
    """Write accounts as lines of text, in French, for a terminal."""
    people = [one for one in shown if one.kind not in ("professional", "software")]
    caring = [one for one in shown if one.kind == "professional"]
    software = [one for one in shown if one.kind == "software"]
    wide = max(len(one.short) for one in shown)
    lines = ["Patients, proches et assistance (nom court, identifiant, mot de passe) :"]
    for one in people:
        lines.append(f"  {one.short:<{wide}}  {one.identifier or '':<20} {one.password or '':<24} {one.what}")
        if one.ins is not None:
            opened = one.record or "pas encore ouvert"
            lines.append(f"  {'':<{wide}}  INS {one.ins} ({(one.ins_system or '')[8:]}), dossier {opened}")
    lines += ["", "Professionnels (nom court, identifiant national) :"]
    for one in caring:
        lines.append(f"  {one.short:<{wide}}  {one.practitioner}  {one.name}, {one.what} – {one.structure_name}")
    lines += ["", "Logiciels (client_id) :"]
    lines += [f"  {one.short:<{wide}}  {one.what}" for one in software]
    return "\n".join(lines)


def _member(member: Member, env: Environment) -> Account:
    ins_system = ins = record = None
    kind = "support" if member.is_support else "relative"
    signs_in_elsewhere = member.is_support
    if member.person is not None:
        kind, first = "patient", member.person.identifiers[0]
        ins_system, ins = f"urn:oid:{first.system.value}", first.value
        found = find_record(first, env=env)
        record = str(found) if found != NOBODYS_RECORD else None
    return Account(
        short=member.short,
        name=member.shown,
        what=member.what,
        kind=kind,
        identifier=None if signs_in_elsewhere else member.identifier,
        password=None if signs_in_elsewhere else member.password,
        role="reviewer" if member.is_reviewer else kind,
        ins_system=ins_system,
        ins=ins,
        record=record,
        represents=tuple(one.minor.short for one in REPRESENTATIONS if one.representative == member),
    )


def _caregiver(caregiver: Caregiver) -> Account:
    return Account(
        short=caregiver.short,
        name=caregiver.name.shown(),
        what=caregiver.what,
        kind="professional",
        practitioner=caregiver.identifier.value,
        profession=caregiver.practitioner.profession,
        specialty=caregiver.practitioner.specialty,
        role=caregiver.role.value,
        structure=caregiver.works_in.identifier.value,
        structure_name=caregiver.works_in.name,
        client_id=software_of(caregiver).client_id,
    )


def _software(software: Software, home: Path) -> Account:
    structures = {one.identifier: one.name for one in (*STRUCTURES, *SAMPLE_STRUCTURES)}
    return Account(
        short=software.client_id,
        name=software.client_id,
        what=software.what,
        kind="software",
        practitioner=software.practitioner.identifier.value if software.practitioner is not None else None,
        role=software.kind.value,
        structure=software.organization.value,
        structure_name=structures.get(software.organization),
        client_id=software.client_id,
        key=str(key_file(software, home)),
    )
