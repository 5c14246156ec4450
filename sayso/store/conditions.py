"""A Query as what SQLite is asked: one FTS5 expression, SQL conditions beside it, and the expression that ranks.

Whatever was typed reaches FTS5 as words in quotation marks, so none of it is an operator there.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sayso.store.entries import EVERY, STATEMENT_BITS, key_of_day, label, labels_of_words
from sayso.store.fulltext import ARTICLES, KEYS, STATEMENTS
from sayso.store.terms import FIELDS, All, Dated, Either, Grouped, Label, Node, Not, Words

Of = Literal["articles", "statements"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of a row `t` of an index; of what is empty, nothing.

    Attributes:
        match: FTS5 expression that can stand beside others as it is.
        where: SQL, and `parameters` for its question marks.
    """

    match: str = ""
    where: str = ""
    parameters: tuple[object, ...] = ()


def condition(root: Node, *, of: Of) -> Condition:
    """The condition of a query; `match` is never empty.

    Filters on statements that stand together hold of an article when they hold of one and the same of its statements. Where
    only excluded ones stand, it must have no such statement.
    """
    found = _Compiler(of).compiled(root)
    return found if found.match else Condition(_phrase([EVERY]), found.where, found.parameters)


def ranking(root: Node, ranks: Callable[[str], bool]) -> str:
    """The FTS5 expression of the words by which results are ranked; empty when there are none.

    Args:
        ranks: whether a phrase counts; it is asked once for each.
    """
    if isinstance(root, Words) and root.field is None:
        phrase = _phrase(root.words, prefix=root.prefix)
        return phrase if ranks(phrase) else ""
    if isinstance(root, All | Either):
        parts = [part for part in (ranking(part, ranks) for part in root.parts) if part]
        return _joined(" AND " if isinstance(root, All) else " OR ", parts)
    return ""


def group_key(name: str) -> str:
    """The form in which the names of cases and tags are compared."""
    plain = name.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", plain).casefold())


