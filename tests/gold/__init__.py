"""Labelled unit names and the scoring of a matcher against them."""
