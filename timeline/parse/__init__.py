"""From bytes to an article: text, title, publication time, language.

Every function here takes bytes or text and returns frozen values; none does I/O or reads a clock.
"""

from timeline.parse.article import parse_article
from timeline.parse.feed import parse_feed
from timeline.parse.feedmodel import Feed
from timeline.parse.plain import parse_text

__all__ = ["Feed", "parse_article", "parse_feed", "parse_text"]
