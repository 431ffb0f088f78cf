"""The people of the demonstration and of the tests: all invented, so that anybody may look at their records."""

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_DNS, UUID, uuid5

from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem, nir_key
from carnet.core.people import Gender, IdentityStatus, IdentityTraits
from carnet.demo.caregivers import CAREGIVERS, Caregiver
from carnet.demo.sample_authors import SAMPLE_AUTHORS
from carnet.store.records import RecordPerson


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """Somebody with an account: a patient, a relative, an agent of the support desk.

    ``short``: the name by which commands and tests call them. ``what``: who they are, in French. ``person``: their
    identity, when they have a record. ``is_support``: whether they work at the support desk; ``is_reviewer``: whether
    it is to read what people wrote, bound by medical secrecy. ``mail``: of a relative who has no record here.
    """

    short: str
    shown: str
    what: str
    person: RecordPerson | None = None
    is_support: bool = False
    is_reviewer: bool = False
    mail: str = ""

    @property
    def identifier(self) -> str:
        """What they type to sign in: ``camille.morel``."""
        return self.shown.lower().replace(" ", ".")

    @property
    def password(self) -> str:
        """The same for ever, long enough for any rule about passwords."""
        return f"{self.short}-demonstration"

    @property
    def number(self) -> UUID:
        """The number of their account: the same for ever, so that powers can be written down before it is opened."""
        return uuid5(NAMESPACE_DNS, f"{self.short}.example.org")

    @property
    def account(self) -> str:
        """The opaque name under which they act for somebody else, or at the support desk."""
        return f"demo-{self.short}" if self.is_support else str(self.number)

    @property
    def identity(self) -> RecordPerson:
        """Who they are, for those who have a record. Raises ``ValueError`` for the others: a bug of the caller."""
        if self.person is None:
            raise ValueError(f"{self.short} has no record")
        return self.person

    def __repr__(self) -> str:
        """Name them as commands do."""
        return f"Member({self.short})"


@dataclass(frozen=True, slots=True)
class Representation:
    """Who acts for whom."""

    representative: Member
    minor: Member


def _born(
    nir: str, family: str, given: str, gender: Gender, birth: date, *, phone: str = "", mail: str = "", where: str = ""
) -> RecordPerson:
    """An identity under the demonstration's authority. ``nir``: 13 characters; the key is computed."""
    return RecordPerson(
        traits=IdentityTraits(family, tuple(given.split()), gender, birth, where or nir[5:10]),
        identity_status=IdentityStatus.QUALIFIED,
        identifiers=(PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, nir + nir_key(nir)),),
        mail=mail,
        phone=phone,
    )


