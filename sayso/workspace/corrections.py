"""Decisions applied to a reading: what the reader found, with what people made of it. Pure: nothing is read or written.

A decision finds its statement by where it stands, so it holds for the readings of later models too. It is obeyed whole or,
where the present reading has no such statement, not at all; then it is listed as one that does not fit. What nobody set and
follows from other fields by rule (quote form, quantities, target, denials, own assertions, profile) is worked out again.

A stretch that people say is boilerplate has no statements, as the reader finds none there; but one that somebody added,
corrected or accepted stays. A stretch that they say is none gets own assertions by rule; statements are added by people.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from sayso.records.anchors import Span, Spans, content_id, covered, spans_of
from sayso.records.documents import Document
from sayso.records.reviews import (
    FIELDS,
    GROUPING,
    LABELS,
    SPAN_FIELDS,
    Action,
    Mark,
    Review,
    State,
    Subject,
    added_id,
    is_added,
    pairs,
    said,
    subject_data,
    value_of,
)
from sayso.records.statements import Confidence, OwnAssertion, Quote, Reading, SourceKind, Statement
from sayso.workspace.stretches import added, without

if TYPE_CHECKING:
    from sayso.analyse.words import Words

HALF = 0.5
MEASURED = frozenset(one.name for one in fields(Confidence))
SURE = Confidence(**dict.fromkeys(MEASURED, 1.0))
SIGNED = "+review."
Place = tuple[Spans, Spans]
"""Content and cue of a statement: what it is found by."""
# What a field follows from by rule, as long as nobody sets it.
QUOTE_FROM = frozenset({"content", "cue", "parent"})
TARGET_FROM = frozenset({"content", "cue", "source", "force"})


@dataclass(frozen=True, slots=True)
class Applied:
    """A reading with decisions applied.

    Attributes:
        reader: what the reader says, without decisions.
        reading: the reading as people want it. Statements keep their ids; an added one is called "r" and the number of the
            decision that added it. A field that somebody set has confidence 1. The method of an added statement is
            "review@NUMBER"; that of a changed one is the reader's followed by "+review.NUMBER", the last decision on it.
        states: what has become of each decision, by its number.
        marks: what people did to a statement, by its id; untouched ones are left out.
        found: the statement that each decision is about, by the decision's number; rejected statements and undone decisions
            included, and for an undo the statement of what it takes back. Decisions that do not fit are left out.
        set_by: for each statement that people touched, the fields they set, each with the number of the decision that counts.
        reader_says: for decisions in force, the fields that the reader gives differently now than they were shown when the
            decision was made, with the reader's present values as JSON data; decisions without such fields are left out.
        drafts: what `find` looks in.
    """

    reader: Reading
    reading: Reading
    states: Mapping[int, State]
    marks: Mapping[str, Mark]
    found: Mapping[int, str]
    set_by: Mapping[str, Mapping[str, int]]
    reader_says: Mapping[int, Mapping[str, object]]
    drafts: "_Drafts" = field(compare=False, repr=False)

    def find(self, subject: Subject) -> str | None:
        """Id of the statement or own assertion of `reading` that a subject is, or None where there is none."""
        found = self.drafts.find_subject(subject)
        if found is None and not subject.cue:
            found = _nearest(self.reading.own, subject)
            return found if self.drafts.has_words(subject) else None
        return found if any(found == one.statement_id for one in self.reading.statements) else None

    def last_on(self, statement_id: str) -> int:
        """Number of the last decision about a statement, undos included; 0 when there is none."""
        return max((number for number, found in self.found.items() if found == statement_id), default=0)


def apply(reading: Reading, reviews: Sequence[Review]) -> Applied:
    """The reading with the decisions about its document applied in order of their numbers; without any, the reading itself.

    Of several decisions on one field the last one in force wins. That a statement is one at all counts as a field: a correction
    after a rejection brings it back. Statements nested in a rejected one move up to its parent.

    Args:
        reading: what the reader says, without decisions.
        reviews: all decisions about this document, in any order; those on its grouping change nothing here.

    Cost: decisions times statements, and one pass over the text when anything changed.
    """
    ordered = sorted(reviews, key=lambda review: review.number)
    undone = taken_back(ordered)
    drafts = _Drafts(reading, [review for review in ordered if review.number not in undone])
    states: dict[int, State] = {}
    found: dict[int, str] = {}
    reader_says: dict[int, dict[str, object]] = {}
    for review in ordered:
        number = review.number
        states[number] = State.UNDONE if number in undone else State.IN_FORCE
        if review.action in GROUPING:
            continue
        if review.action is Action.BOILERPLATE:
            if number not in undone and not drafts.mark(review):
                states[number] = State.DOES_NOT_FIT
            continue
        statement_id = found.get(review.undoes) if review.undoes else drafts.find(review)
        if statement_id is not None:
            found[number] = statement_id
        if review.action is Action.UNDO or number in undone:
            continue
        try:
            says = drafts.obey(review, statement_id)
        except _DoesNotFit:
            states[number] = State.DOES_NOT_FIT
            found.pop(number, None)
        else:
            if says:
                reader_says[number] = says
    touched = {key: draft for key, draft in drafts.items() if draft.there and draft.mark}
    return Applied(
        reader=reading,
        reading=drafts.finished(),
        states=states,
        marks={key: draft.mark for key, draft in touched.items() if draft.mark},
        found=found,
        set_by={key: draft.set_by for key, draft in touched.items()},
        reader_says=reader_says,
        drafts=drafts,
    )


def taken_back(reviews: Iterable[Review]) -> dict[int, int]:
    """Numbers of the decisions that are undone, each with the undo that counts; an undo that is undone itself does not."""
    undone: dict[int, int] = {}
    for review in sorted(reviews, key=lambda review: review.number, reverse=True):
        if review.undoes is not None and review.number not in undone:
            undone.setdefault(review.undoes, review.number)
    return undone


def root_of(review: Review, by_number: Mapping[int, Review]) -> Review:
    """The decision that is taken back or brought back in the end; the decision itself where it is no undo."""
    while review.undoes is not None and review.undoes in by_number:
        review = by_number[review.undoes]
    return review


def subjects_of(reading: Reading, shown: Reading, *, document_id: str) -> dict[str, Subject]:
    """What a decision about a statement is to be found by, for all statements by id.

    Args:
        reading: what the reader says.
        shown: the same with decisions applied, for the statements that people added.
    """
    return {
        s.statement_id: Subject(
            document_id, s.statement_id, s.content, s.cue, s.source, words_id(s.content, reading.document.text)
        )
        for s in (*shown.statements, *reading.statements)
    }


def units_of(applied: Applied, *, document_id: str) -> dict[str, Subject]:
    """What a decision on a statement or an own assertion of the article is to be found by, for all that are shown, by id."""
    shown, text = applied.reading, applied.reading.document.text
    statements = subjects_of(applied.reader, shown, document_id=document_id)
    return {one.statement_id: statements[one.statement_id] for one in shown.statements} | {
        one.own_id: Subject(document_id, one.own_id, one.content, words_id=words_id(one.content, text)) for one in shown.own
    }


def words_id(content: Spans, text: str) -> str:
    """The digest of the content's words, as in `Subject`."""
    return content_id(covered(content, text).encode("utf-8", "surrogatepass"))[:16]


