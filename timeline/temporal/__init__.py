"""Finds temporal expressions in a text and says what they mean."""
