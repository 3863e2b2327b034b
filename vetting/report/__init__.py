"""Findings as files: JSON, CSV, XLSX and pages, with what was checked and what could not be."""
