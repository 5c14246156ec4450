"""What a ClaimSheet says in words: the head line, how the interval comes about, what an origin is, when a change came.

Every sentence describes what was found; none says what is true or whose word counts.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sayso.records.links import EdgeKind
from sayso.records.statements import Certainty, Force
from sayso.show.claim_view import Branch, Brief, ChangeView, ClaimSheet, Counts, OriginView, Said, Slot
from sayso.show.lineage_forms import reason
from sayso.show.wording import CERTAINTY_WORDS, NOBODY, QUOTE_WORDS, STANDING_WORDS, Standing, counted, one_line
from sayso.store.rows import DocumentRow
from sayso.trace.origins import OriginKind

CHANGED = {"number": "number", "unit": "what is counted", "scope": "scope", "hedge": "hedge"}
"""What changed, in words, where the value of `Changed` does not say it."""
KINDS = {
    OriginKind.NAMED: "named source",
    OriginKind.UNNAMED: "unnamed source",
    OriginKind.ACCOUNT: "the outlet’s own account",
    OriginKind.OUTLET: "is cited, and no article of it that says so is here",
    OriginKind.UNSEEN: "rests on nobody, and is not seen to come from another article here",
}
COUNTS = {Counts.SURE: "counts for one", Counts.OPEN: "counts for one or for none", Counts.NOT: "does not count by itself"}
BY = {EdgeKind.COPY: "copied by", EdgeKind.CITES: "cited by"}
OWN_VOICE = "the article’s own voice"
NOTHING = "nothing"
_LISTED = 4


def head_line(sheet: ClaimSheet) -> str:
    """ "41 articles · 3 to 5 independent origins · 2 more deny it"."""
    counts = len(sheet.asserting), len(sheet.denying), len(sheet.correcting)
    return _head(*counts, least=sheet.least, most=sheet.most, circle=bool(sheet.ring))


def brief_line(one: Brief) -> str:
    """The same of a claim in a list."""
    circle = not one.least and one.most > 0
    return _head(one.asserting, one.denying, one.correcting, least=one.least, most=one.most, circle=circle)


def _head(asserting: int, denying: int, correcting: int, *, least: int, most: int, circle: bool) -> str:
    parts = [counted(asserting, "article"), interval(least, most)] if asserting else ["no article here asserts it"]
    if circle:
        parts.append("articles have it from each other in a circle")
    more = "more " if asserting else ""
    if denying:
        parts.append(f"{denying:,} {more}{_verb(denying, 'denies', 'deny')} it")
    if correcting:
        parts.append(f"{correcting:,} {more}{_verb(correcting, 'corrects or withdraws', 'correct or withdraw')} something")
    return " · ".join(parts)


def interval(least: int, most: int) -> str:
    """ "3 to 5 independent origins"."""
    if least == most:
        return counted(most, "independent origin")
    if most == 1:
        return "none or one independent origin"
    return f"{least:,} {'or' if most == least + 1 else 'to'} {most:,} independent origins"


def explained(sheet: ClaimSheet) -> tuple[str, ...]:
    """How the interval comes about, one sentence a step."""
    return tuple(_explained(sheet))


def _explained(sheet: ClaimSheet) -> Iterator[str]:
    if not sheet.asserting:
        yield "No article here asserts it, so there is nothing to count."
        return
    if sheet.ring:
        names = listed([label(row) for row in sheet.ring], len(sheet.ring))
        yield f"{names} have it from each other in a circle, and nothing else is seen to stand behind it: none or one."
        return
    if len(sheet.origins) == 1 and sheet.origins[0].counts is Counts.SURE:
        yield f"All of it goes back to {origin_words(sheet.origins[0])}."
        return
    sure = [one for one in sheet.origins if one.counts is Counts.SURE]
    away = [one for one in sheet.origins if one.counts is Counts.NOT]
    still = {
        kind: [one for one in sheet.origins if one.counts is Counts.OPEN and one.origin.kind is kind] for kind in OriginKind
    }
    if sure:
        names = listed([origin_words(one) for one in sure])
        yield f"{len(sure):,} {_verb(len(sure), 'counts', 'count')} for sure: {names}."
        if any(one.origin.kind is OriginKind.UNNAMED for one in sure):
            yield "An unnamed source counts where what it is said to be fits none of the others."
    yield from _unnamed(still[OriginKind.UNNAMED], sheet.least - len(sure), beside=bool(sure))
    yield from _unseen(still[OriginKind.UNSEEN], alone=not sure and not still[OriginKind.UNNAMED])
    if cited := [origin_words(one) for one in still[OriginKind.OUTLET]]:
        its = _verb(len(cited), "it", "them")
        yield f"{listed(cited)} {_verb(len(cited), 'is', 'are')} cited, and no article of {its} that says so is here."
    if away:
        names = listed([origin_words(one) for one in away])
        yield f"What {names} {_verb(len(away), 'is', 'are')} said to have reported counts as going back to one of these."
    if sheet.least != sheet.most:
        yield f"So {sheet.least:,} at least, and {sheet.most:,} at most."


def _unnamed(some: Sequence[OriginView], more: int, *, beside: bool) -> Iterator[str]:
    """Of unnamed sources that may be one another: `more` of them count nevertheless; whether some stand `beside` sure ones."""
    if some:
        others = "one and the same or several"
        if beside:
            others = "one of the others or another" if len(some) == 1 else "some of the others, one and the same, or several"
        names = listed([origin_words(one) for one in some])
        yield f"{counted(len(some), 'unnamed source')} cannot be told apart from the rest, and may be {others}: {names}."
        if beside and more > 0:
            yield f"What they are said to be makes at least {more:,} of them another than all that count for sure."


def _unseen(some: Sequence[OriginView], *, alone: bool) -> Iterator[str]:
    if some:
        places = listed([label(one.branches[0].document) for one in some])
        each = "It" if len(some) == 1 else "Each"
        yield f"{len(some):,} {_verb(len(some), 'article gives', 'articles give')} nobody ({places})."
        yield f"{each} may have an origin of its own, or may have it from one that is counted."
        if alone:
            yield "Somebody must have begun, so there is one at least."


def known(row: DocumentRow) -> str:
    """How the date of an article is known."""
    return one_line(row.published_how or "") or ("given with it" if row.published else "there is none")


def dated_before(sheet: ClaimSheet) -> str:
    """That some articles have an earlier date than the first one, and what that may mean."""
    names = listed([label(row) for row in sheet.earlier])
    them = _verb(len(sheet.earlier), "It has", "They have")
    return f"Dated before it: {names}. {them} the claim from another article, or a date that may be wrong."


def listed(names: Sequence[str], most: int = _LISTED) -> str:
    """ "A, B and C"; "A, B, C, D and 3 others"."""
    shown = [*names[:most], *([f"{len(names) - most:,} others"] if len(names) > most + 1 else names[most:])]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def label(row: DocumentRow) -> str:
    """What an article is called in a sentence: by its outlet, or else by its title or id."""
    return one_line(row.outlet or row.title or "") or row.document_id


def origin_name(one: OriginView) -> str:
    """Whom or what an origin is called after."""
    return f"“{one_line(one.name)}”" if one.origin.kind is OriginKind.UNNAMED else one_line(one.name)


def origin_words(one: OriginView) -> str:
    """An origin in a sentence: "Ann Lee", "“an official” in the Harbour Post", "the Courier’s own account"."""
    if one.origin.kind is OriginKind.NAMED:
        return one_line(one.name)
    if one.origin.kind is OriginKind.UNNAMED:
        return f"{origin_name(one)} in {label(one.branches[0].document)}"
    return f"the own account of {one_line(one.name)}" if one.origin.kind is OriginKind.ACCOUNT else one_line(one.name)


def how_it_has_it(branch: Branch) -> str:
    """How an article has the claim from the one above it: "copied by", "cited by"; empty at the top."""
    if branch.edge is not None:
        return BY[branch.edge.kind]
    return "then" if branch.original is not None else ""


def why(branch: Branch) -> tuple[str, ...]:
    """The reasons for that, the strongest first; empty at the top."""
    if branch.edge is not None:
        return tuple(reason(one) for one in branch.edge.reasons)
    if branch.original is not None:
        return (f"both have it from {label(branch.original)}, and of those before it the one above is nearest to it",)
    return ()


def chain(said: Said) -> tuple[str, ...]:
    """From the article to the source: who carried it, and on whose word it stands at last."""
    if said.standing is Standing.OWN:
        return (OWN_VOICE,)
    return (*said.relays, said.source or NOBODY)


def remarks(said: Said) -> tuple[str, ...]:
    """Force, form of quotation, certainty where it is not plain, numbers, and whether it denies or corrects."""
    found = [said.force.value] if said.force else []
    found += [QUOTE_WORDS[said.quote]] if said.quote else []
    found += [CERTAINTY_WORDS[said.certainty]] if said.certainty not in (None, Certainty.CERTAIN) else []
    # A range is worth saying where the words leave one: "at least 16 files: 16 or more".
    found += [f"{words}: {means}" for words, means in said.quantities if means not in words]
    if said.denies and said.corrects:
        found.append("corrects or withdraws something")
    elif said.denies and said.force is not Force.DENIES:
        found.append("denies it")
    return tuple(found)


def denier(said: Said) -> str:
    """Who denies the claim by a statement; of a correction its outlet."""
    return label(said.document) if said.corrects else chain(said)[-1]


def source_words(said: Said) -> str:
    """On whose word a statement stands: "named source, person"."""
    kind = f", {said.kind.value}" if said.kind and said.standing in (Standing.NAMED, Standing.UNNAMED) else ""
    return OWN_VOICE if said.standing is Standing.OWN else f"{STANDING_WORDS[said.standing]}{kind}"


def change_words(one: ChangeView) -> tuple[str, str, str]:
    """What changed, from what, to what."""
    what = one.change.what.value
    values = (one.change.from_value, one.change.to_value)
    if what == "certainty":
        values = tuple(CERTAINTY_WORDS[Certainty(value)] if value else NOTHING for value in values)  # type: ignore[assignment]
    shown = [one_line(value) or (NOBODY if what == "source" else NOTHING) for value in values]
    return CHANGED.get(what, what), shown[0], shown[1]


def later(one: ChangeView) -> str:
    """How much later the change came: "6 hours later", "the same day"; that it is not known, where a date is missing."""
    if one.later is None:
        return "how much later is not known"
    if one.to_the_day:
        days = one.later.days
        return "the same day" if not days else f"{counted(abs(days), 'day')} {_direction(one.later)}"
    return f"{span(one.later)} {_direction(one.later)}" if one.later else "at the same time"


def _direction(gap: timedelta) -> str:
    return "later" if gap > timedelta(0) else "earlier by its date"


def span(gap: timedelta) -> str:
    """A length of time in the unit that suits it: "6 hours"."""
    minutes = round(abs(gap.total_seconds()) / 60)
    unit, length = ("minute", 1) if minutes < 60 else ("hour", 60) if minutes < 48 * 60 else ("day", 24 * 60)
    return counted(round(minutes / length), unit)


def slot_words(slot: Slot) -> str:
    """The hour or day of a timeline."""
    return f"{slot.at:%Y-%m-%d}" if slot.whole_day else f"{slot.at:%Y-%m-%d %H}h UTC"


def _verb(n: int, one: str, many: str) -> str:
    return one if n == 1 else many