# Numbers from 06 39 98 00 00 to 06 39 98 99 99 belong to nobody (Arcep, decision 2018-0881: reserved for fictions).
CAMILLE = Member(
    "camille",
    "Camille Morel",
    "patiente, 42 ans, sur son téléphone ; mère d’Alix",
    _born(
        "2840344109025",
        "MOREL",
        "CAMILLE",
        Gender.FEMALE,
        date(1984, 3, 12),
        phone="+33639980000",
        mail="camille@example.org",
    ),
)
GEORGES = Member(
    "georges",
    "Georges Brunet",
    "patient, 78 ans, sur une tablette, texte agrandi",
    _born("1480544109031", "BRUNET", "GEORGES", Gender.MALE, date(1948, 5, 2), phone="+33639980001"),
)
NADIA = Member(
    "nadia",
    "Nadia Lamrani",
    "patiente, 55 ans, avec un lecteur d’écran",
    _born(
        "2710944143012",
        "LAMRANI",
        "NADIA",
        Gender.FEMALE,
        date(1971, 9, 23),
        phone="+33639980002",
        mail="nadia@example.org",
    ),
)
LOU = Member(
    "lou",
    "Lou Morel",
    "patiente, 16 ans, fille de Sacha",
    # Of age on 20 May 2028. A world built three weeks later needs a younger Lou: nothing is hidden from an adult's
    # parents, and building says so.
    _born("2100544109047", "MOREL", "LOU", Gender.FEMALE, date(2010, 5, 20), phone="+33639980003"),
)
ALIX = Member(
    "alix",
    "Alix Morel",
    "patient, 9 ans, enfant de Camille et de Sacha",
    _born("1170444109058", "MOREL", "ALIX", Gender.MALE, date(2017, 4, 8)),
)
SIMONE = Member(
    "simone",
    "Simone Garrec",
    "patiente, 71 ans ; un Dossier Médical Personnel de 2012, des conditions à accepter",
    _born(
        "2550229109043",
        "GARREC",
        "SIMONE",
        Gender.FEMALE,
        date(1955, 2, 14),
        phone="+33639980004",
        mail="simone@example.org",
    ),
)
SACHA = Member(
    "sacha", "Sacha Morel", "proche de Camille, parent de Lou et d’Alix ; sans dossier ici", mail="sacha@example.org"
)
ROSE = Member("rose", "Rose Brunet", "fille et aidante de Georges ; sans dossier ici", mail="rose@example.org")
RELATIVES = (SACHA, ROSE)
"""Those who have no record here, and an account to act for somebody."""
ALI = Member("ali", "Ali Marzouk", "agent de l’assistance : des comptes, jamais de contenu", is_support=True)
INES = Member("ines", "Ines Carpentier", "agent de l’assistance : confirme ce qu’Ali propose", is_support=True)
ODILE = Member("odile", "Odile Garnier", "relecture à l’assistance, tenue au secret", is_support=True, is_reviewer=True)

PATIENTS = (CAMILLE, GEORGES, NADIA, LOU, ALIX)
LEGACY = (SIMONE,)
"""Whose record was opened as a *Dossier Médical Personnel*, under the terms of that time."""
REPRESENTATIONS = (Representation(SACHA, LOU), Representation(CAMILLE, ALIX), Representation(SACHA, ALIX))


def _official(short: str, shown: str, authority: PatientIdentifierSystem, value: str, traits: IdentityTraits) -> Member:
    identifier = PatientIdentifier(authority, value)
    what = "patiente des documents d’essai officiels"
    return Member(short, shown, what, RecordPerson(traits, IdentityStatus.QUALIFIED, (identifier,)))


DOMINIQUE = _official(
    "dominique",
    "Dominique Pat-Trois",
    PatientIdentifierSystem.INS_NIR_TEST,
    "279035121518989",
    IdentityTraits("PAT-TROIS", ("DOMINIQUE", "MARIE-LOUISE"), Gender.FEMALE, date(1979, 3, 28), "51215", "PAT-TROIS"),
)
MARIE = _official(
    "marie",
    "Marie Nessi",
    PatientIdentifierSystem.INS_NIR,
    "277076322082910",
    IdentityTraits("NESSI", ("MARIE", "JEANNE", "MICHELLE"), Gender.FEMALE, date(1977, 7, 14), "51215", "DECOURCY"),
)
RUTH = _official(
    "ruth",
    "Ruth Nessi",
    PatientIdentifierSystem.INS_NIR_TEST,
    "277076322082910",
    IdentityTraits("NESSI", ("RUTH", "ISABELLE"), Gender.FEMALE, date(1977, 7, 14), "75115", "DECOURCY"),
)
OFFICIAL_PATIENTS = (DOMINIQUE, MARIE, RUTH)
"""The patients of the samples that the ANS publishes, first those of most. The digits of Marie and of Ruth are the same
under two authorities: two identities, two records."""

DESK = (ALI, INES, ODILE)
MEMBERS = (*PATIENTS, *LEGACY, *RELATIVES, *DESK, *OFFICIAL_PATIENTS)


def find_member(short: str) -> Member | None:
    """Look somebody with an account up by their short name."""
    return next((one for one in MEMBERS if one.short == short), None)


def find_caregiver(short: str) -> Caregiver | None:
    """Look a professional up by their short name, or by their national identifier if they sign the samples."""
    return next((one for one in (*CAREGIVERS, *SAMPLE_AUTHORS) if one.short == short), None)
