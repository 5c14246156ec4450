"""Groups that grow together."""

from sayso.trace.union import Union


def test_a_key_alone_is_a_group():
    union: Union[str] = Union()
    assert union.find("a") == "a"
    assert union.groups() == [["a"]]


def test_joined_keys_are_one_group_over_any_number_of_steps():
    union: Union[int] = Union()
    for n in range(100):
        union.join(n, n + 1)
    assert union.groups() == [list(range(101))]
    assert len({union.find(n) for n in range(101)}) == 1


def test_groups_come_in_the_order_of_their_first_members():
    union: Union[str] = Union()
    union.add("dcba")
    union.join("a", "c")
    assert union.groups() == [["d"], ["c", "a"], ["b"]]


def test_joining_twice_or_with_itself_changes_nothing():
    union: Union[str] = Union()
    union.join("a", "b")
    union.join("b", "a")
    union.join("a", "a")
    assert union.groups() == [["a", "b"]]


def test_nothing_named_makes_no_group():
    assert Union[str]().groups() == []
