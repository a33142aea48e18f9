"""Filters of the templates: times, links and numbers as people read them; all text escaped."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from timeline.edtf_text import display
from timeline.errors import EDTFError
from timeline.models import parse_iso
from timeline.publish.records import Place
from timeline.publish.site import is_rtl
from timeline.publish.wording import in_words


def install(env: Any) -> None:
    """Add the filters to a Jinja environment."""
    env.filters.update(
        is_rtl=is_rtl,
        words=in_words,
        day_words=day_words,
        local_time=local_time,
        article_link=article_link,
        coordinates=coordinates,
    )


def day_words(instant: str) -> str:
    """Write the day of an ISO instant in words."""
    try:
        return display(instant[:10])
    except EDTFError:
        return instant


def local_time(published: str) -> Markup:
    """Write a publication time as the publisher said it, with its offset."""
    try:
        when = parse_iso(published)
        words = display(published[:10])
    except (ValueError, EDTFError):
        return Markup("<span>{}</span>").format(published)
    clock = ""
    if len(published) > 10 and when is not None:
        clock = f", {published[11:16]}"
        offset = published[16:].lstrip(":0123456789.") if len(published) > 16 else ""
        clock += {"": "", "Z": " UTC", "+00:00": " UTC"}.get(offset, f" UTC{offset}")
    return Markup('<time datetime="{}">{}{}</time>').format(published, words, clock)


def article_link(url: str, title: str, language: str | None) -> Markup:
    """Link an article where its key is a web address, else name it."""
    lang = Markup(' lang="{}"').format(language) if language and language != "en" else Markup("")
    words = escape(title or url)
    if url.startswith(("https://", "http://")):
        return Markup('<a{} rel="nofollow noopener" href="{}">{}</a>').format(lang, url, words)
    return Markup("<span{}>{}</span>").format(lang, words)


def coordinates(place: Place) -> str:
    """Write coordinates as `53.90 N 27.57 E`."""
    if place.latitude is None or place.longitude is None:
        return ""
    north, east = place.latitude, place.longitude
    return (
        f"{abs(north):.2f} {'N' if north >= 0 else 'S'} {abs(east):.2f} {'E' if east >= 0 else 'W'}"
    )
