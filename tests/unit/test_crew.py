"""Work by this process or by several: the same results, and words where a worker is lost."""

import os

import pytest

from sayso.crew import Crew
from sayso.errors import StopRun


@pytest.mark.parametrize("workers", [1, 2])
def test_results_are_those_of_the_tasks(workers):
    with Crew(workers) as crew:
        tasks = [crew.start(abs, -number) for number in range(5)]
        assert [task.result() for task in tasks] == [0, 1, 2, 3, 4]


def test_one_worker_does_a_task_when_its_result_is_asked_for():
    done: list[int] = []
    with Crew(1) as crew:
        task = crew.start(done.append, 1)
        assert done == []
        task.result()
    assert done == [1]


def test_a_worker_that_dies_is_told_in_words():
    with Crew(2) as crew:
        with pytest.raises(StopRun, match="a worker process ended unexpectedly"):
            crew.start(os._exit, 3).result()
        with pytest.raises(StopRun, match="a worker process ended unexpectedly"):
            crew.start(abs, -1).result()
