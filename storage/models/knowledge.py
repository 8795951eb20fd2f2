"""Documents, their versions and passages."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Word
from storage.terms import DocumentKind, Visibility


class DocumentRow(Base):
    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)  # where it came from: `starter/assens`
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str]
    kind: Mapped[DocumentKind] = mapped_column(Word(DocumentKind))
    visibility: Mapped[Visibility] = mapped_column(Word(Visibility))
    scope: Mapped[str] = mapped_column(index=True)  # terms.scope_of(visibility, owner)
    url: Mapped[str | None]
    date: Mapped[str | None]  # 2020, 2020-12 or 2020-12-16: as exact as the source is
    version: Mapped[int]  # the number of the version that counts; 0 when it was withdrawn


class VersionRow(Base):
    __tablename__ = "document_version"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    number: Mapped[int]
    content_hash: Mapped[str]
    added_at: Mapped[datetime]


class PassageRow(Base):
    """A piece of a version, long enough to mean something and short enough to cite."""

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id", ondelete="CASCADE"))
    position: Mapped[int]
    heading: Mapped[str]
    page: Mapped[int | None]
    text: Mapped[str]
    content_hash: Mapped[str] = mapped_column(index=True)  # of what is embedded
    publisher: Mapped[str | None]  # of the public source that a starter passage rests on
    url: Mapped[str | None]
    date: Mapped[str | None]
    cells: Mapped[str | None]  # where its table rows stand: `Indsatser!A2:F5`
    start: Mapped[int | None]  # its place in the text of the version, in characters
    end: Mapped[int | None]


class ChangeRow(Base):
    """A counter that rises with every change, so that each process knows when to look."""

    __tablename__ = "change"

    name: Mapped[str] = mapped_column(primary_key=True)
    counter: Mapped[int]
