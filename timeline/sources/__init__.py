"""What to read: the registry of sources and how their links are discovered."""
