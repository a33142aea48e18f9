"""The health of the sources, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from timeline.edtf_text import display
from timeline.publish.pages.timeline import utc_words
from timeline.publish.reading import Reader, Row
from timeline.publish.wording import agree, count, figure, in_words, sentence

_DAYS = 30
_FAILURES = 25
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source: what it is, how it is doing and its articles of the last 30 days."""

    url: str
    title: str
    kind: str
    state: str
    late: bool
    last_success: str | None
    next_due: str | None
    articles: int
    strip: Markup


@dataclass(frozen=True, slots=True)
class FailureLine:
    """One thing that could not be read."""

    at: str
    stage: str
    url: str
    reason: str
    error: str


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """Everything that `timeline_sources.html` says."""

    stand: str
    troubled: tuple[SourceLine, ...]
    fine: tuple[SourceLine, ...]
    more: int
    failures: tuple[FailureLine, ...]
    failures_total: int


def make_page(reader: Reader, today: date) -> SourcesPage:
    """Read the page of the sources."""
    daily = _daily(reader, today)
    rows = reader.rows(
        "SELECT id, url, ifnull(title, ifnull(publisher, url)), kind, state, last_success_at,"
        " next_due_at, error_streak, last_error, interval_seconds, last_fetched_at,"
        " (SELECT count(*) FROM articles a WHERE a.source_id = s.id) FROM sources s"
        " WHERE state != 'removed' ORDER BY 3 COLLATE NOCASE"
    )
    lines = [_line(row, daily.get(row[0], {}), today) for row in rows]
    troubled = tuple(line for line in lines if line.late)
    fine = tuple(line for line in lines if not line.late)
    failures = reader.rows(
        "SELECT at, stage, url, reason, error FROM failures ORDER BY at DESC, id DESC LIMIT ?",
        (_FAILURES,),
    )
    return SourcesPage(
        _stand(reader, len(lines), len(troubled)),
        troubled[:_SHOWN],
        fine[:_SHOWN],
        max(0, len(fine) - _SHOWN) + max(0, len(troubled) - _SHOWN),
        tuple(FailureLine(*row) for row in failures),
        reader.value("SELECT count(*) FROM failures"),
    )


def _stand(reader: Reader, total: int, troubled: int) -> str:
    if not total:
        return "No source is read yet."
    words = f"{sentence(count(total, 'source'))}."
    if troubled:
        words += f" {sentence(in_words(troubled))} {agree('is', troubled)} in trouble."
    run = reader.row(
        "SELECT started_at, state, stored, revised, failed FROM ingest_runs"
        " ORDER BY id DESC LIMIT 1"
    )
    if run is not None:
        started, state, stored, revised, failed = run
        words += f" Last run {utc_words(started)}"
        words += " is still going" if state == "running" else ""
        words += f": {figure(stored, 'new article')}"
        words += f", {in_words(revised)} revised" if revised else ""
        words += f", {count(failed, 'failure')}" if failed else ", no failures"
        words += "."
    return words


def _line(row: Row, daily: dict[str, int], today: date) -> SourceLine:
    (_, url, title, kind, state, success, due, streak, error, _interval, _fetched, articles) = row
    words, late = "on time", False
    if state == "gone":
        words, late = error or "gone (410): retired", True
    elif streak:
        times = "" if streak == 1 else f", {in_words(streak)} times in a row"
        words, late = f"{error or 'failed'}{times}", True
    elif success is None:
        words = "not read yet"
    return SourceLine(
        url, title, kind, words, late,
        _moment(success, today) if success else None,
        _moment(due, today) if due and state == "active" else None,
        articles, _strip(daily, today),
    )  # fmt: skip


def _moment(instant: str, today: date) -> str:
    """Write an instant shortly: `today, 09:40`, `9 Jan, 06:10`, `2 Dec 2025` (UTC)."""
    day, clock = date.fromisoformat(instant[:10]), instant[11:16]
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today).days)
    if near:
        return f"{near}, {clock}"
    words = display(instant[:10], short=True, within=today.year)
    return f"{words}, {clock}" if abs((day - today).days) < _DAYS else words


def _daily(reader: Reader, today: date) -> dict[int, dict[str, int]]:
    since = (today - timedelta(days=_DAYS - 1)).isoformat()
    found: dict[int, dict[str, int]] = {}
    for source, day, articles in reader.rows(
        "SELECT source_id, substr(first_read_at, 1, 10), count(*) FROM articles"
        " WHERE first_read_at >= ? AND source_id IS NOT NULL GROUP BY 1, 2",
        (since,),
    ):
        found.setdefault(source, {})[day] = articles
    return found


def _strip(daily: dict[str, int], today: date) -> Markup:
    """A bar for each of the last 30 days."""
    highest = max(daily.values(), default=1)
    path = ""
    for number in range(_DAYS):
        articles = daily.get((today - timedelta(days=_DAYS - 1 - number)).isoformat(), 0)
        if articles:
            height = max(1, round(9 * articles / highest))
            path += f"M{number} 9v-{height}h1v{height}z"
    return Markup(  # noqa: S704
        '<svg class="strip" viewBox="0 0 30 9" preserveAspectRatio="none" aria-hidden="true">'
        f'<path d="{path}"/></svg>'
    )


def feeds(reader: Reader) -> list[tuple[str, str, str | None]]:
    """Feeds that are read: (title, address, publisher)."""
    return [
        (title, url, publisher)
        for title, url, publisher in reader.rows(
            "SELECT ifnull(title, ifnull(publisher, url)), url, publisher FROM sources"
            " WHERE kind = 'feed' AND state = 'active' ORDER BY 1 COLLATE NOCASE, url"
        )
    ]
