"""A bundled sample of articles, served on loopback, so that a stranger can try the whole line.

The publishers and articles are invented; the happenings they tell of are real.
"""

from timeline.demo.server import sample_server

__all__ = ["sample_server"]
