"""One tree of errors; a library's exceptions are translated once, at the boundary.

`None` means absent, an exception means broken. Every error has a one-line message that says
what went wrong and, where there is something to be done, what to do.
"""

from __future__ import annotations


class TimelineError(Exception):
    """Anything that this package raises on purpose; its text fits on one line."""


class SettingsError(TimelineError):
    """A setting, option or environment variable has a value that cannot be used."""


class EDTFError(TimelineError, ValueError):
    """A text is not one of the EDTF (ISO 8601-2) forms that this package keeps."""


class FetchError(TimelineError):
    """A URL could not be fetched.

    Attributes:
        reason: a short, stable code that is stored in `failures` (`timeout`, `too-large`,
            `address-refused`, `http-404` …).
        status: the HTTP status, if an answer came.
        retry_after: seconds to wait before the next try, if the server said so.
    """

    def __init__(
        self,
        message: str,
        *,
        reason: str,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.status = status
        self.retry_after = retry_after


class ParseError(TimelineError):
    """Bytes are not an article, feed or sitemap that can be read.

    Attributes:
        reason: a short, stable code that is stored in `failures` (`no-text`, `not-a-feed`,
            `listing`, `consent-page` …).
    """

    def __init__(self, message: str, *, reason: str = "unreadable") -> None:
        super().__init__(message)
        self.reason = reason


class StorageError(TimelineError):
    """The database cannot be opened, migrated, read or written."""


class NotFoundError(TimelineError):
    """What was named (an event, a source, a topic, a correction) is not in the database."""


class CorrectionError(TimelineError):
    """A correction makes no sense, such as a merge of an event with itself."""
