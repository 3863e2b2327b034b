"""The rule files, their cases and tables; installed as the package `vetting_rules`."""
