"""SQLite: the only package that writes SQL that changes data."""

from timeline.storage.database import (
    backup,
    open_database,
    open_readonly,
    transaction,
    writing,
)

__all__ = ["backup", "open_database", "open_readonly", "transaction", "writing"]
