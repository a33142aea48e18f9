"""Fetching: one URL at a time to a host, within limits, from public addresses only."""

from timeline.fetch.client import Fetcher
from timeline.fetch.encoding import gunzip
from timeline.fetch.headers import Accept, media_type
from timeline.fetch.queue import FetchRequest
from timeline.fetch.reasons import Reason, http_reason
from timeline.fetch.robots import RobotsRecord, RobotsRules
from timeline.fetch.run import FetchRun, Outcome, fetch_all
from timeline.fetch.settings import FetchSettings, parse_networks

__all__ = [
    "Accept",
    "FetchRequest",
    "FetchRun",
    "FetchSettings",
    "Fetcher",
    "Outcome",
    "Reason",
    "RobotsRecord",
    "RobotsRules",
    "fetch_all",
    "gunzip",
    "http_reason",
    "media_type",
    "parse_networks",
]
