"""All tables. Only ``carnet.store`` may import from here: rows never leave it."""

from carnet.store.models.account import (
    AccountRow,
    DeviceRow,
    OneTimeCodeRow,
    ProfessionalNoticeRow,
    SignInFailureRow,
    WebSessionRow,
)
from carnet.store.models.audit import AuditEventRow, AuditLeafRow, AuditSealRow
from carnet.store.models.close_ones import CarerRow, JointAgreementRow, PersonOfCarerRow, SecretVisitRow
from carnet.store.models.consent import (
    AgreementRequestRow,
    AuthorizationRow,
    BlockRow,
    FirstAccessRow,
    TreatingPhysicianRow,
)
from carnet.store.models.directory import MembershipRow, OrganizationRow, PractitionerRow
from carnet.store.models.document import AssociationRow, DocumentRow, DocumentVersionRow, SubmissionSetRow
from carnet.store.models.emergency import EmergencyAccessRow, ReviewCaseRow
from carnet.store.models.notice import NoticeRow
from carnet.store.models.oauth import AccessTokenRow, ClientAssertionRow, ClientRow
from carnet.store.models.record import (
    OpeningConsentRow,
    PatientIdentifierRow,
    PersonTraitRow,
    RecordPersonRow,
    RecordRow,
    RepresentativeRow,
)

__all__ = (
    "AccessTokenRow",
    "AccountRow",
    "AgreementRequestRow",
    "AssociationRow",
    "AuditEventRow",
    "AuditLeafRow",
    "AuditSealRow",
    "AuthorizationRow",
    "BlockRow",
    "CarerRow",
    "ClientAssertionRow",
    "ClientRow",
    "DeviceRow",
    "DocumentRow",
    "DocumentVersionRow",
    "EmergencyAccessRow",
    "FirstAccessRow",
    "JointAgreementRow",
    "MembershipRow",
    "NoticeRow",
    "OneTimeCodeRow",
    "OpeningConsentRow",
    "OrganizationRow",
    "PatientIdentifierRow",
    "PersonOfCarerRow",
    "PersonTraitRow",
    "PractitionerRow",
    "ProfessionalNoticeRow",
    "RecordPersonRow",
    "RecordRow",
    "RepresentativeRow",
    "ReviewCaseRow",
    "SecretVisitRow",
    "SignInFailureRow",
    "SubmissionSetRow",
    "TreatingPhysicianRow",
    "WebSessionRow",
)
