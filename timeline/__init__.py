"""Reads the news, finds what is dated in it and publishes a sourced timeline."""

__version__ = "0.1.0"
