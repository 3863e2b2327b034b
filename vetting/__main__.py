"""`python -m vetting` is the command `vetting`."""

from vetting.cli import main

main()