class _Compiler:
    """Makes conditions for one of the two indexes."""

    def __init__(self, of: Of) -> None:
        self._of_articles = of == "articles"
        self._table = ARTICLES if self._of_articles else STATEMENTS
        # The sign keeps SQLite from looking rows up one by one, which takes FTS5 far longer than to go through all that match.
        self._article = "+t.rowid" if self._of_articles else f"(t.rowid >> {STATEMENT_BITS})"

    def compiled(self, node: Node) -> Condition:
        if self._of_articles and _is_of_statements(node):
            return self._having(node.parts if isinstance(node, All) else [node])
        match node:
            case Words():
                return self._words(node)
            case Label():
                return Condition(_phrase([label(node.field, node.value)]))
            case Dated():
                return self._dated(node)
            case Grouped():
                return self._grouped(node)
            case All():
                return self._all(node.parts)
            case Either():
                return self._either([self.compiled(part) for part in node.parts])
            case Not():
                return self._both([], without=[self.compiled(node.part)])

    def _all(self, parts: Sequence[Node]) -> Condition:
        together = [part for part in parts if self._of_articles and _is_of_statements(part)]
        alone = [part for part in parts if part not in together]
        found = [self.compiled(part) for part in alone if not isinstance(part, Not)]
        if together:
            found.append(self._having(together))
        return self._both(found, without=[self.compiled(part.part) for part in alone if isinstance(part, Not)])

    def _having(self, parts: Sequence[Node]) -> Condition:
        """What articles must have a statement for."""
        present = [part for part in parts if not isinstance(part, Not)]
        if not present:
            return self._both([], without=[self._having([part.part]) for part in parts if isinstance(part, Not)])
        labels = [_phrase([label(part.field, part.value)]) for part in present if isinstance(part, Label)]
        if len(labels) == len(parts) == 1:
            return Condition(labels[0])
        inner = _Compiler("statements").compiled(All(tuple(parts)))
        # The labels are not enough, for different statements may have them; but they leave fewer articles to look at.
        return Condition(_joined(" AND ", labels), self._among(f"rowid >> {STATEMENT_BITS}", STATEMENTS), (inner.match,))

    def _both(self, found: Sequence[Condition], *, without: Sequence[Condition]) -> Condition:
        """All of the first hold and none of the others."""
        match = _joined(" AND ", [one.match for one in found if one.match])
        excluded = [one.match for one in without if not one.where]
        if excluded:
            match = f"({match or _phrase([EVERY])} NOT {_joined(' OR ', excluded)})"
        others = [self._as_sql(one) for one in without if one.where]
        beside = [*(one for one in found if one.where), *(Condition("", f"NOT {one.where}", one.parameters) for one in others)]
        return Condition(match, " AND ".join(one.where for one in beside), _parameters(beside))

    def _either(self, found: Sequence[Condition]) -> Condition:
        if not any(one.where for one in found):
            return Condition(_joined(" OR ", [one.match for one in found]))
        parts = [self._as_sql(one) for one in found]
        return Condition("", f"({' OR '.join(one.where for one in parts)})", _parameters(parts))

    def _as_sql(self, one: Condition) -> Condition:
        """The same without `match`, and `where` in brackets."""
        if not one.match:
            return Condition("", f"({one.where})", one.parameters)
        chosen = f"+t.rowid IN (SELECT rowid FROM {self._table} WHERE {self._table} MATCH ?)"
        where = f"({chosen} AND {one.where})" if one.where else f"({chosen})"
        return Condition("", where, (one.match, *one.parameters))

    def _words(self, node: Words) -> Condition:
        if node.field in ("outlet", "lang") or (node.field == "url" and self._of_articles):
            return Condition(_phrase(labels_of_words(node.field, node.words), prefix=node.prefix))
        phrase = _phrase(node.words, prefix=node.prefix)
        if node.field is None:
            return Condition(phrase)
        if node.field == "source" or self._of_articles:
            return Condition(f"({node.field} : {phrase})")
        return Condition("", self._among("rowid", ARTICLES), (_Compiler("articles").compiled(node).match,))

    def _dated(self, node: Dated) -> Condition:
        shift = 0 if self._of_articles else STATEMENT_BITS
        where, parameters = "t.rowid >= ?", [key_of_day(node.start or date.min) << shift]
        if node.end is not None:
            where, parameters = f"{where} AND t.rowid < ?", [*parameters, key_of_day(node.end) << shift]
        return Condition("", where, tuple(parameters))

    def _grouped(self, node: Grouped) -> Condition:
        """Articles of which any version is in the case, or has the tag."""
        members = 'SELECT document_id FROM "grouping" WHERE kind = ? AND key = ?'
        lines = f"SELECT line_id FROM document WHERE document_id IN ({members})"
        where = f"{self._article} IN (SELECT key FROM {KEYS} WHERE line_id IN ({lines}))"
        return Condition("", where, (node.kind, group_key(node.name)))

    def _among(self, column: str, table: str) -> str:
        """That the article is among those that an expression finds in a table."""
        return f"{self._article} IN (SELECT {column} FROM {table} WHERE {table} MATCH ?)"


def _is_of_statements(node: Node) -> bool:
    """Whether there are only filters on statements in it."""
    match node:
        case All() | Either():
            return bool(node.parts) and all(map(_is_of_statements, node.parts))
        case Not():
            return _is_of_statements(node.part)
        case Words() | Label():
            return node.field is not None and FIELDS[node.field].of_statements
        case _:
            return False


def _parameters(conditions: Iterable[Condition]) -> tuple[object, ...]:
    return tuple(value for one in conditions for value in one.parameters)


def _joined(operator: str, parts: Sequence[str]) -> str:
    return f"({operator.join(parts)})" if len(parts) > 1 else "".join(parts)


def _phrase(words: Iterable[str], *, prefix: bool = False) -> str:
    """Words that stand one after the other, for FTS5. They hold no quotation marks: see `words_of`."""
    return f'"{" ".join(words)}"{" *" if prefix else ""}'
