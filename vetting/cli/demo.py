"""`vetting demo`: the whole job on the bundled fixtures, from files to pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

#: Real facts on the Americas, each with its source; see fixtures/americas/README.md.
FIXTURE = "americas"


@click.command(short_help="Run the whole job on the bundled records and write the summary in English and Spanish.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("vetting-demo"),
    show_default=True,
    help="Folder for the workspace and the pages; what an earlier demo left there is replaced.",
)
def demo(out: Path) -> None:
    """Import the bundled records on the Americas, run, and write the HTML summary in both languages.

    The paths of the two pages are printed on stdout.

    \b
    Examples:
      vetting demo
      vetting demo --out /tmp/look
    """
    from vetting import law
    from vetting.cli.run import judge, summary
    from vetting.ingest import read_file
    from vetting.report import html
    from vetting.report.manifest import write_manifest
    from vetting.shipped import fixtures_folder
    from vetting.store import Store

    workspace = out / "workspace"
    if (workspace / "vetting.db").exists():
        shutil.rmtree(workspace)
    with Store.create(workspace) as store:
        for path in sorted((fixtures_folder() / FIXTURE).glob("*.csv")):
            receipt = store.import_file(read_file(path))
            click.echo(f"{path.name}: {receipt.rows:,} rows, {receipt.rejected:,} rejected", err=True)
        run = judge(store, None)
        click.echo(summary(run), err=True)
        dataset = store.dataset()
        texts = law.texts(law.load_rules(law.shipped_rules()))
    for lang in ("en", "es"):
        page = html.write(dataset, run, texts, out / f"summary.{lang}.html", lang)
        write_manifest([page], dataset, run, {"format": "html", "lang": lang})
        click.echo(page)
