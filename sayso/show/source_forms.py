"""A SourceSheet for people and programs: lines for the terminal, one self-contained HTML page without any script, or JSON."""

import re
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.show import claim_wording as wording
from sayso.show import page
from sayso.show.claim_data import Row, brief_row, document_row, dumps, statement_row
from sayso.show.claim_forms import FEW, FOLD, STYLES, quoted
from sayso.show.claim_view import Said
from sayso.show.console import grid, lines, styled
from sayso.show.lineage_forms import title
from sayso.show.source_view import Figure, SourceSheet, Topic
from sayso.show.terminal import SIGN, STYLE
from sayso.show.times import dated
from sayso.show.wording import Standing, counted, one_line
from sayso.workspace.sources import Name, Proposal

if TYPE_CHECKING:
    from rich.console import RenderableType

APART = (
    "No name is given, so nobody can say whether this is one source or several. Each article is listed by itself; nothing is "
    "joined across articles, and no name is proposed."
)
PROPOSED = "Proposals only: nothing was joined, and each can be taken back once accepted."
_PLAIN = re.compile(r'[^"$`\\!\x00-\x1f]+')


def terminal(sheet: SourceSheet, *, width: int = 80, colour: bool, every: bool = False) -> str:
    """What the source said as lines of at most `width` columns (40 to 110), ending in a newline; `every`: lists are whole."""
    return lines(_parts(sheet, every=every), width=width, colour=colour)


def html(sheet: SourceSheet) -> str:
    """The same as one page that fetches nothing and runs nothing; equal sheets give equal pages."""
    style = "".join(map(page.static, STYLES))
    return page.template("source.html").render(values(sheet), style=style, policy=page.policy(style)).rstrip("\n") + "\n"


def values(sheet: SourceSheet) -> dict[str, object]:
    """What the template is given, however the page is laid out."""
    return {
        "sheet": sheet,
        "found": sheet.found,
        "heading": heading(sheet),
        "summary": summary(sheet),
        "words": wording,
        "headline": title,
        "dated": dated,
        "quoted": quoted,
        "counted": counted,
        "amount": amount,
        "accepting": lambda one: accepting(sheet, one),
        "figures": figures,
        "against": against,
        "unlike": unlike,
        "standing": Standing.NAMED if sheet.found.named else Standing.UNNAMED,
        "APART": APART,
        "PROPOSED": PROPOSED,
    }


def as_json(sheet: SourceSheet) -> str:
    """The same as JSON in ASCII, ending in a newline; docs/reference/source.schema.json describes it."""
    return dumps(as_data(sheet))


def as_data(sheet: SourceSheet) -> Row:
    """The same as JSON data."""
    found = sheet.found
    rows = {said.document.document_id: said.document for topic in sheet.topics for said in (*topic.said, *topic.against)}
    return {
        "asked": found.asked,
        "named": found.named,
        "statements": sheet.statements,
        "articles": sheet.documents,
        "names": [{**_amount(one), "forms": list(one.forms), "ruled": one.ruled} for one in found.names],
        "proposals": [
            {**_amount(one), "reasons": list(one.reasons), "accept": accepting(sheet, one)} for one in found.proposals
        ],
        "claims": [_topic(one) for one in sheet.topics],
        "documents": [document_row(rows[key]) for key in sorted(rows)],
    }


def heading(sheet: SourceSheet) -> str:
    """The name; a description in quotation marks."""
    names = sheet.found.names
    return one_line(names[0].name) if names else f"“{one_line(sheet.found.asked)}”"


def summary(sheet: SourceSheet) -> str:
    """ "24 statements in 22 articles · 2 claims"."""
    claims = counted(len({one.claim.claim_id for one in sheet.topics}), "claim")
    return f"{counted(sheet.statements, 'statement')} in {counted(sheet.documents, 'article')} · {claims}"


def amount(one: Name | Proposal) -> str:
    """How much is put on a name."""
    return f"{counted(one.statements, 'statement')} in {counted(one.documents, 'article')}"


def accepting(sheet: SourceSheet, one: Proposal) -> str:
    """The command that accepts a proposal."""
    return " ".join(("sayso review source", _argument(heading(sheet)), _argument(one.name), "--same"))


def figures(topic: Topic) -> str:
    """What its numbers are: "numbers that cannot all hold: “12 bolts” in A and 2 others; “20 bolts” in B"."""
    lead = "numbers that cannot all hold" if topic.conflict else "numbers that differ"
    return f"{lead}: {'; '.join(map(_figure, topic.figures))}"