def data_of(statement: Statement, name: str, subjects: Mapping[str, Subject]) -> object:
    """A field of a statement as JSON data; other statements as subjects, those without one left out."""
    value = getattr(statement, name)
    if name in SPAN_FIELDS:
        return pairs(value)
    if name in LABELS:
        return value.value
    if name == "parent":
        return subject_data(subjects[value]) if value in subjects else None
    if name == "denies":
        return [subject_data(subjects[other]) for other in value if other in subjects]
    return value


def likeness(left: Place, right: Place) -> float:
    """How far two statements stand at the same place, at most 2; 0 unless at least half of each content and cue is shared."""
    shares = _share(left[0], right[0]), _share(left[1], right[1])
    return sum(shares) if min(shares) >= HALF else 0.0


def _share(left: Spans, right: Spans) -> float:
    """Shared characters by those of the longer one; two empty places are the same."""
    most = max(sum(end - start for start, end in spans) for spans in (left, right))
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
    return shared / most if most else 1.0


def _nearest(own: Iterable[OwnAssertion], subject: Subject) -> str | None:
    """The own assertion that shares most with the subject, and at least half; the first of several."""
    shares = {one.own_id: _share(one.content, subject.content) for one in own}
    best = max(shares, key=lambda key: shares[key], default=None)
    return best if best is not None and shares[best] >= HALF else None


