"""Laws of decisions, for readings and decisions of every kind."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from sayso.analyse.denials import denied
from sayso.analyse.own import own_assertions
from sayso.analyse.profile import profile
from sayso.analyse.words import split_words
from sayso.records.anchors import Span, Spans, content_id
from sayso.records.documents import Document
from sayso.records.evidence import canonical, sealed
from sayso.records.reviews import FIELDS, KIND, LABELS, WORKED_OUT, Action, Review, State, Subject, body_of, pairs, review_of
from sayso.records.statements import Certainty, Confidence, Force, Polarity, Quote, Reading, SourceKind, Statement
from sayso.workspace.corrections import apply, data_of, subjects_of, words_id

SENTENCES = [
    "Ann Lee said that 12 boats left the port.",
    "“We 🙂 saw nobody,” Bo told reporters.",
    "The council denied that the port is closed.",
    "Dee accused the council of delay.",
    "It was claimed that e\u0301tat is fine.",
    "Rain fell all night, experts believe.",
]


@dataclass(frozen=True)
class Sentence:
    """Places of the words of one sentence."""

    words: list[Span]

    def spans(self, draw: Any, *, least: int = 0) -> Spans:
        n = len(self.words)
        first = draw(st.integers(0, n - 1))
        last = draw(st.integers(first, n - 1))
        return (Span(self.words[first].start, self.words[last].end),) if least or draw(st.booleans()) else ()


def sentences(text: str) -> list[Sentence]:
    words = split_words(text)
    places = [Span(int(s), int(e)) for s, e in zip(words.starts, words.ends, strict=True)]
    return [
        Sentence([p for p, n in zip(places, words.sentence, strict=True) if n == number])
        for number in sorted(set(words.sentence))
    ]


@st.composite
def readings(draw: Any) -> tuple[Reading, list[Sentence]]:
    """A reading with at most one statement a sentence, and the sentences, those without a statement included."""
    text = " ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6)))
    document = Document(content_id(text.encode())[:16], text)
    found = sentences(text)
    statements: list[Statement] = []
    for place, sentence in enumerate(found):
        if draw(st.booleans()):
            continue
        parent = draw(st.sampled_from([None, *(s.statement_id for s in statements)]))
        statements.append(
            Statement(
                statement_id=f"s{place}",
                content=sentence.spans(draw, least=1),
                cue=sentence.spans(draw),
                source=sentence.spans(draw),
                parent=parent,
                relays=(),
                quote=draw(st.sampled_from(Quote)),
                source_kind=draw(st.sampled_from([kind for kind in SourceKind if kind is not SourceKind.NONE])),
                source_named=draw(st.booleans()),
                source_resolved=draw(st.sampled_from([None, "Ann Lee"])),
                force=draw(st.sampled_from(Force)),
                certainty=draw(st.sampled_from(Certainty)),
                polarity=draw(st.sampled_from(Polarity)),
                confidence=Confidence(0.9, 0.8, 0.7, 0.6, 0.5, 0.4),
                method="reader@1",
            )
        )
    statements.sort(key=lambda s: (s.content[0].start, s.parent is not None, -s.content[-1].end))
    words = split_words(text)
    denies = denied(statements, words)
    made = tuple(replace(s, denies=denies.get(s.statement_id, ())) for s in statements)
    own = own_assertions(document, words, [p for s in made for spans in (s.content, s.cue, s.source) for p in spans])
    return Reading(document, made, own, (), profile(text, made, own)), found


def reference(draw: Any, reading: Reading, added: list[Review]) -> object:
    subjects = [*subjects_of(reading, reading, document_id="d").values()]
    subjects += [replace(one.subject, statement_id=f"r{one.number}") for one in added]
    chosen = draw(st.sampled_from([None, *subjects]))
    return None if chosen is None else data_of(replace(BLANK, parent="x"), "parent", {"x": chosen})


BLANK = Statement(
    "x", (), (), (), None, (), Quote.INDIRECT, SourceKind.PERSON, False, None, Force.STATES, Certainty.CERTAIN,
    Polarity.POSITIVE, Confidence(1, 1, 1, 1, 1, 1), "x@1",
)  # fmt: skip


def field_values(
    draw: Any, sentence: Sentence, names: Sequence[str], reading: Reading, added: list[Review]
) -> dict[str, object]:
    values: dict[str, object] = {}
    for name in names:
        if name in LABELS:
            values[name] = draw(st.sampled_from([label.value for label in LABELS[name]]))
        elif name == "source_named":
            values[name] = draw(st.booleans())
        elif name == "source_resolved":
            values[name] = draw(st.sampled_from([None, "Bo Roe"]))
        elif name == "parent":
            values[name] = reference(draw, reading, added)
        elif name == "denies":
            values[name] = [one for one in [reference(draw, reading, added)] if one is not None]
        else:
            values[name] = pairs(sentence.spans(draw, least=name == "content"))
    return values


@st.composite
def decisions(draw: Any, reading: Reading, found: list[Sentence], *, names: list[str] | None = None) -> list[Review]:
    """Decisions about statements of the reading and about added ones, undone ones among them."""
    at = {
        s.statement_id: sentence
        for s in reading.statements
        for sentence in found
        if sentence.words[0].start <= s.content[0].start < sentence.words[-1].end
    }
    free = [sentence for sentence in found if sentence not in at.values()]
    subjects = subjects_of(reading, reading, document_id="d")
    made: list[Review] = []
    added: list[Review] = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        kinds = [Action.CORRECT, Action.ACCEPT, Action.REJECT] if subjects else []
        kinds += [Action.ADD] if free else []
        kinds += [Action.UNDO] if made else []
        action = draw(st.sampled_from(kinds or [Action.CASE]))
        subject, before, after, undoes = Subject("d"), {}, {}, None
        if action is Action.UNDO:
            undoes = draw(st.sampled_from(made)).number
            subject = made[undoes - 1].subject
        elif action is Action.ADD:
            sentence = free.pop()
            wanted = [name for name in FIELDS if name not in WORKED_OUT or draw(st.booleans())]
            after = field_values(draw, sentence, wanted, reading, added)
            content, cue, source = ([Span(*pair) for pair in after[name]] for name in ("content", "cue", "source"))  # type: ignore[attr-defined]
            subject = Subject(
                "d", None, tuple(content), tuple(cue), tuple(source), words_id(tuple(content), reading.document.text)
            )
        elif action is Action.CASE:
            after = {"case": "harbour"}
        else:
            key = draw(st.sampled_from(sorted(subjects)))
            subject = subjects[key]
            statement = next(s for s in reading.statements if s.statement_id == key)
            chosen = (
                draw(st.lists(st.sampled_from(names or FIELDS), min_size=1, unique=True))
                if action is Action.CORRECT
                else FIELDS
            )
            before = {name: data_of(statement, name, subjects) for name in chosen}
            after = field_values(draw, at[key], chosen, reading, added) if action is Action.CORRECT else {}
        made.append(Review(number, "", "Ann Lee", action, subject, "", before, after, undoes))
        added += [made[-1]] if action is Action.ADD else []
    return made


@st.composite
def cases(draw: Any) -> tuple[Reading, list[Review]]:
    reading, found = draw(readings())
    return reading, draw(decisions(reading, found))


@given(readings())
def test_without_decisions_nothing_changes(made):
    reading, _ = made
    assert apply(reading, []).reading is reading


@given(cases())
def test_undoing_every_decision_gives_the_reading_back(made):
    reading, reviews = made
    last = len(reviews)
    open_ = [one for one in reviews if one.action is not Action.UNDO]
    closed = [
        replace(one, number=last + n, action=Action.UNDO, before={}, after={}, undoes=one.number)
        for n, one in enumerate(open_, 1)
    ]
    result = apply(reading, [*reviews, *closed])
    assert result.reading == reading
    assert result.marks == {}
    assert all(result.states[one.number] is State.UNDONE for one in open_)


@given(cases())
def test_a_decision_and_its_undo_are_as_if_it_had_never_been(made):
    reading, reviews = made
    before = apply(reading, reviews[:-1]).reading
    if reviews:
        undo = replace(reviews[-1], number=len(reviews) + 1, action=Action.UNDO, before={}, after={}, undoes=len(reviews))
        assert apply(reading, [*reviews, undo]).reading == before


@given(cases(), st.randoms(use_true_random=False))
def test_the_same_decisions_give_the_same_in_whatever_order_they_come(made, random: Random):
    reading, reviews = made
    once = apply(reading, reviews)
    shuffled = list(reviews)
    random.shuffle(shuffled)
    assert apply(reading, shuffled) == once


@given(cases())
def test_applying_decisions_twice_changes_nothing_more(made):
    reading, reviews = made
    # What stood inside a rejected statement names it, and finds it in the first reading alone.
    assume(all(review.action is not Action.REJECT for review in reviews))
    once = apply(reading, reviews).reading
    assert apply(once, reviews).reading == once


@given(readings(), st.data())
def test_decisions_about_different_statements_can_be_made_in_any_order(made, data):
    reading, found = made
    names = [name for name in FIELDS if name not in ("parent", "denies")]
    reviews = [
        one
        for one in data.draw(decisions(reading, found, names=names))
        if one.action in (Action.CORRECT, Action.ACCEPT, Action.REJECT)
    ]
    last = {one.subject: one for one in reviews}  # one decision a statement
    numbers = sorted(one.number for one in last.values())
    forwards = apply(reading, [*last.values()])
    backwards = apply(reading, [replace(one, number=n) for one, n in zip(reversed(last.values()), numbers, strict=True)])

    def unsigned(result: Any) -> list[Statement]:
        return [replace(s, method=s.method.partition("+")[0]) for s in result.reading.statements]

    assert unsigned(forwards) == unsigned(backwards)
    assert forwards.marks == backwards.marks
    assert forwards.reading.own == backwards.reading.own
    assert forwards.reading.profile == backwards.reading.profile


@given(cases())
def test_what_comes_out_is_a_whole_reading(made):
    reading, reviews = made
    result = apply(reading, reviews)
    statements = {s.statement_id: s for s in result.reading.statements}
    assert len(statements) == len(result.reading.statements)
    for s in statements.values():
        for spans in (s.content, s.cue, s.source, s.relays, s.target):
            assert all(0 <= a < b <= len(reading.document.text) for a, b in spans)
        assert s.content
        assert s.parent is None or s.parent in statements
        assert set(s.denies) <= statements.keys()
        assert s.source_kind is not SourceKind.NONE or not s.source
        above, seen = s.parent, {s.statement_id}
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = statements[above].parent
    untouched = [s for s in result.reading.statements if s.statement_id not in result.marks]
    before = {s.statement_id: s for s in reading.statements}
    assert all(s.content == before[s.statement_id].content for s in untouched)
    assert set(result.states) == {one.number for one in reviews}
    assert result.marks.keys() <= statements.keys()


@given(cases(), readings())
def test_decisions_made_on_one_reading_can_be_applied_to_any_other(made, other):
    _, reviews = made
    reading, _ = other
    result = apply(reading, reviews)
    assert set(result.states) == {one.number for one in reviews}
    assert all(
        0 <= a < b <= len(reading.document.text) for s in result.reading.statements for a, b in (*s.content, *s.cue, *s.source)
    )


@given(cases())
def test_a_decision_is_read_back_from_the_journal_as_it_was(made):
    _, reviews = made
    for one in reviews:
        body = json.loads(canonical(body_of(one)))
        assert review_of(sealed(number=one.number, at=one.at, kind=KIND, body=body, previous="")) == one
