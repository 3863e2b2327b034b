"""Clusters of printed names, and the scoring of them against labelled ones."""
