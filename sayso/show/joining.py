"""What decisions on joining and on boilerplate say: a phrase, and the lines under it, not yet wrapped.

Articles are given by id. One that is not given is no longer there; then its places are shown by their numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.records.anchors import Spans, covered
from sayso.records.links import EdgeKind
from sayso.records.reviews import WAS, Action, HadFrom, OneSource, Review, Sides, State, Subject, said
from sayso.show.wording import one_line

if TYPE_CHECKING:
    from sayso.workspace.decisions import Listed

MOST = 3
"""Statements of a side that are shown."""
GONE = "a document that is no longer here"
_HAS = {EdgeKind.COPY: "its text", EdgeKind.CITES: "what it passes on", EdgeKind.CORRECTS: "the error that it corrects"}
_WAS: Mapping[Action, Mapping[object, str]] = {
    Action.BOILERPLATE: {True: "boilerplate", False: "no boilerplate", None: "boilerplate in part"},
    Action.SAME: {True: "in one claim", False: "in different claims", None: "not known"},
    Action.APART: {True: "in one claim", False: "in different claims", None: "some in one claim"},
    Action.EDGE: {True: "it had", False: "it had not", None: "not known"},
    Action.SOURCE: {True: "one source", False: "two sources", None: "not known"},
}


@dataclass(frozen=True, slots=True)
class Named:
    """An article as decisions name it."""

    title: str
    text: str


Articles = Mapping[str, Named]


def phrase(one: Review) -> str:
    """What a decision on joining or on boilerplate says, in one line."""
    what = said(one)
    if isinstance(what, bool):
        return f"said that a stretch is {'' if what else 'no '}boilerplate"
    if isinstance(what, OneSource):
        return f"said that {_quoted(what.name)} and {_quoted(what.other)} are {'' if what.together else 'not '}one source"
    if isinstance(what, HadFrom):
        has = "anything" if what.kind is None else _HAS[what.kind]
        return f"said that an article {'has' if what.has else 'does not have'} {has} from another"
    if not isinstance(what, Sides):
        return f"said that {_quoted(what.what)} is {'' if what.belongs else 'not '}of the outlet {_quoted(what.outlet)}"
    if one.action is Action.CLAIM:
        return f"accepted a claim of {_number(len(what.statements))}"
    if one.action is Action.SAME:
        return "said that two statements make one claim"
    return f"kept {_number(len(what.statements))} apart from {_number(len(what.others))}"


def details(one: Review, articles: Articles) -> list[str]:
    """What a decision on joining or on boilerplate is about, and how it was before."""
    what = said(one)
    lines: list[str] = []
    if isinstance(what, Sides):
        lines += _side("statement", what.statements, articles) + _side("other", what.others, articles)
    elif isinstance(what, HadFrom):
        lines += [f"article: {titled(what.doc, articles)}", f"from: {titled(what.from_doc, articles)}"]
        lines += [f"kind: {what.kind.value if what.kind else 'any'}"]
    elif isinstance(what, bool):
        lines.append(f"stretch: {places(one.subject.content, articles, one.subject.document_id)}")
    if one.action in WAS:
        was = one.before[WAS[one.action]]
        lines.append(f"before: {_WAS[one.action][was] if one.action in _WAS else was or 'of no outlet that is known'}")
    return lines


def become(listed: "Listed") -> list[str]:
    """What has become of a decision on joining, beyond its state."""
    lines = []
    if listed.instead is not None:
        part = "" if listed.state is State.SUPERSEDED else " on a part of it"
        lines.append(f"decision {listed.instead} says otherwise{part}")
    if listed.lost:
        lines.append(f"{_number(listed.lost)} that it names {'is' if listed.lost == 1 else 'are'} not found any more")
    if listed.came or listed.went:
        lines.append(f"the claim has changed since then: {len(listed.came):,} came to it, {listed.went:,} went from it")
    return lines


def titled(document_id: str, articles: Articles) -> str:
    """What to call an article, and its id."""
    return f"{_title(document_id, articles)} ({document_id})"


def places(spans: Spans, articles: Articles, document_id: str) -> str:
    """The words at places of an article, and the places."""
    text = articles[document_id].text if document_id in articles else ""
    at = ",".join(f"{start}-{end}" for start, end in spans)
    return f"{_quoted(covered(spans, text, ' ... '))} [{at}]" if text else f"[{at}]"


def _title(document_id: str, articles: Articles) -> str:
    return articles[document_id].title if document_id in articles else GONE


def _side(name: str, subjects: tuple[Subject, ...], articles: Articles) -> list[str]:
    lines = [
        f"{name}: {places(one.content, articles, one.document_id)} in {_title(one.document_id, articles)} "
        f"({one.document_id}:{one.statement_id})"
        for one in subjects[:MOST]
    ]
    return lines + ([f"{name}s: {len(subjects) - MOST:,} more"] if len(subjects) > MOST else [])


def _number(statements: int) -> str:
    return f"{statements:,} statement{'' if statements == 1 else 's'}"


def _quoted(words: str) -> str:
    return f"\u201c{one_line(words)}\u201d"
