"""A bundled sample of articles, served on loopback for `make demo`."""
