"""The commands of `sayso review` that decide on what joins articles, and on what is boilerplate."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sayso.commands.deciding import Saying, at_desk, deciding, expecting, tell
from sayso.errors import UsageError
from sayso.records.links import EdgeKind

if TYPE_CHECKING:
    from sayso.workspace.reviewing import Desk


@click.command("accept-claim")
@click.argument("claim")
@expecting
@deciding
def accept_claim(saying: Saying, claim: str, expect: int | None) -> None:
    """Say that a claim is right as it stands.

    A CLAIM is named by any statement of it, as DOC:s3. What it consists of is remembered; when that changes later, the history
    and the claim say so.
    """
    with at_desk(saying.place) as desk:
        tell(desk.joining.accept(desk.unit(claim), by=saying.by(), expect=expect), desk, saying.form)


@click.command("same")
@click.argument("statement")
@click.argument("other")
@expecting
@deciding
def same(saying: Saying, statement: str, other: str, expect: int | None) -> None:
    """Say that two statements make the same claim; the claims that they are in become one.

    A STATEMENT is named as DOC:s3, an assertion of the article's own as DOC:o2.
    """
    with at_desk(saying.place) as desk:
        made = desk.joining.same(desk.unit(statement), desk.unit(other), by=saying.by(), expect=expect)
        tell(made, desk, saying.form)


@click.command("apart")
@click.argument("statements", nargs=-1, required=True, metavar="STATEMENT...")
@click.option("--from", "others", multiple=True, metavar="STATEMENT", help="From this one; may be given several times.")
@expecting
@deciding
def apart(saying: Saying, statements: tuple[str, ...], others: tuple[str, ...], expect: int | None) -> None:
    """Say that statements do not make the claim that others make.

    Without --from, they are kept apart from all that is in their claim now besides them.
    """
    with at_desk(saying.place) as desk:
        left, right = _units(desk, statements), _units(desk, others)
        tell(desk.joining.apart(left, right, by=saying.by(), expect=expect), desk, saying.form)


@click.command("edge")
@click.argument("document", metavar="DOC")
@click.argument("from_document", metavar="FROM")
@click.option("--set/--cut", "has", default=None, help="DOC has it from FROM, and so not FROM from DOC; or it has not.")
@click.option("--kind", type=click.Choice([kind.value for kind in EdgeKind]), help="What it has.  [default: copy; all to cut]")
@expecting
@deciding
def edge(saying: Saying, document: str, from_document: str, has: bool | None, kind: str | None, expect: int | None) -> None:
    """Set or cut what one article has from another.

    \b
    copy       its text
    cites      something that it passes on
    corrects   the error that it corrects

    To turn an edge round, set it the right way.
    """
    has = _chosen(has, "--set or --cut")
    with at_desk(saying.place) as desk:
        doc, from_doc = desk.documents.find(document), desk.documents.find(from_document)
        meant = EdgeKind(kind) if kind else EdgeKind.COPY if has else None
        made = desk.joining.edge(doc, from_doc, has=has, kind=meant, by=saying.by(), expect=expect)
        tell(made, desk, saying.form)


@click.command("source")
@click.argument("name")
@click.argument("other")
@click.option("--same/--apart", "together", default=None, help="The two names are one source, or they are not.")
@expecting
@deciding
def source(saying: Saying, name: str, other: str, together: bool | None, expect: int | None) -> None:
    """Say that two names are one source, or that they are not.

    The names are those of named sources, as articles give them. Unnamed sources are never joined.
    """
    together = _chosen(together, "--same or --apart")
    with at_desk(saying.place) as desk:
        tell(desk.joining.source(name, other, together=together, by=saying.by(), expect=expect), desk, saying.form)


@click.command("outlet")
@click.argument("name", metavar="NAME_OR_DOMAIN")
@click.argument("outlet")
@click.option("--join/--part", "belongs", default=None, help="It is the outlet's, or it is not.")
@expecting
@deciding
def outlet(saying: Saying, name: str, outlet: str, belongs: bool | None, expect: int | None) -> None:
    """Say that a name or a domain is an outlet's, or that it is not.

    To join the name of another outlet joins all that is its. Joined to a name that nobody has, a new outlet comes about.
    """
    belongs = _chosen(belongs, "--join or --part")
    with at_desk(saying.place) as desk:
        tell(desk.joining.outlet(name, outlet, belongs=belongs, by=saying.by(), expect=expect), desk, saying.form)


@click.command("boilerplate")
@click.argument("document", metavar="DOC")
@click.argument("words", metavar="WORDS|START-END")
@click.option("--not", "is_none", is_flag=True, help="Say that it is no boilerplate, but the article's own prose.")
@expecting
@deciding
def boilerplate(saying: Saying, document: str, words: str, is_none: bool, expect: int | None) -> None:
    """Say that a stretch of an article is boilerplate, or that it is none.

    Boilerplate proves no copying, and holds no statements but those that somebody added, corrected or accepted.
    """
    from sayso.workspace.pointing import places_of

    with at_desk(saying.place) as desk:
        document_id = desk.documents.find(document)
        found = places_of("boilerplate", words, text=desk.documents.reading(document_id).document.text)
        if len(found) > 1:
            raise UsageError("it is more than one place.", words, "Decide on one stretch after the other.")
        made = desk.mark(document_id, found[0], boilerplate=not is_none, by=saying.by(), expect=expect)
        tell(made, desk, saying.form)


COMMANDS: tuple[click.Command, ...] = (accept_claim, same, apart, edge, source, outlet, boilerplate)


def _units(desk: "Desk", named: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(map(desk.unit, named)))


def _chosen(said: bool | None, options: str) -> bool:
    if said is None:
        raise UsageError("it is not said what to decide.", hint=f"Give {options}.")
    return said
