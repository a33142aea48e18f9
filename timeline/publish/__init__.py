"""The Datasette plugin: pages, feeds and SQL functions."""
