"""From bytes to an article: text, title, publication time, language."""
