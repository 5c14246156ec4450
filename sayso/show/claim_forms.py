"""A ClaimSheet for people: lines for the terminal, or one self-contained HTML page without any script."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.records.links import EdgeKind
from sayso.show import claim_wording as wording
from sayso.show import page
from sayso.show.claim_view import Branch, Brief, ChangeView, ClaimSheet, DenialView, OriginView, Said, Timeline
from sayso.show.console import grid, lines, styled
from sayso.show.lineage_forms import facts, title
from sayso.show.terminal import SIGN, STYLE
from sayso.show.times import dated
from sayso.show.wording import Standing, counted, one_line
from sayso.store.rows import DocumentRow
from sayso.trace.origins import OriginKind

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text
    from rich.tree import Tree

FEW = 10
"""Statements, changes and the like that the terminal lists before it counts the rest."""
FOLD = 3
"""Articles that were taken from one and that nobody took it from: so many are drawn before the rest is counted."""
STYLES = ("sheet.css", "lineage.css", "claim.css")
STANDINGS = {
    OriginKind.NAMED: Standing.NAMED,
    OriginKind.UNNAMED: Standing.UNNAMED,
    OriginKind.ACCOUNT: Standing.OWN,
    OriginKind.OUTLET: Standing.NOBODY,
    OriginKind.UNSEEN: Standing.NOBODY,
}
"""How an origin is marked."""


def terminal(sheet: ClaimSheet, *, width: int = 80, colour: bool, every: bool = False, others: Sequence[Brief] = ()) -> str:
    """The claim as lines of at most `width` columns (40 to 110), ending in a newline.

    Args:
        sheet: the claim.
        width: columns.
        colour: whether to write colour codes.
        every: lists are whole, and each edge has its reasons.
        others: claims to be named at the end.
    """
    return lines(_parts(sheet, every=every, others=others), width=width, colour=colour)


def terminal_list(
    heading: str, claims: Sequence[Brief], *, note: str = "", width: int = 80, colour: bool, every: bool = False
) -> str:
    """Claims as a list under a heading and a note, in the order given."""
    return lines(_whole_list(heading, claims, note=note, every=every), width=width, colour=colour)


def html(sheet: ClaimSheet, *, others: Sequence[Brief] = ()) -> str:
    """The claim as one page that fetches nothing and runs nothing; equal sheets give equal pages."""
    return _page("claim.html", values(sheet, others=others))


def html_list(heading: str, claims: Sequence[Brief], *, note: str = "") -> str:
    """Claims as one such page, in the order given, with a note under the heading."""
    return _page("claims.html", list_values(heading, claims, note=note))


def values(sheet: ClaimSheet, *, others: Sequence[Brief] = ()) -> dict[str, object]:
    """What the template of a claim is given, however the page is laid out."""
    return {
        "sheet": sheet,
        "others": others,
        "words": wording,
        "standing": Standing,
        "standings": STANDINGS,
        "facts": facts,
        "headline": title,
        "dated": dated,
        "quoted": quoted,
        "counted": counted,
        "folds": lambda branches: folds(branches, FOLD),
        "few": FEW,
        "busiest": max((len(slot.asserting) + len(slot.denying) for slot in sheet.timeline.slots), default=1),
    }


def list_values(heading: str, claims: Sequence[Brief], *, note: str = "") -> dict[str, object]:
    """What the template of a list of claims is given, however the page is laid out."""
    return {"heading": heading, "note": note, "others": claims, "words": wording, "quoted": quoted}


def _page(name: str, values: dict[str, object]) -> str:
    style = "".join(map(page.static, STYLES))
    return page.template(name).render(values, style=style, policy=page.policy(style)).rstrip("\n") + "\n"


def _parts(sheet: ClaimSheet, *, every: bool, others: Sequence[Brief]) -> "Iterator[RenderableType]":
    most = len(sheet.statements) + len(sheet.changes) + len(sheet.origins) if every else FEW
    yield styled(quoted(sheet.wording), "bold")
    yield styled(" · ".join((*facts(sheet.wording.document)[:-1], sheet.wording.unit_id)), "dim")
    yield styled()
    yield styled(wording.head_line(sheet), "bold")
    for sentence in wording.explained(sheet):
        yield styled(sentence)
    if sheet.asserting:
        yield _heading("First in this collection")
        yield _article(sheet.first, f"date: {wording.known(sheet.first)}")
        if sheet.earlier:
            yield styled(wording.dated_before(sheet), "dim")
    if sheet.origins:
        yield _heading("Where it comes from")
        drawn = [_origin(one, every=every) for one in sheet.origins[:most]]
        yield from _cut(drawn, len(sheet.origins) - most, "origin")
    if sheet.ring:
        yield _heading("A circle")
        yield styled(" ← ".join(wording.label(row) for row in (*sheet.ring, sheet.ring[0])))
    if sheet.undecided:
        yield _heading("Undecided: who was first among these")
        for some in sheet.undecided:
            yield grid(("-", "; ".join(" · ".join(facts(row)) for row in some)), widths=(1,))
    if sheet.changes:
        yield _heading("What changed on the way")
        yield from _cut([_change(one) for one in sheet.changes[:most]], len(sheet.changes) - most, "change")
    if sheet.denials:
        yield _heading("Who denies or corrects it")
        for denial in sheet.denials:
            yield _denial(denial, every=every)
    if len(sheet.timeline.slots) > 1:
        yield _heading("When")
        yield from _cut([_timeline(sheet.timeline, most)], len(sheet.timeline.slots) - most, "row")
    yield _heading("Every statement")
    yield from _cut([_said(one) for one in sheet.statements[:most]], len(sheet.statements) - most, "statement")
    if others:
        yield _heading("Other claims that are near")
        yield from _list(others, every=every)


def quoted(said: Said) -> str:
    """The words of a statement in quotation marks, unless they begin with their own."""
    return said.content if said.content[:1] in tuple("“‘„«\"'") else f"“{said.content}”"


def _heading(words: str) -> "Text":
    return styled(f"\n{words.upper()}", "bold")


def _cut(drawn: "Sequence[RenderableType]", more: int, noun: str) -> "Iterator[RenderableType]":
    """What is drawn, and how many more there are."""
    yield from drawn
    if more > 0:
        yield styled(f"and {counted(more, f'more {noun}')} (--all lists them)", "dim")


def _article(row: DocumentRow, *more: str) -> "Text":
    first, *others = facts(row)
    text = styled(first, "bold").append("".join(f" · {one}" for one in others), "dim")
    for line in (title(row), *more):
        text.append(f"\n{line}")
    return text


def _origin(one: OriginView, *, every: bool) -> "RenderableType":
    from rich.tree import Tree

    standing = STANDINGS[one.origin.kind]
    head = styled(f"{one.number} ", "dim").append(f"{SIGN[standing]} ", STYLE[standing])
    head.append(wording.origin_name(one), "bold")
    head.append(f" · {wording.KINDS[one.origin.kind]} · {wording.COUNTS[one.counts]}", "dim")
    also = [form for form in one.called if form != one.name]
    if also:
        head.append(f"\nas {wording.listed([f'“{form}”' for form in also], FOLD)}", "dim")
    tree = Tree(head, guide_style="dim")
    _grow(tree, one.branches, every=every)
    return tree


def _grow(tree: "Tree", branches: Sequence[Branch], *, every: bool) -> None:
    shown, folded = folds(branches, len(branches) if every else FOLD)
    for one in shown:
        _grow(tree.add(_branch(one, every=every)), one.heirs, every=every)
    if folded:
        tree.add(styled(f"copied by {len(folded):,} more (--all lists them)", "dim"))


def folds(branches: Sequence[Branch], most: int) -> tuple[list[Branch], list[Branch]]:
    """The branches that are shown, and those that are only counted: copies that nobody copied, all but the `most` earliest."""
    copies = [one for one in branches if not one.heirs and one.edge is not None and one.edge.kind is EdgeKind.COPY]
    folded = copies[most:] if len(copies) > most + 1 else []
    return [one for one in branches if one not in folded], folded


def _branch(one: Branch, *, every: bool) -> "Text":
    how = wording.how_it_has_it(one)
    first, *others = facts(one.document)
    label = styled(f"{how} " if how else "").append(first, "bold").append("".join(f" · {part}" for part in others), "dim")
    if every:
        for why in wording.why(one):
            label.append(f"\n- {why}", "dim")
    return label


def _change(one: ChangeView) -> "RenderableType":
    what, old, new = wording.change_words(one)
    words = styled(old).append(" → ", "dim").append(new, "bold")
    words.append(f"\nat {wording.label(one.new.document)}, {wording.later(one)}, from {wording.label(one.old.document)}", "dim")
    return grid((what, words), widths=(15,), justify="left")


def _denial(one: DenialView, *, every: bool) -> "RenderableType":
    from rich.tree import Tree

    said = one.said
    standing = Standing.OWN if said.corrects else said.standing
    about = (*(() if said.corrects else (wording.source_words(said),)), *wording.remarks(said))
    head = styled(f"{SIGN[standing]} ", STYLE[standing]).append(wording.denier(said), "bold")
    head.append(f" · {' · '.join(about)}\n", "dim").append(quoted(said))
    tree = Tree(head, guide_style="dim")
    _grow(tree, one.branches, every=every)
    return tree


def _timeline(timeline: Timeline, most: int) -> "RenderableType":
    rows: list[tuple[str | Text, ...]] = []
    for slot in timeline.slots[:most]:
        names = wording.listed([wording.label(row) for row in (*slot.asserting, *slot.denying)], FOLD)
        count = f"{len(slot.asserting) + len(slot.denying):,}"
        rows.append((wording.slot_words(slot), count, styled(names)))
    if timeline.undated:
        rows.append(("no date", f"{timeline.undated:,}", ""))
    return grid(*rows, widths=(18, 3), justify="left")


def _said(one: Said) -> "RenderableType":
    first, *others = facts(one.document)[:-1]
    head = styled(first, "bold").append("".join(f" · {part}" for part in (*others, one.unit_id)), "dim")
    on = styled(f"{SIGN[one.standing]} ", STYLE[one.standing]).append(" ← ".join(wording.chain(one)))
    on.append("".join(f" · {remark}" for remark in wording.remarks(one)), "dim")
    return grid((f"{one.number:,}", head), ("", on), ("", styled(quoted(one))), widths=(3,))


def _whole_list(heading: str, claims: Sequence[Brief], *, note: str, every: bool) -> "Iterator[RenderableType]":
    yield styled(heading, "bold")
    if note:
        yield styled(note)
    yield from _list(claims, every=every)
    if claims:
        yield styled("\n`sayso trace CLAIM` shows one of them.", "dim")


def _list(claims: Sequence[Brief], *, every: bool) -> "Iterator[RenderableType]":
    most = len(claims) if every else FEW
    for one in claims[:most]:
        yield styled()
        yield styled(quoted(one.wording))
        yield styled(wording.brief_line(one), "dim")
        near = f"likeness {one.score:.2f}: {one_line('; '.join(one.reasons))}" if one.score is not None else ""
        yield styled(" · ".join(filter(None, (one.claim_id, near))), "dim")
    yield from _cut([], len(claims) - most, "claim")
