"""A small document in the form of the GUM corpus, made up: a report, a quotation of two sentences, and a denial."""

import io
import tarfile
from pathlib import Path

SPLITS = "# Splits\n\n## dev\n\n  * GUM_news_port\n  * GUM_reddit_none\n\n## test\n\n  * GUM_news_iodine\n"

# Sentences of (form, part of speech, head, MISC); "+" before a form: written together with the word before it.
SENTENCES: tuple[tuple[str, tuple[tuple[str, str, int, str], ...]], ...] = (
    (
        "# newpar",
        (
            ("Mayor", "PROPN", 2, "Discourse=attribution-positive:1->2:0:sem-atsrc-1-3-_+lex-indwd-5-_|Entity=(1-person-new-s"),
            ("Ann", "PROPN", 5, "_"),
            ("Lee", "PROPN", 2, "Entity=1)"),
            ("of", "ADP", 5, "_"),
            ("said", "VERB", 0, "_"),
            ("roads", "NOUN", 7, "Discourse=ROOT:2:0"),
            ("closed", "VERB", 5, "SpaceAfter=No"),
            (".", "PUNCT", 5, "_"),
        ),
    ),
    (
        "# newpar",
        (
            ('"', "PUNCT", 3, "Discourse=joint-list_m:3->2:1:_|SpaceAfter=No"),
            ("It", "PRON", 3, "_"),
            ("rained", "VERB", 0, "SpaceAfter=No"),
            (".", "PUNCT", 3, "_"),
        ),
    ),
    (
        "",
        (
            ("It", "PRON", 2, "Discourse=context-background:4->3:0:_"),
            ("stopped", "VERB", 0, "SpaceAfter=No"),
            (",", "PUNCT", 2, "SpaceAfter=No"),
            ('"', "PUNCT", 2, "_"),
            ("she", "PRON", 6, "Discourse=attribution-positive:5->3:1:sem-atsrc-17-_|Entity=(1-person-giv:act-s)"),
            ("added", "VERB", 2, "SpaceAfter=No"),
            (".", "PUNCT", 2, "_"),
        ),
    ),
    (
        "# speaker = A",
        (
            ("The", "DET", 2, "Discourse=attribution-negative:6->7:0:sem-atsrc-20-21-_|Entity=(2-organization-new-s"),
            ("port", "NOUN", 4, "Entity=2)"),
            ("did", "AUX", 4, "_"),
            ("+n't", "PART", 4, "_"),
            ("think", "VERB", 0, "_"),
            ("they", "PRON", 7, "Discourse=explanation-evidence:7->3:2:_|Entity=(3-person-new-s)|SplitAnte=1<3,2<3"),
            ("wait", "VERB", 5, "SpaceAfter=No"),
            (".", "PUNCT", 5, "_"),
        ),
    ),
    ("# newpar", (("Ann", "PROPN", 2, "Discourse=attribution-positive:8->3:3:_"), ("Lee", "PROPN", 0, "_"))),
)


def conllu() -> str:
    """The document as a file."""
    lines = ["# newdoc id = GUM_news_port", "# meta::genre = news"]
    for comment, words in SENTENCES:
        lines += [comment] if comment else []
        lines.append("# text = ...")
        for number, (form, upos, head, misc) in enumerate(words, start=1):
            if number < len(words) and words[number][0].startswith("+"):
                lines.append(_line(f"{number}-{number + 1}", form + words[number][0][1:], "_", "_", "_"))
            lines.append(_line(str(number), form.removeprefix("+"), upos, str(head), misc))
        lines += [_line(f"{len(words)}.1", "ghost", "VERB", "_", "_"), ""]
    return "\n".join(lines)


def _line(place: str, form: str, upos: str, head: str, misc: str) -> str:
    return "\t".join((place, form, "_", upos, "_", "_", head, "_", "_", misc))


def folder(at: Path) -> Path:
    """The corpus as a folder."""
    (at / "dep").mkdir(parents=True)
    (at / "splits.md").write_text(SPLITS, encoding="utf-8")
    (at / "dep" / "GUM_news_port.conllu").write_text(conllu(), encoding="utf-8")
    (at / "dep" / "GUM_news_iodine.conllu").write_text(conllu(), encoding="utf-8")
    return at


def archive(at: Path) -> Path:
    """The corpus packed."""
    path = at / "gum.tar.xz"
    with tarfile.open(path, "w:xz") as packed:
        for name, text in (("./splits.md", SPLITS), ("./dep/GUM_news_port.conllu", conllu())):
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            packed.addfile(member, io.BytesIO(text.encode()))
    return path
