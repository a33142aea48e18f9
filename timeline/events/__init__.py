"""Events: which dated expressions tell of a happening, and how a title tells it."""

from timeline.events.extract import Extractor, RuleExtractor, extract
from timeline.events.mentions import RULES_VERSION
from timeline.events.score import (
    FORTHCOMING_MORE_CUT,
    FORTHCOMING_SHOWN_CUT,
    MORE_CUT,
    SHOWN_CUT,
)

__all__ = [
    "FORTHCOMING_MORE_CUT",
    "FORTHCOMING_SHOWN_CUT",
    "MORE_CUT",
    "RULES_VERSION",
    "SHOWN_CUT",
    "Extractor",
    "RuleExtractor",
    "extract",
]
