"""The commands that measure: `sayso eval ...` and `sayso bench ...`; figures go to standard output."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso import settings as settings_module
from sayso.errors import ParseFailed
from sayso.evaluate import data
from sayso.meter import Meter

if TYPE_CHECKING:
    from sayso.evaluate.data import Record

F = TypeVar("F", bound=Callable[..., Any])
FILE = click.Path(path_type=Path, dir_okay=False)
RESAMPLES = 1000


def _figures(function: F) -> F:
    """The options that all evaluations share."""
    function = click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")(function)
    function = click.option(
        "--resamples",
        type=click.IntRange(0, 100_000),
        default=RESAMPLES,
        show_default=True,
        help="Resamples of articles for the 95% intervals; 0 for none.",
    )(function)
    return click.option("--workers", type=int, metavar="N", help="Processes that read side by side.  [default: 1]")(function)


@click.group("eval")
def evaluation() -> None:
    """Measure what Sayso finds against labelled texts.

    Without GOLD the data set is looked for in the folder that SAYSO_DATA names; without PRED, the gold texts are read with
    the shipped model.
    """


@evaluation.command()
@click.argument("gold", type=FILE, required=False)
@click.argument("pred", type=FILE, required=False)
@click.option("--as-read", is_flag=True, help="Score the statements as they are, not in PolNeAR's convention.")
@_figures
def attribution(
    gold: Path | None, pred: Path | None, as_read: bool, workers: int | None, resamples: int, as_json: bool
) -> None:
    """Sources, cues and contents against PolNeAR (attribution/polnear-dev.jsonl.xz).

    In PolNeAR a quotation that goes on without a cue is part of the attribution before it, and "that" is part of the content;
    the statements are turned into that convention first, unless you ask for them as read.
    """
    from sayso.evaluate import attribution as scorer

    expected = list(data.records(data.locate(gold, default=data.POLNEAR_DEV)))
    scores = scorer.evaluate(expected, _predicted(expected, pred, workers), resamples=resamples, as_read=as_read)
    _print(scorer.as_json(scores) if as_json else scorer.as_text(scores))


@evaluation.command()
@click.argument("gold", type=FILE, required=False)
@click.argument("pred", type=FILE, required=False)
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Also print N disagreements per field.")
@_figures
def statements(gold: Path | None, pred: Path | None, errors: int, workers: int | None, resamples: int, as_json: bool) -> None:
    """Every field of statements against labelled articles (statements/wikinews-dev.jsonl)."""
    from sayso.evaluate import statements as scorer

    expected = list(data.records(data.locate(gold, default=data.WIKINEWS_DEV)))
    scores = scorer.evaluate(expected, _predicted(expected, pred, workers), resamples=resamples)
    _print(scorer.as_json(scores) if as_json else scorer.as_text(scores, examples=errors))


@evaluation.command()
@click.argument("gold", type=FILE, required=False)
@click.argument("pred", type=FILE, required=False)
@_figures
def calibration(gold: Path | None, pred: Path | None, workers: int | None, resamples: int, as_json: bool) -> None:
    """How far confidences can be taken at their word (default: span fields on PolNeAR, labels on Wikinews)."""
    from sayso.evaluate import calibration as scorer

    if gold is not None:
        sets: list[tuple[Path, tuple[str, ...]]] = [(gold, (*scorer.SPAN_FIELDS, *scorer.LABEL_FIELDS))]
    else:
        sets = [
            (data.locate(None, default=data.POLNEAR_DEV), scorer.SPAN_FIELDS),
            (data.locate(None, default=data.WIKINEWS_DEV), scorer.LABEL_FIELDS),
        ]
    rows = []
    for path, fields in sets:
        expected = list(data.records(path))
        found = scorer.evaluate(expected, _predicted(expected, pred, workers), resamples=resamples)
        rows += [row for row in found if row.field in fields]
    _print(scorer.as_json(rows) if as_json else scorer.as_text(rows))


@evaluation.command()
@click.argument("files", type=FILE, nargs=-1)
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Also print N changed statements.")
@click.option("--articles", type=click.IntRange(1), metavar="N", help="Only the first N articles of each file.")
@_figures
def swap(
    files: tuple[Path, ...], errors: int, articles: int | None, workers: int | None, resamples: int, as_json: bool
) -> None:
    """Exchange parties, persons, agencies and places: nothing but names may change (news and PolNeAR articles)."""
    from sayso.evaluate import swap as test

    paths = files or [data.locate(None, default=name) for name in (data.WIKINEWS_NEWS, data.POLNEAR_DEV)]
    texts = [(data.key_of(record), record["text"]) for path in paths for record in islice(data.records(path), articles)]
    meter = Meter(sys.stderr)
    settings = settings_module.load({"workers": workers}, environment=os.environ)
    result = test.evaluate(texts, settings=settings, resamples=resamples, listener=meter)
    meter.clear()
    _print(test.as_json(result) if as_json else test.as_text(result, examples=errors))


@evaluation.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False, metavar="[FOLDER|ARCHIVE]")
@click.option("--resamples", type=click.IntRange(0, 100_000), default=RESAMPLES, show_default=True, help="As in the others.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def pages(folder: Path | None, resamples: int, as_json: bool) -> None:
    """Main text of saved web pages against the article extraction benchmark (pages/)."""
    from sayso.evaluate import pages as scorer

    scores = scorer.evaluate(data.locate(folder, default=data.PAGES), resamples=resamples)
    _print(scorer.as_json(scores) if as_json else scorer.as_text(scores))


@evaluation.command()
@click.argument("place", type=click.Path(path_type=Path), required=False, metavar="[FOLDER|ARCHIVE]")
@click.option(
    "--split", type=click.Choice(["train", "dev", "test"]), default="test", show_default=True, help="Which documents."
)
@click.option(
    "--errors", type=click.IntRange(0), default=0, metavar="N", help="Also print N cases of each part that are not right."
)
@_figures
def gum(place: Path | None, split: str, errors: int, workers: int | None, resamples: int, as_json: bool) -> None:
    """Attributions and who pronouns are, against discourse relations and coreference of the GUM corpus (gum/).

    Documents that the reader was trained or tuned on are left out. Attributions are measured by recall alone, since the corpus
    marks those that have a clause.
    """
    from sayso.evaluate import gum as scorer

    documents = scorer.documents(data.locate(place, default=data.GUM), split=split)
    read = _predicted([{"id": document.name, "text": document.text} for document in documents], None, workers)
    scores = scorer.evaluate(documents, read, resamples=resamples)
    _print(scorer.as_json(scores) if as_json else scorer.as_text(scores, examples=errors))


@evaluation.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--dates", "listed", type=FILE, help="The pages and their days.  [default: dates.jsonl in FOLDER]")
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Also print N dates that are not right.")
@click.option("--resamples", type=click.IntRange(0, 100_000), default=RESAMPLES, show_default=True, help="As in the others.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def dates(folder: Path, listed: Path | None, errors: int, resamples: int, as_json: bool) -> None:
    """Dates of saved web pages in FOLDER against the days they were published on, by how each is known, beside htmldate."""
    from sayso.evaluate import dates as scorer

    scores = scorer.evaluate(folder, listed=listed, resamples=resamples)
    _print(scorer.as_json(scores) if as_json else scorer.as_text(scores, examples=errors))


@evaluation.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option("--resamples", type=click.IntRange(0, 100_000), default=RESAMPLES, show_default=True, help="As in the others.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def matching(folder: Path | None, resamples: int, as_json: bool) -> None:
    """Which texts say the same: vectors beside words (BM25), on headlines, paraphrases and checked claims (matching/)."""
    from sayso.analyse.vectors import Encoder
    from sayso.evaluate import matching as scorer

    given = scorer.material(data.locate(folder, default=data.MATCHING))
    scores = scorer.evaluate(given, Encoder.load().vectors, resamples=resamples)
    _print(scorer.as_json(scores) if as_json else scorer.as_text(scores))


@evaluation.command("lineage")
@click.argument("worlds", type=click.Path(path_type=Path, file_okay=False), nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def lineage_of_worlds(worlds: tuple[Path, ...], as_json: bool) -> None:
    """Copies, relays and corrections of generated news WORLDS against their known lineage; several worlds are pooled.

    Each WORLD is a folder with articles.jsonl and gold.json.
    """
    from sayso.evaluate import lineage as scorer

    settings = settings_module.load({}, environment=os.environ)
    meter = Meter(sys.stderr)
    try:
        scores = {world.name: scorer.evaluate_world(world, settings, listener=meter) for world in worlds}
    finally:
        meter.clear()
    _print(scorer.as_json(scores) if as_json else scorer.as_text(scores))


@click.group()
def bench() -> None:
    """Measure speed and memory on this machine."""


@bench.command("read")
@click.argument("articles", type=FILE, required=False)
@click.option("--number", type=click.IntRange(1), default=200, show_default=True, help="How many articles.")
@click.option("--runs", type=click.IntRange(1), default=5, show_default=True, help="Runs of each; the median counts.")
@click.option("--compare/--alone", default=True, show_default=True, help="Also spaCy with textacy, and rules (extra `bench`).")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def bench_read(articles: Path | None, number: int, runs: int, compare: bool, as_json: bool) -> None:
    """Words a second from text to JSON in one thread, a single cold article, and peak memory of a batch."""
    from sayso.bench import read

    result = read.measure(_texts(articles, number), runs=runs, compare=compare)
    _print(read.as_json(result) if as_json else read.as_text(result))


@bench.command("ingest")
@click.argument("articles", type=FILE, required=False)
@click.option("--pages", type=click.IntRange(2), default=400, show_default=True, help="Pages in a timed run.")
@click.option("--runs", type=click.IntRange(1), default=5, show_default=True, help="Runs of each; the median counts.")
@click.option("--long-run", type=click.IntRange(0), default=20_000, show_default=True, help="Short pages for memory; 0: none.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def bench_ingest(articles: Path | None, pages: int, runs: int, long_run: int, as_json: bool) -> None:
    """Pages a second into a workspace, by stage, with one and two workers; copies beside originals; peak memory."""
    from sayso.bench import ingest

    result = ingest.measure(_texts(articles, pages), pages=pages, runs=runs, long_run=long_run)
    _print(ingest.as_json(result) if as_json else ingest.as_text(result))


@bench.command("reuse")
@click.option(
    "--articles",
    "sizes",
    type=click.IntRange(1),
    multiple=True,
    default=(2_500, 10_000),
    show_default=True,
    help="How many invented articles of 600 words; may be given several times, to see how the time grows.",
)
@click.option("--compare", type=click.IntRange(0), default=2_500, show_default=True, help="Articles for all methods; 0: none.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def bench_reuse(sizes: tuple[int, ...], compare: int, as_json: bool) -> None:
    """Articles a second from texts to the passages they share, on two processes, and how many planted copies are found.

    Beside it stand datasketch's MinHash-LSH (extra `bench`) and all shingles of 8 words in a dictionary, on a collection that
    they can bear.
    """
    from sayso.bench import reuse

    runs = reuse.measure(sizes, compare=compare)
    _print(reuse.as_json(runs) if as_json else reuse.as_text(runs))


def _texts(articles: Path | None, number: int) -> list[str]:
    path = data.locate(articles, default=data.WIKINEWS_NEWS)
    texts = [record["text"] for record in islice(data.records(path), number) if record["text"].strip()]
    if not texts:
        raise ParseFailed("there is no article in it.", str(path), "Give JSON Lines with a text each.")
    return texts


def _predicted(expected: Iterable["Record"], given: Path | None, workers: int | None) -> "Iterable[Record]":
    if given is not None:
        return list(data.records(data.locate(given, default="")))
    from sayso.evaluate.predict import predictions

    meter = Meter(sys.stderr)
    settings = settings_module.load({"workers": workers}, environment=os.environ)
    try:
        return list(predictions(expected, settings=settings, listener=meter))
    finally:
        meter.clear()


def _print(figures: object) -> None:
    click.echo(figures if isinstance(figures, str) else json.dumps(figures, indent=1, ensure_ascii=False))
