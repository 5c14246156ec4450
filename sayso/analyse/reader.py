"""One document -> its reading: everything Sayso says about an article, in one pass."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sayso.analyse import tags as T
from sayso.analyse.assemble import Draft, drafts, in_order
from sayso.analyse.carriers import complete
from sayso.analyse.denials import denied
from sayso.analyse.encoding import units_of
from sayso.analyse.headlines import headlines
from sayso.analyse.impersonal import impersonal
from sayso.analyse.model import Model
from sayso.analyse.own import own_assertions
from sayso.analyse.profile import profile
from sayso.analyse.qualify import Labels, labels
from sayso.analyse.quantities import quantities
from sayso.analyse.resolve import Parties
from sayso.analyse.speakers import complete_speakers
from sayso.analyse.targets import target
from sayso.analyse.turns import turns
from sayso.analyse.untrue import untrue
from sayso.analyse.words import Words, split_words
from sayso.records.documents import Document
from sayso.records.statements import Force, Polarity, Reading, Statement


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads documents with one model; safe to use for many documents, one after the other."""

    model: Model

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> "Reader":
        """A reader with the shipped model, or with the one in `folder`.

        Raises:
            ModelMissing: the model files are absent or cannot be read.
        """
        return cls(Model.load(folder, threads=threads))

    def read(self, document: Document) -> Reading:
        """The reading of a document: statements outside boilerplate, and none in a text that is not English."""
        if document.language not in (None, "en"):
            empty = profile(document.text, (), ())
            return Reading(document, (), (), (), empty, document.problems)
        words = split_words(document.text)
        units = units_of(words)
        features = self.model.features(units)
        again = partial(self.model.features_apart, units)
        found = [d for d in drafts(units, features, self.model.parameters, again) if not _outside(document, d)]
        found = complete(units, found)
        complete_speakers(units, found)
        found = turns(units, found)
        titles = [d for d in headlines(units, found) if not _outside(document, d)]
        found = in_order([*found, *impersonal(units, found), *titles])
        parties = Parties(units)
        marked = labels(units, features[:, T.HEADS_AT], found, parties, self.model.parameters.calibration)
        statements = self._statements(words, found, marked)
        taken = [span for d in found for span in (*d.content, *d.cue, *d.source, *d.relays)]
        own = own_assertions(document, words, taken)
        sums = profile(document.text, statements, own)
        return Reading(document, statements, own, parties.aliases(), sums, document.problems)

    def _statements(self, words: Words, found: list[Draft], marked: list[Labels]) -> tuple[Statement, ...]:
        ids = {id(draft): f"s{k}" for k, draft in enumerate(found, 1)}
        out = []
        for draft, label in zip(found, marked, strict=True):
            content, cue, force, polarity = tuple(draft.content), tuple(draft.cue), label.force, label.polarity
            if (framed := untrue(words.text, content)) is not None:
                content, frame = framed
                cue, force, polarity = tuple(sorted((*frame, *cue))), Force.DENIES, Polarity.NEGATIVE
            out.append(
                Statement(
                    statement_id=ids[id(draft)],
                    content=content,
                    cue=cue,
                    source=tuple(draft.source),
                    parent=ids.get(id(draft.parent)) if draft.parent is not None else None,
                    relays=tuple(draft.relays),
                    quote=label.quote,
                    source_kind=label.source_kind,
                    source_named=label.source_named,
                    source_resolved=label.source_resolved,
                    force=force,
                    certainty=label.certainty,
                    polarity=polarity,
                    confidence=label.confidence,
                    method=self.model.method,
                    target=target(words, cue=cue, content=content, source=tuple(draft.source), force=force),
                    quantities=tuple(q for span in content for q in quantities(words, span)),
                )
            )
        denies = denied(out, words)
        return tuple(_with_denies(s, denies.get(s.statement_id, ())) for s in out)


def _with_denies(statement: Statement, denies: tuple[str, ...]) -> Statement:
    return replace(statement, denies=denies) if denies else statement


def _outside(document: Document, draft: Draft) -> bool:
    """Whether a draft lies in boilerplate."""
    spans = [*draft.cue, *draft.content, *draft.source]
    return any(span.overlaps(other) for span in spans for other in document.boilerplate)
