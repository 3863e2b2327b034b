"""Cells → clusters → provisional units: a registry made of the strings that recipients are printed with."""

from __future__ import annotations

from vetting.registry.clusters import Cluster, all_clusters, clusters_of
from vetting.registry.linking import registered

__all__ = ["Cluster", "all_clusters", "clusters_of", "registered"]
