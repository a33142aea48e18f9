"""SQLite: the only package that writes SQL that changes data."""
