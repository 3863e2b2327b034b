"""``vetting registry`` with all its commands, each from the module that holds it."""

from __future__ import annotations

from vetting.cli import registry_edits, registry_export, registry_import, registry_list, registry_page
from vetting.cli.registry import registry

__all__ = ["registry", "registry_edits", "registry_export", "registry_import", "registry_list", "registry_page"]
