"""Groups that grow together: union-find (Galler and Fischer 1964) with halved paths."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Union(Generic[K]):
    """Disjoint groups of keys; a key that was never named is a group of its own."""

    def __init__(self) -> None:
        self._parent: dict[K, K] = {}

    def find(self, key: K) -> K:
        """The key that stands for the group at this time."""
        parent = self._parent
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def join(self, one: K, other: K) -> None:
        """Make the groups of two keys one."""
        first, second = self.find(one), self.find(other)
        self._parent[first] = second

    def groups(self) -> list[list[K]]:
        """The groups of all keys named so far, in the order in which their first members were named."""
        groups: dict[K, list[K]] = {}
        for key in self._parent:
            groups.setdefault(self.find(key), []).append(key)
        return list(groups.values())

    def add(self, keys: Iterable[K]) -> None:
        """Name keys, so that `groups` tells of them."""
        for key in keys:
            self.find(key)
