"""Back-fill on a Dask cluster (the `cluster` extra)."""
