"""The tables. Importing this package fills `Base.metadata`."""

from storage.models.alliance import EmailDomainRow, MemberRow, OrganisationRow, PersonRow
from storage.models.asking import AnswerRow, QuestionRow, VoteRow
from storage.models.base import Base
from storage.models.drafts import DraftRow
from storage.models.embedding import EmbeddingRow
from storage.models.knowledge import ChangeRow, DocumentRow, PassageRow, VersionRow
from storage.models.reviews import ReviewRow
from storage.models.schedule import AbsenceRow, ScheduleRow, SlackLimitRow, StopRow
from storage.models.secretariat import ApprovalRow, BroadcastRow, TaskRow
from storage.models.spending import SpendingRow
from storage.models.status import (
    ActionRow,
    CadenceRow,
    DigestRemovedRow,
    DigestRow,
    ReportRow,
    RoundRow,
    SheetRow,
    UpdateRow,
)
from storage.models.trays import DeliveryRow, InboxRow, RestoredRow

__all__ = [
    "AbsenceRow",
    "ActionRow",
    "AnswerRow",
    "ApprovalRow",
    "Base",
    "BroadcastRow",
    "CadenceRow",
    "ChangeRow",
    "DeliveryRow",
    "DigestRemovedRow",
    "DigestRow",
    "DocumentRow",
    "DraftRow",
    "EmailDomainRow",
    "EmbeddingRow",
    "InboxRow",
    "MemberRow",
    "OrganisationRow",
    "PassageRow",
    "PersonRow",
    "QuestionRow",
    "ReportRow",
    "RestoredRow",
    "ReviewRow",
    "RoundRow",
    "ScheduleRow",
    "SheetRow",
    "SlackLimitRow",
    "SpendingRow",
    "StopRow",
    "TaskRow",
    "UpdateRow",
    "VersionRow",
    "VoteRow",
]
