"""`timeline dates`: which temporal expressions are in a text and what they mean."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from timeline.cli.options import json_option, print_json
from timeline.models import NotADate, Timex, parse_iso
from timeline.temporal import explain, guess_language


@click.command()
@click.argument("text")
@click.option(
    "--published",
    metavar="ISO",
    help="When the text was published (local); without it relative dates stay unresolved.",
)
@click.option("--language", help="BCP 47 code; by default what the words tell, else English.")
@json_option
def dates(text: str, published: str | None, language: str | None, as_json: bool) -> None:
    """Explain the temporal expressions of TEXT (- reads standard input).

    \b
    Examples:
      timeline dates "by the end of winter" --published 2026-01-12
      timeline dates "am 3. März 2024" --json
    """
    if text == "-":
        text = sys.stdin.read()
    try:
        dct = parse_iso(published)
    except ValueError as error:
        raise click.BadParameter(
            f"{published!r} is not ISO 8601 (2026-01-12)", param_hint="--published"
        ) from error
    language = language or guess_language(text) or "en"
    found, rejected = explain(text, dct=dct, language=language)
    if as_json:
        print_json(
            {
                "found": [asdict(timex) for timex in found],
                "rejected": [asdict(span) for span in rejected],
            }
        )
        return
    for timex in found:
        click.echo(_timex_text(timex))
    for span in rejected:
        click.echo(_rejected_text(span))
    if not found and not rejected:
        click.echo("Nothing in it looks like a date.")


def _timex_text(timex: Timex) -> str:
    mod = f" mod={timex.mod}" if timex.mod else ""
    lines = [
        f"“{timex.text}” [{timex.start}:{timex.end}] {timex.type} {timex.value}{mod}",
        f"  EDTF {timex.edtf or '-'} ({timex.earliest or '…'} to {timex.latest or '…'}"
        f", {timex.granularity or 'no granularity'})",
        f"  rule {timex.rule}; said: {', '.join(timex.said) or '-'}"
        f"; implied: {', '.join(timex.implied) or '-'}",
    ]
    lines += [f"  {step}" for step in timex.path]
    if timex.unresolved:
        lines.append(f"  unresolved: {timex.unresolved}")
    return "\n".join(lines)


def _rejected_text(span: NotADate) -> str:
    return f"“{span.text}” [{span.start}:{span.end}] is no date: {span.reason}"
