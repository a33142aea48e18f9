"""Back-fill on a Dask cluster (the `cluster` extra): the same reading, on many machines."""

from timeline.cluster.pool import ClusterPool

__all__ = ["ClusterPool"]