class _DoesNotFit(Exception):
    """The present reading cannot take the decision."""


@dataclass(slots=True)
class _Draft:
    """A statement while decisions are applied to it.

    Attributes:
        base: as the reader or the decision that added it gave it.
        values: what people set; other statements by id.
        set_by: the decision that set each of them.
        last: the last decision about it.
    """

    base: Statement
    values: dict[str, Any] = field(default_factory=dict)
    set_by: dict[str, int] = field(default_factory=dict)
    there: bool = True
    mark: Mark | None = None
    last: int = 0

    @property
    def parent(self) -> str | None:
        parent: str | None = self.values.get("parent", self.base.parent)
        return parent

    @property
    def place(self) -> Place:
        return self.values.get("content", self.base.content), self.values.get("cue", self.base.cue)

    def put(self, values: Mapping[str, Any], number: int) -> None:
        self.values.update(values)
        self.set_by.update(dict.fromkeys(values, number))
        self.there, self.last = True, number


class _Drafts(dict[str, _Draft]):
    """The statements of a reading by id, while decisions are applied to them in order."""

    def __init__(self, reading: Reading, in_force: Sequence[Review]) -> None:
        super().__init__((statement.statement_id, _Draft(statement)) for statement in reading.statements)
        self.reading = reading
        self.document = reading.document  # with what people say of its boilerplate
        self._aside: Spans = ()  # what they say is boilerplate
        self._text = reading.document.text
        self._instead: dict[str, str] = {}  # statements of the reader whose place an added one took
        self._in_force = {review.number for review in in_force}
        self._moved = _moved(in_force)
        self._found: dict[Subject, str | None] = {}

    def find(self, review: Review) -> str | None:
        """The id of the statement that the decision is about, or None."""
        if review.action is Action.ADD:
            return added_id(review.number) if review.number in self._in_force else None
        return self.find_subject(review.subject)

    def mark(self, review: Review) -> bool:
        """Do what a decision says of a stretch; False where the text has no such stretch."""
        if not self.has_words(review.subject):
            return False
        change = added if said(review) else without
        for stretch in review.subject.content:
            self._aside = change(self._aside, stretch)
            self.document = replace(self.document, boilerplate=change(self.document.boilerplate, stretch))
        return True

    def has_words(self, subject: Subject) -> bool:
        """Whether the words of a subject stand where they stood."""
        return words_id(subject.content, self._text) == subject.words_id

    def obey(self, review: Review, statement_id: str | None) -> dict[str, object]:
        """Do what the decision says; gives what the reader says differently now.

        Raises:
            _DoesNotFit: it cannot be done, and nothing was done.
        """
        if statement_id is None:
            raise _DoesNotFit
        if review.action is Action.ADD:
            self._add(review, statement_id)
            return {}
        draft = self[statement_id]
        if review.action is Action.REJECT:
            draft.there, draft.last = False, review.number
            return {}
        accepted = review.action is Action.ACCEPT
        values = self._values(review.before if accepted else review.after)
        if statement_id in self._above(values.get("parent")):
            raise _DoesNotFit
        says = self._reader_says(draft, review)
        draft.put(values, review.number)
        if draft.mark is not Mark.ADDED:
            draft.mark = (draft.mark or Mark.ACCEPTED) if accepted else Mark.CORRECTED
        return says

    def finished(self) -> Reading:
        """The reading with everything worked out again that depends on what was decided."""
        same = self.document.boilerplate == self.reading.document.boilerplate
        if same and not any(draft.last for draft in self.values()):
            return self.reading
        here = {key: draft for key, draft in self.items() if key not in self._instead and self._is_shown(draft)}
        made = {key: self._made(draft, here) for key, draft in here.items()}
        if (
            same
            and made.keys() == {key for key, draft in self.items() if draft.mark is not Mark.ADDED}
            and not any(_changes(made[key], draft.base) for key, draft in here.items())
        ):
            return replace(self.reading, statements=tuple(made.values()))  # only how sure it is
        return _worked_out(self.reading, made, here, self.document)

    def _is_shown(self, draft: _Draft) -> bool:
        if draft.last:
            return draft.there
        places = (*draft.base.content, *draft.base.cue, *draft.base.source)
        return not any(place.overlaps(stretch) for place in places for stretch in self._aside)

    def _made(self, draft: _Draft, here: Mapping[str, _Draft]) -> Statement:
        """The statement as people set it, inside the next statement above that is still here."""
        values = dict(draft.values)
        values["parent"] = next((other for other in self._above(draft.parent) if other in here), None)
        values["denies"] = tuple(
            other for old in values.get("denies", draft.base.denies) if (other := self._instead.get(old, old)) in here
        )
        if values.get("source_kind", draft.base.source_kind) is SourceKind.NONE and draft.last:
            values.update(source=(), source_named=False, source_resolved=None)
        sure = replace(draft.base.confidence, **dict.fromkeys(MEASURED & draft.set_by.keys(), 1.0))
        return replace(draft.base, **values, confidence=sure)

    def _add(self, review: Review, statement_id: str) -> None:
        values = self._values(review.after)
        place = values["content"], values["cue"]
        same = {key: likeness(draft.place, place) for key, draft in self.items() if not is_added(key)}
        taken = max(same, key=lambda key: same[key]) if any(same.values()) else statement_id
        if {statement_id, taken} & {*self._above(values["parent"])}:
            raise _DoesNotFit
        if taken != statement_id:
            self._instead[taken] = statement_id
        given: dict[str, Any] = {"quote": Quote.INDIRECT, "target": (), "denies": (), **values}
        base = Statement(statement_id, confidence=SURE, method=f"review@{review.number}", **given)
        self[statement_id] = _Draft(base, mark=Mark.ADDED)
        self[statement_id].put(values, review.number)

    def _values(self, data: Mapping[str, object]) -> dict[str, Any]:
        return {name: self._value(name, value) for name, value in data.items()}

    def _value(self, name: str, data: object) -> Any:
        value: Any = value_of(name, data)
        if name in SPAN_FIELDS and any(span.end > len(self._text) for span in value):
            raise _DoesNotFit
        if name == "parent":
            return None if value is None else self._known(value)
        return tuple(map(self._known, value)) if name == "denies" else value

    def _known(self, subject: Subject) -> str:
        found = self.find_subject(subject)
        if found is None:
            raise _DoesNotFit
        return found

    def _reader_says(self, draft: _Draft, review: Review) -> dict[str, object]:
        """Fields that nobody set before this decision and that the reader gives differently now."""
        different = []
        for name in review.before.keys() - draft.set_by.keys():
            try:
                same = self._value(name, review.before[name]) == getattr(draft.base, name)
            except _DoesNotFit:
                same = False
            if not same:
                different.append(name)
        if not different:
            return {}
        subjects = subjects_of(self.reading, self.reading, document_id=review.subject.document_id)
        return {name: data_of(draft.base, name, subjects) for name in FIELDS if name in different}

    def find_subject(self, subject: Subject) -> str | None:
        """The id of the statement that a subject is, rejected ones included, or None."""
        if is_added(subject.statement_id):
            return subject.statement_id if subject.statement_id in self else None
        if subject not in self._found:
            self._found[subject] = self._best(subject)
        found = self._found[subject]
        return None if found is None else self._instead.get(found, found)

    def _best(self, subject: Subject) -> str | None:
        if not self.has_words(subject):
            return None
        places = {(subject.content, subject.cue), self._moved.get(subject, (subject.content, subject.cue))}
        best, found = (0.0, 0.0, False), None
        for s in self.reading.statements:
            score = max(likeness((s.content, s.cue), place) for place in places)
            rank = score, _share(s.source, subject.source), s.statement_id == subject.statement_id
            if score and rank > best:
                best, found = rank, s.statement_id
        return found

    def _above(self, parent: str | None) -> list[str]:
        """Ids from a parent upwards, those of rejected statements included."""
        seen: list[str] = []
        while parent is not None:
            parent = self._instead.get(parent, parent)
            if parent in seen:
                break
            seen.append(parent)
            parent = self[parent].parent if parent in self else None
        return seen


