"""Who is who."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Word
from storage.terms import OrganisationKind, Role


class OrganisationRow(Base):
    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[OrganisationKind] = mapped_column(Word(OrganisationKind))


class EmailDomainRow(Base):
    """`assens.dk` belongs to Assens: how somebody's organisation is guessed."""

    __tablename__ = "email_domain"

    domain: Mapped[str] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)


class MemberRow(Base):
    """An e-mail address that belongs to an organisation, in a role."""

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)  # lower case
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Role] = mapped_column(Word(Role))


class PersonRow(Base):
    """A Slack user. They are the member who has the same e-mail, if there is one."""

    __tablename__ = "person"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(
        index=True
    )  # lower case; none while Slack has not said, or for a stranger
    joined_at: Mapped[datetime]  # when Slack was last asked who this is
