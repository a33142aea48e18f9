"""Marks of dates on a track: as wide as they are said, as sure as they are said (SVG).

A day is a tall tick; the wider the date, the thinner the line. Caps say that it lasted from,
to; no caps say some time within. An open side fades out, an approximate date on both sides.
Positions are percentages, so that one SVG fits every width and text never scales.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from timeline.edtf import Edtf, parse
from timeline.errors import EDTFError

_HEIGHTS = {
    "day": 9, "weekend": 9, "week": 9, "month": 9, "quarter": 7, "half": 7, "season": 7,
    "year": 5, "decade": 3, "century": 3,
}  # fmt: skip
_TICK_PERCENT = 2.0
_HOLLOW = ("planned", "possible", "negated")


@dataclass(frozen=True, slots=True)
class Track:
    """A span of days that marks are drawn on.

    Attributes:
        first, last: inclusive day numbers.
        today: a day number, drawn as a line if it lies inside.
    """

    first: int
    last: int
    today: int | None = None

    def x(self, day: float) -> float:
        """Where a day begins, in percent."""
        return (day - self.first) / (self.last - self.first + 1) * 100

    def mark(self, edtf: str, granularity: str, modality: str) -> Markup:
        """Draw a date; nothing where it lies outside or cannot be read."""
        try:
            value = parse(edtf)
        except EDTFError:
            return Markup("")
        return mark(self, value, granularity, modality)

    def svg(self, edtf: str, granularity: str, modality: str, extra: str = "") -> Markup:
        """Draw a track with one date on it. `extra` is SVG of our own, drawn first."""
        line = ""
        if self.today is not None and self.first <= self.today <= self.last:
            x = number(self.x(self.today))
            line = f'<line class="nowline" x1="{x}%" x2="{x}%" y2="18"/>'
        drawn = self.mark(edtf, granularity, modality)
        return Markup(f'<svg class="track" aria-hidden="true">{extra}{line}{drawn}</svg>')  # noqa: S704


def number(value: float) -> str:
    """Write a coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def mark(track: Track, value: Edtf, granularity: str, modality: str, top: float = 0) -> Markup:
    """Draw a date on a track of 18 px.

    Args:
        track: says where days lie.
        value: the date.
        granularity: how fine it was said; sets the thickness.
        modality: filled, grey, hollow, dotted or crossed.
        top: y of the track, px.

    Returns:
        SVG elements with numbers and class names only.
    """
    start, end = value.earliest_day, value.latest_day
    left = 0.0 if start is None else track.x(start)
    right = 100.0 if end is None else track.x(end + 1)
    if right <= 0 or left >= 100 or right <= left:
        return Markup("")
    cut_left, cut_right = max(left, 0.0), min(right, 100.0)
    wide = right - left
    if start is not None and end is not None and _is_tick(value, wide):
        return Markup(_tick((left + right) / 2, modality, top))  # noqa: S704
    height = 5 if value.kind == "interval" else _HEIGHTS.get(granularity, 5)
    mask = _mask(value, start, end)
    width = cut_right - cut_left
    body = (
        f'<rect class="{modality}" x="{number(cut_left)}%" y="{number(top + 9 - height / 2)}"'
        f' width="{number(width)}%" height="{height}"{mask}/>'
    )
    if width < 1.5:
        body = _block(cut_left, height, modality, top, mask)
    caps = _caps(value, left, right, top) if width >= 1.5 else ""
    cross = _cross((cut_left + cut_right) / 2, top) if modality == "negated" else ""
    return Markup(body + caps + cross)  # noqa: S704


def _is_tick(value: Edtf, wide: float) -> bool:
    if value.approximate or value.uncertain:
        return False
    one_day = value.earliest_day == value.latest_day
    return one_day or (value.kind == "interval" and wide < _TICK_PERCENT)


def _tick(middle: float, modality: str, top: float) -> str:
    width = 5 if modality in _HOLLOW else 3
    cross = _cross(middle, top) if modality == "negated" else ""
    x = number(min(max(middle, 0.0), 100.0))
    return (
        f'<svg x="{x}%"><rect class="{modality}" x="-{width / 2:g}" y="{number(top + 2)}"'
        f' width="{width}" height="14"/></svg>{cross}'
    )


def _block(left: float, height: int, modality: str, top: float, mask: str) -> str:
    return (
        f'<rect class="{modality}" x="{number(left)}%" y="{number(top + 9 - height / 2)}"'
        f' width="6" height="{height}"{mask}/>'
    )


def _mask(value: Edtf, start: int | None, end: int | None) -> str:
    name = ""
    if value.approximate or value.uncertain:
        name = "both"
    elif start is None:
        name = "start"
    elif end is None:
        name = "end"
    return f' mask="url(#fade-{name})"' if name else ""


def _caps(value: Edtf, left: float, right: float, top: float) -> str:
    """Caps stand at the known ends of an interval, and at the known end of "by" and "since"."""
    one_sided = value.earliest_day is None or value.latest_day is None
    if value.kind != "interval" and not one_sided:
        return ""
    caps = ""
    if value.earliest_day is not None and left >= 0:
        caps += (
            f'<rect class="cap" x="{number(left)}%" y="{number(top + 3)}" width="2" height="12"/>'
        )
    if value.latest_day is not None and right <= 100:
        caps += (
            f'<svg x="{number(right)}%">'
            f'<rect class="cap" x="-2" y="{number(top + 3)}" width="2" height="12"/></svg>'
        )
    return caps


def _cross(middle: float, top: float) -> str:
    return (
        f'<svg x="{number(middle)}%"><path class="cross"'
        f' d="M-4 {number(top + 5)}l8 8m0-8l-8 8"/></svg>'
    )