def _moved(in_force: Sequence[Review]) -> dict[Subject, Place]:
    """Content and cue to which people moved a statement: a later reader may find it there by itself."""
    moved: dict[Subject, Place] = {}
    for review in in_force:
        if review.action is Action.CORRECT:
            subject, after = review.subject, review.after
            content, cue = moved.get(subject, (subject.content, subject.cue))
            moved[subject] = (
                spans_of(after["content"]) if "content" in after else content,
                spans_of(after["cue"]) if "cue" in after else cue,
            )
    return moved


def _changes(statement: Statement, base: Statement) -> set[str]:
    return {name for name in FIELDS if getattr(statement, name) != getattr(base, name)}


def _worked_out(reading: Reading, made: dict[str, Statement], drafts: Mapping[str, _Draft], document: Document) -> Reading:
    """The reading of these statements in the document, with what follows by rule."""
    from sayso.analyse.denials import denied
    from sayso.analyse.own import own_assertions
    from sayso.analyse.profile import profile
    from sayso.analyse.words import split_words

    words = split_words(document.text)
    for key in _outermost_first(made):  # the quote form of a nested statement depends on its parent's
        made[key] = _followed(made[key], drafts[key], made, words)
    found = sorted(made.values(), key=lambda s: (s.content[0].start, s.parent is not None, -s.content[-1].end))
    denies = denied(found, words)
    statements = []
    for statement in found:
        draft = drafts[statement.statement_id]
        if "denies" not in draft.set_by:
            statement = replace(statement, denies=denies.get(statement.statement_id, ()))
        if _changes(statement, draft.base) & draft.set_by.keys():
            method, _, _ = draft.base.method.partition(SIGNED)
            statement = replace(statement, method=f"{method}{SIGNED}{draft.last}")
        statements.append(statement)
    taken = _taken(statements)
    own = reading.own
    same = set(taken) == set(_taken(reading.statements)) and document.boilerplate == reading.document.boilerplate
    if document.language in (None, "en") and not same:
        own = own_assertions(document, words, taken)
    whole = profile(document.text, statements, own)
    return replace(reading, document=document, statements=tuple(statements), own=own, profile=whole)


