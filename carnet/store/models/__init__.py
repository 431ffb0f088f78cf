"""All tables. Only ``carnet.store`` may import from here: rows never leave it."""

from carnet.store.models.account import (
    AccountRow,
    DeviceRow,
    OneTimeCodeRow,
    ProfessionalNoticeRow,
    SignInFailureRow,
    WebSessionRow,
)
from carnet.store.models.alert import AlertChoiceRow, PushDeviceRow
from carnet.store.models.audit import AuditEventRow, AuditLeafRow, AuditSealRow
from carnet.store.models.close_ones import CarerRow, JointAgreementRow, PersonOfCarerRow, SecretVisitRow
from carnet.store.models.consent import (
    AgreementRequestRow,
    AuthorizationRow,
    BlockRow,
    FirstAccessRow,
    RecordLetIntoRow,
    TreatingPhysicianRow,
)
from carnet.store.models.content import BannerRow, PublishedTextRow
from carnet.store.models.directory import MembershipRow, OrganizationRow, PractitionerRow
from carnet.store.models.document import (
    AssociationRow,
    DepositNumberRow,
    DocumentRow,
    DocumentVersionRow,
    SubmissionSetRow,
)
from carnet.store.models.draft import DocumentDraftPieceRow, DocumentDraftRow
from carnet.store.models.emergency import EmergencyAccessRow, ReviewCaseRow
from carnet.store.models.ending import ClaimRow, DeathRow, DestructionRow, ErasureRow, ReviewItemRow
from carnet.store.models.export import ExportTurnRow, RecordExportRow
from carnet.store.models.family import (
    AccountPersonRow,
    AwaitedAccountRow,
    CarerInvitationRow,
    CloseOneRow,
    PersonOfRepresentativeRow,
)
from carnet.store.models.first_visit import PutOffStepRow
from carnet.store.models.health import HealthEntryRow
from carnet.store.models.letter import LetterRow
from carnet.store.models.notice import NoticeRow
from carnet.store.models.oauth import (
    AccessTokenRow,
    AppGrantRow,
    AuthorizationCodeRow,
    ClientAssertionRow,
    ClientRow,
    RefreshTokenRow,
)
from carnet.store.models.opening import (
    CreationCodeRequestRow,
    CreationCodeRow,
    InsurerRequestRow,
    OpeningRow,
    TermsAcceptanceRow,
)
from carnet.store.models.paper_copy import PaperCopyRow
from carnet.store.models.record import (
    CardChallengeRow,
    CardPresenceRow,
    OpeningConsentRow,
    PatientIdentifierRow,
    PersonTraitRow,
    RecordPersonRow,
    RecordRow,
    RepresentativeRow,
)
from carnet.store.models.selection import SelectedDocumentRow, WordsTurnRow
from carnet.store.models.showing import ShowingCodeRow, ShowingOpenedRow, ShowingRow
from carnet.store.models.sign_in_means import (
    AccessClosingRow,
    AuthenticatorAppRow,
    ContactChangeRow,
    PasskeyQuestionRow,
    PasskeyRow,
)
from carnet.store.models.subscription import SubscriptionEventRow, SubscriptionRow, SubscriptionTurnRow
from carnet.store.models.support import DeskProposalRow, IdentityCheckRow, MessageCountRow, SupportRequestRow
from carnet.store.models.trust import KeptAllergyRow, TrustedPersonRow

__all__ = (
    "AccessClosingRow",
    "AccessTokenRow",
    "AccountPersonRow",
    "AccountRow",
    "AgreementRequestRow",
    "AlertChoiceRow",
    "AppGrantRow",
    "AssociationRow",
    "AuditEventRow",
    "AuditLeafRow",
    "AuditSealRow",
    "AuthenticatorAppRow",
    "AuthorizationCodeRow",
    "AuthorizationRow",
    "AwaitedAccountRow",
    "BannerRow",
    "BlockRow",
    "CardChallengeRow",
    "CardPresenceRow",
    "CarerInvitationRow",
    "CarerRow",
    "ClaimRow",
    "ClientAssertionRow",
    "ClientRow",
    "CloseOneRow",
    "ContactChangeRow",
    "CreationCodeRequestRow",
    "CreationCodeRow",
    "DeathRow",
    "DepositNumberRow",
    "DeskProposalRow",
    "DestructionRow",
    "DeviceRow",
    "DocumentDraftPieceRow",
    "DocumentDraftRow",
    "DocumentRow",
    "DocumentVersionRow",
    "EmergencyAccessRow",
    "ErasureRow",
    "ExportTurnRow",
    "FirstAccessRow",
    "HealthEntryRow",
    "IdentityCheckRow",
    "InsurerRequestRow",
    "JointAgreementRow",
    "KeptAllergyRow",
    "LetterRow",
    "MembershipRow",
    "MessageCountRow",
    "NoticeRow",
    "OneTimeCodeRow",
    "OpeningConsentRow",
    "OpeningRow",
    "OrganizationRow",
    "PaperCopyRow",
    "PasskeyQuestionRow",
    "PasskeyRow",
    "PatientIdentifierRow",
    "PersonOfCarerRow",
    "PersonOfRepresentativeRow",
    "PersonTraitRow",
    "PractitionerRow",
    "ProfessionalNoticeRow",
    "PublishedTextRow",
    "PushDeviceRow",
    "PutOffStepRow",
    "RecordExportRow",
    "RecordLetIntoRow",
    "RecordPersonRow",
    "RecordRow",
    "RefreshTokenRow",
    "RepresentativeRow",
    "ReviewCaseRow",
    "ReviewItemRow",
    "SecretVisitRow",
    "SelectedDocumentRow",
    "ShowingCodeRow",
    "ShowingOpenedRow",
    "ShowingRow",
    "SignInFailureRow",
    "SubmissionSetRow",
    "SubscriptionEventRow",
    "SubscriptionRow",
    "SubscriptionTurnRow",
    "SupportRequestRow",
    "TermsAcceptanceRow",
    "TreatingPhysicianRow",
    "TrustedPersonRow",
    "WebSessionRow",
    "WordsTurnRow",
)
