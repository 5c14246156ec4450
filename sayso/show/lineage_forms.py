"""A LineageSheet for people: lines for the terminal, or one self-contained HTML page without any script."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sayso.records.links import EdgeKind, Naming, Reason, Stock
from sayso.show import page
from sayso.show.beside import LIKE, beside, quoted
from sayso.show.console import grid, lines, styled
from sayso.show.lineage_view import LineageSheet, Sharing, Step, StockText, Tie
from sayso.show.times import dated
from sayso.show.wording import counted, one_line
from sayso.store.rows import DocumentRow

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

FEW, FEW_PASSAGES = 10, 3
"""Articles that the terminal lists, and passages of each, before it counts the rest."""
UNTITLED = "no title"
HAS = {EdgeKind.COPY: "copied from", EdgeKind.CITES: "cites", EdgeKind.CORRECTS: "corrects"}
GIVES = {EdgeKind.COPY: "copied by", EdgeKind.CITES: "cited by", EdgeKind.CORRECTS: "corrected by"}
STOCK = {Stock.BOILERPLATE: "notice", Stock.QUOTATION: "saying", Stock.COMMON: "background"}
FIRST = "first in this collection"
STYLES = ("sheet.css", "comparison.css", "lineage.css")
_WIDE = 12  # columns of what stands before an article or a passage


def terminal(sheet: LineageSheet, *, width: int = 80, colour: bool, every: bool = False) -> str:
    """The lineage as lines of at most `width` columns (40 to 110), ending in a newline; `every`: lists are whole."""
    all_of_it = len(sheet.passages) + len(sheet.heirs)
    few = (all_of_it, all_of_it) if every else (FEW, FEW_PASSAGES)
    return lines(_parts(sheet, *few), width=width, colour=colour)


def html(sheet: LineageSheet) -> str:
    """The lineage as one page that fetches nothing and runs nothing; equal sheets give equal pages."""
    style = "".join(map(page.static, STYLES))
    rendered = page.template("lineage.html").render(values(sheet), style=style, policy=page.policy(style))
    return rendered.rstrip("\n") + "\n"


def values(sheet: LineageSheet) -> dict[str, object]:
    """What the template is given, however the page is laid out."""
    return {
        "sheet": sheet,
        "title": title(sheet.document),
        "facts": facts,
        "headline": title,
        "summary": summary(sheet),
        "lists": list(_lists(sheet)),
        "standing": standing,
        "said": lambda tie, why: said(sheet, tie, why),
        "reason": reason,
        "amount": amount,
        "stock_words": stock_words,
        "beside": beside,
        "shared": {one.other.document_id for one in sheet.sharing},
        "HAS": HAS,
        "LIKE": LIKE,
        "FIRST": FIRST,
    }


def title(row: DocumentRow) -> str:
    """What the document is called."""
    return one_line(row.title or "") or UNTITLED


def facts(row: DocumentRow) -> tuple[str, ...]:
    """Outlet, date and id of a document, and its version where there are several."""
    version = f"version {row.version}" if row.version > 1 else ""
    return tuple(filter(None, (one_line(row.outlet or ""), dated(row.published), version, row.document_id)))


def summary(sheet: LineageSheet) -> str:
    """The lineage in a few sentences."""
    has = _sums(sheet.origins, _HAS)
    sentences = [f"This article {has}" if has else "Nothing shows that this article has anything from another one here"]
    gives = _sums(sheet.heirs, _GIVES)
    if gives:
        sentences.append(gives[0].upper() + gives[1:])
    if sheet.beyond:
        sentences.append(f"{counted(sheet.beyond, 'more article')} {_verb(sheet.beyond, 'has', 'have')} it through them")
    if sheet.undecided:
        sentences.append(f"It shares text with {_articles(len(sheet.undecided))}, and which was first is not decided")
    if not sheet.sharing:
        sentences.append("No other article shares text with it, notices and the like aside")
    return ". ".join(sentences) + "."


_HAS = {EdgeKind.COPY: ("has text from {}",) * 2, EdgeKind.CITES: ("cites {}",) * 2, EdgeKind.CORRECTS: ("corrects {}",) * 2}
_GIVES = {
    EdgeKind.COPY: ("{} has text from it", "{} have text from it"),
    EdgeKind.CITES: ("{} cites it", "{} cite it"),
    EdgeKind.CORRECTS: ("{} corrects it", "{} correct it"),
}


def _sums(ties: Sequence[Tie], words: Mapping[EdgeKind, tuple[str, str]]) -> str:
    """How many ties there are of each kind: "2 articles have text from it and 1 article cites it"."""
    numbers = [(kind, sum(tie.edge.kind is kind for tie in ties)) for kind in EdgeKind]
    *parts, last = [""] + [_verb(n, *words[kind]).format(_articles(n)) for kind, n in numbers if n]
    return " and ".join(filter(None, (", ".join(filter(None, parts)), last)))


def _verb(n: int, one: str, many: str) -> str:
    return one if n == 1 else many


def _articles(n: int) -> str:
    return counted(n, "article")


def standing(tie: Tie) -> str:
    """Credited, linked, and how sure it is."""
    edge = tie.edge
    if not edge.decided:
        return f"probability {edge.confidence:.2f} that one has its text from the other"
    source = ["credited" if edge.credited else "not credited", "linked" if edge.linked else "not linked"]
    return " · ".join((*(source if edge.kind is not EdgeKind.CORRECTS else ()), f"probability {edge.confidence:.2f}"))


def reason(why: Reason) -> str:
    """A reason in words, an address left out: it is that of the other article."""
    return "links to it" if why.code == Naming.LINK else one_line(why.text)


def said(sheet: LineageSheet, tie: Tie, why: Reason) -> str:
    """The words of the later article that a reason rests on, in quotation marks; empty where it rests on none or has them."""
    if why.place is None:
        return ""
    text = sheet.text if tie.edge.doc == sheet.document.document_id else sheet.texts[tie.edge.doc]
    words = text[slice(*why.place)]
    return "" if one_line(words) in one_line(why.text) else quoted(words)


def amount(one: Sharing) -> str:
    """How much a document shares with the one that is looked at."""
    near = "nearly the same text; " if one.nearly else ""
    return f"{near}{counted(one.words, 'word')} in {counted(len(one.stretches), 'passage')}, {one.part:.0%} of this article"


def stock_words(one: StockText) -> str:
    """Why a passage proves no copying."""
    return f"also in {_articles(len(one.others))}: {STOCK[one.stock]}"


def _lists(sheet: LineageSheet) -> "Iterator[tuple[str, str, dict[EdgeKind, str], Sequence[Tie]]]":
    """Key, heading, words for each kind, and ties of the lists that hold something."""
    undecided = dict.fromkeys(EdgeKind, "shares text")
    for one in (
        ("from", "What it has from others", HAS, sheet.origins),
        ("to", "Who has something from it", GIVES, sheet.heirs),
        ("undecided", "Shared, and which was first is not decided", undecided, sheet.undecided),
    ):
        if one[3]:
            yield one


def _parts(sheet: LineageSheet, most: int, most_passages: int) -> "Iterator[RenderableType]":
    known = title(sheet.document)
    yield styled(known, "bold")
    yield styled(" · ".join(facts(sheet.document)), "dim")
    yield styled()
    yield styled(summary(sheet))
    if sheet.chain.steps:
        yield styled("\nWHERE IT COMES FROM", "bold")
        yield _tree(sheet.chain)
    for _, heading, words, ties in _lists(sheet):
        yield styled(f"\n{heading.upper()}", "bold")
        yield from _cut([_tie(sheet, tie, words[tie.edge.kind]) for tie in ties[:most]], len(ties) - most, "article")
    if sheet.family:
        yield styled("\nNEARLY THE SAME TEXT\n", "bold")
        names = [_article("", one.other, title(one.other)) for one in sheet.family[:most]]
        yield from _cut(names, len(sheet.family) - most, "article", space=False)
    if sheet.sharing:
        yield styled("\nSHARED TEXT", "bold")
        shared = [_sharing(one, known, most_passages) for one in sheet.sharing[:most]]
        yield from _cut(shared, len(sheet.sharing) - most, "article")
    if sheet.stock:
        yield styled("\nSHARED, BUT PROVES NO COPYING", "bold")
        yield from _cut([_stock(one) for one in sheet.stock[:most]], len(sheet.stock) - most, "passage")


def _cut(drawn: "Sequence[RenderableType]", more: int, noun: str, *, space: bool = True) -> "Iterator[RenderableType]":
    """What is drawn, with `space` a blank line before each, and how many more there are."""
    for one in drawn:
        if space:
            yield styled()
        yield one
    if more > 0:
        yield styled(f"\nand {counted(more, f'more {noun}')} (--all lists them)", "dim")


def _tree(step: Step) -> "RenderableType":
    from rich.tree import Tree

    def grow(step: Step, words: str) -> "Text":
        label = styled(words).append(one_line(step.document.outlet or "") or title(step.document), "bold")
        label.append(f" · {dated(step.document.published)} · {step.document.document_id}", "dim")
        if step.again:
            return label.append(" · stands above", "dim")
        return label if step.steps else label.append(f"\n{FIRST}", "dim")

    def fill(tree: "Tree", step: Step) -> None:
        for one in step.steps:
            fill(tree.add(grow(one, f"{HAS[one.kind]} " if one.kind else "")), one)

    tree = Tree(grow(step, "this article: "), guide_style="dim")
    fill(tree, step)
    return tree


def _article(words: str, row: DocumentRow, known_title: str, *more: "Text") -> "RenderableType":
    """Outlet, date and id; the title where it is another than the one that stands above all; then more lines."""
    first, *others = facts(row)
    head = styled(first, "bold").append("".join(f" · {one}" for one in others), "dim")
    name = [styled(title(row))] if title(row) != known_title else []
    return grid((words, head), *(("", one) for one in (*name, *more)), widths=(_WIDE,), justify="left")


def _tie(sheet: LineageSheet, tie: Tie, words: str) -> "RenderableType":
    reasons = []
    for why in tie.edge.reasons:
        line, place = styled(f"- {reason(why)}"), said(sheet, tie, why)
        reasons.append(line.append(f": {place}", "dim") if place else line)
    return _article(words, tie.other, title(sheet.document), *reasons, styled(standing(tie), "dim"))


def _sharing(one: Sharing, known_title: str, most: int) -> "RenderableType":
    from rich.console import Group

    rows = [(f"{stretch.words:,}", LIKE[stretch.likeness], quoted(stretch.text)) for stretch in one.stretches[:most]]
    more = len(one.stretches) - most
    if more > 0:
        rows.append(("", "", f"and {counted(more, 'more passage')} (--all lists them)"))
    return Group(_article("", one.other, known_title, styled(amount(one))), grid(*rows, widths=(_WIDE, 11)))


def _stock(one: StockText) -> "RenderableType":
    return grid(("", styled(stock_words(one))), ("", styled(quoted(one.text), "dim")), widths=(_WIDE,))