def against(topic: Topic) -> str:
    """Who says the opposite: "denied by A (in B and C); corrected or withdrawn by D"."""
    sides: dict[str, dict[str, list[str]]] = {}
    for one in topic.against:
        verb = "asserted" if not one.denies else "corrected or withdrawn" if one.corrects else "denied"
        who = wording.denier(one) if one.denies else wording.chain(one)[-1]
        sides.setdefault(verb, {}).setdefault(who, []).append(wording.label(one.document))
    parts = []
    for verb, by in sides.items():
        names = [who if places == [who] else f"{who} (in {wording.listed(places, FOLD)})" for who, places in by.items()]
        parts.append(f"{verb} by {wording.listed(names)}")
    return "; ".join(parts)


def unlike(topic: Topic, said: Said) -> bool:
    """Whether a statement has other words than those that stand for its claim."""
    return said.content.casefold() != topic.claim.wording.content.casefold()


def _figure(one: Figure) -> str:
    means = "" if one.means in one.words else f" ({one.means})"
    return f"“{one.words}”{means} in {wording.listed([wording.label(said.document) for said in one.said], FOLD)}"


def _argument(name: str) -> str:
    return f'"{name}"' if _PLAIN.fullmatch(name) else shlex.quote(name)


def _amount(one: Name | Proposal) -> Row:
    return {"name": one.name, "statements": one.statements, "articles": one.documents}


def _topic(one: Topic) -> Row:
    return {
        "claim": brief_row(one.claim),
        "statements": [statement_row(said) for said in one.said],
        "figures": [
            {"words": figure.words, "means": figure.means, "statements": [said.unit_id for said in figure.said]}
            for figure in one.figures
        ],
        "conflict": one.conflict,
        "asserts_and_denies": one.both,
        "against": [statement_row(said) for said in one.against],
    }


def _parts(sheet: SourceSheet, *, every: bool) -> "Iterator[RenderableType]":
    found, most = sheet.found, sheet.statements + len(sheet.topics) if every else FEW
    standing = Standing.NAMED if found.named else Standing.UNNAMED
    yield styled(f"{SIGN[standing]} ", STYLE[standing]).append(heading(sheet), "bold")
    yield styled(summary(sheet))
    if not found.named:
        yield styled(APART)
    if found.names:
        yield styled("\nCOUNTS AS ONE SOURCE", "bold")
        for name in found.names:
            forms = wording.listed([f"“{one_line(form)}”" for form in name.forms], FOLD) if name.forms else ""
            line = styled(one_line(name.name), "bold").append(f" · {amount(name)}", "dim")
            line.append(" · joined by a review" if name.ruled else "", "dim")
            yield line.append(f"\nwritten {forms}" if forms else "", "dim")
    if found.proposals:
        yield styled("\nMAY BE THE SAME SOURCE", "bold")
        yield styled(PROPOSED)
        for one in found.proposals:
            line = styled(one_line(one.name), "bold").append(f" · {amount(one)}\n", "dim")
            line.append("".join(f"- {one_line(reason)}\n" for reason in one.reasons))
            line.append(f"to accept: {one_line(accepting(sheet, one))}", "dim")
            yield grid(("", line), widths=(0,))
    yield styled("\nWHAT IT SAID" if found.named else "\nWHAT IS PUT ON IT", "bold")
    for topic in sheet.topics[:most]:
        yield styled()
        yield from _topic_parts(topic, most=most)
    if len(sheet.topics) > most:
        yield styled(f"\nand {counted(len(sheet.topics) - most, 'more claim')} (--all lists them)", "dim")


def _topic_parts(topic: Topic, *, most: int) -> "Iterator[RenderableType]":
    yield styled(quoted(topic.claim.wording))
    yield styled(f"{wording.brief_line(topic.claim)} · {topic.claim.claim_id}", "dim")
    if topic.figures:
        yield styled(figures(topic))
    if topic.both:
        yield styled("it is said both to assert and to deny this")
    if topic.against:
        yield styled(against(topic))
    for said in topic.said[:most]:
        line = styled(f"{wording.label(said.document)} · {said.unit_id}").append(
            "".join(f" · {one}" for one in wording.remarks(said)), "dim"
        )
        if said.relays:
            line.append(f"\nthrough {wording.listed(said.relays)}", "dim")
        if unlike(topic, said):
            line.append(f"\n{quoted(said)}")
        yield grid((dated(said.document.published), line), widths=(20,), justify="left")
    if len(topic.said) > most:
        yield styled(f"and {counted(len(topic.said) - most, 'more statement')} (--all lists them)", "dim")