def _outermost_first(statements: Mapping[str, Statement]) -> list[str]:
    order: dict[str, None] = {}
    for key in statements:
        chain = []
        above: str | None = key
        while above is not None and above not in order and above not in chain:
            chain.append(above)
            above = statements[above].parent
        order.update(dict.fromkeys(reversed(chain)))
    return list(order)


def _followed(statement: Statement, draft: _Draft, others: Mapping[str, Statement], words: "Words") -> Statement:
    """The statement with what follows from changed fields by the reader's rules, where nobody set it."""
    from sayso.analyse.quantities import quantities
    from sayso.analyse.quotations import quote_form, share_quoted
    from sayso.analyse.targets import target

    added = draft.mark is Mark.ADDED
    changed = draft.set_by.keys() if added else _changes(statement, draft.base)
    derived: dict[str, Any] = {}
    if changed & QUOTE_FROM and "quote" not in draft.set_by:
        inside, total = share_quoted(words, statement.cue or statement.content)
        within = statement.parent is not None and others[statement.parent].quote is not Quote.INDIRECT and inside == total > 0
        derived["quote"] = Quote.INDIRECT if within else quote_form(words, statement.content)
    if changed & TARGET_FROM and "target" not in draft.set_by:
        derived["target"] = target(
            words, cue=statement.cue, content=statement.content, source=statement.source, force=statement.force
        )
    if "content" in changed:
        derived["quantities"] = tuple(quantity for span in statement.content for quantity in quantities(words, span))
    return replace(statement, **derived) if derived else statement


def _taken(statements: Iterable[Statement]) -> list[Span]:
    """All that belongs to statements and so is not the article's own assertion."""
    return [span for s in statements for spans in (s.content, s.cue, s.source, s.relays) for span in spans]
