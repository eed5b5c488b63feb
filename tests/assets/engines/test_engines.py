"""Whichever engine works on batches, the results are the same, in the order of the batches, and none is lost with a process."""

import os
import subprocess
import sys

import psutil
import pyarrow as pa
import pytest

from assets.batches import batches
from assets.engines.compute import Compute
from assets.engines.local import Local
from assets.engines.model import EngineError
from pipeline.entities.link import find
from pipeline.reading.read import annotate
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.store.paths import PROJECT
from tests.assets.engines import work

BATCHES = [(pa.table({"article_id": [f"art_{number}"], "n": [number]}),) for number in range(20)]
DOUBLED = [work.doubled(*batch) for batch in BATCHES]


@pytest.fixture(scope="module")
def local():
    return Local(2)


@pytest.fixture(scope="module")
def ray():
    from assets.engines.ray import Ray

    yield Ray(2)
    import ray

    ray.shutdown()


@pytest.fixture(params=["local", "ray"])
def engine(request):
    return request.getfixturevalue(request.param)


def test_results_are_in_the_order_of_the_batches(engine):
    assert list(engine.run(work.doubled, BATCHES)) == DOUBLED


def test_several_processes_work(engine):
    _, whom = zip(*engine.run(work.doubled_by_whom, BATCHES), strict=True)
    assert os.getpid() not in whom
    assert len(set(whom)) <= 2


def test_a_batch_whose_process_is_killed_is_done_again(engine, tmp_path):
    place = pa.table({"path": [str(tmp_path / "killed")]})
    found = list(engine.run(work.killed_once, [(*batch, place) for batch in BATCHES]))
    assert (tmp_path / "killed").exists()
    assert found == DOUBLED


def test_what_a_function_raises_comes_through(engine):
    with pytest.raises(ValueError, match="art_0 is not to be had"):
        list(engine.run(work.refused, BATCHES))
    assert list(engine.run(work.doubled, BATCHES)) == DOUBLED


def test_batches_that_kill_every_process_end_in_an_error_that_names_their_articles(local):
    with pytest.raises(EngineError, match="died 3 times over the articles from art_"):
        list(local.run(work.killed_always, BATCHES))
    assert list(local.run(work.doubled, BATCHES)) == DOUBLED


def test_a_few_batches_are_done_without_starting_processes():
    engine = Local(2)
    made = list(engine.run(work.doubled_by_whom, BATCHES[:3]))
    assert [pid for _, pid in made] == [os.getpid()] * 3


def test_processes_share_what_was_loaded_once_and_begin_when_they_hear_of_work(tmp_path, monkeypatch):
    monkeypatch.setenv("LOADED", str(tmp_path))
    engine = Local(2, work.load)
    assert engine.warm()
    # They are there already, so that few batches go to them too.
    told = list(engine.run(work.loaded_by, BATCHES[:3]))
    assert len(set(told)) == 1
    assert os.getpid() not in told
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["local", "ray"])
def test_what_was_begun_is_done_once_and_is_there_when_it_is_asked_for(name, request, tmp_path):
    engine = request.getfixturevalue(name)
    engine.warm()
    asked = [(*batch, pa.table({"path": [str(tmp_path)]})) for batch in BATCHES]
    engine.begin(work.counted, asked[:12])
    engine.rest()
    assert list(engine.run(work.counted, asked)) == DOUBLED
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == dict.fromkeys(map(str, range(20)), "done ")


def test_what_was_begun_for_other_batches_is_of_no_use_and_does_no_harm(local):
    local.warm()
    local.begin(work.doubled, BATCHES[5:])
    assert list(local.run(work.doubled, BATCHES)) == DOUBLED
    local.begin(work.doubled, BATCHES)
    assert list(local.run(work.doubled_by_whom, BATCHES)) != DOUBLED
    assert list(local.run(work.doubled, BATCHES)) == DOUBLED


def test_what_was_begun_by_a_process_that_dies_is_done_again(local, tmp_path):
    local.warm()
    place = pa.table({"path": [str(tmp_path / "killed")]})
    asked = [(*batch, place) for batch in BATCHES]
    local.begin(work.killed_once, asked[:12])
    assert list(local.run(work.killed_once, asked)) == DOUBLED
    assert (tmp_path / "killed").exists()


def test_nothing_is_begun_where_there_are_no_processes(tmp_path):
    engine = Local(2)
    asked = [(*batch, pa.table({"path": [str(tmp_path)]})) for batch in BATCHES[:3]]
    engine.begin(work.counted, asked)
    assert not any(tmp_path.iterdir())
    assert list(engine.run(work.counted, asked)) == DOUBLED[:3]


def test_between_stages_workers_give_way_to_others_that_share_what_was_loaded_once(tmp_path, monkeypatch):
    monkeypatch.setenv("LOADED", str(tmp_path))
    engine = Local(2, work.load)
    _, before = zip(*engine.run(work.doubled_by_whom, BATCHES), strict=True)
    engine.rest()
    made, after = zip(*engine.run(work.doubled_by_whom, BATCHES), strict=True)
    assert list(made) == DOUBLED
    assert not {*before} & {*after}
    assert not any(map(psutil.pid_exists, before))
    assert len(list(tmp_path.iterdir())) == 1


def test_processes_that_are_needed_no_more_end_and_are_started_again_for_new_work():
    engine, mine = Local(2), psutil.Process()
    others = {*mine.children(recursive=True)}
    assert list(engine.run(work.doubled, BATCHES)) == DOUBLED
    theirs = {*mine.children(recursive=True)} - others
    engine.dismiss()
    _, left = psutil.wait_procs(theirs, timeout=10)
    assert not left
    assert list(engine.run(work.doubled, BATCHES)) == DOUBLED
    engine.dismiss()


def test_one_process_has_nobody_to_leave_the_work_to():
    assert not Local(1).warm()


def test_what_cannot_be_loaded_is_told_by_whoever_needs_it():
    assert list(Local(2, work.cannot_load).run(work.doubled, BATCHES)) == DOUBLED


def test_batches_are_asked_for_as_they_are_needed(local):
    asked = []

    def endless():
        for number in range(10**9):
            asked.append(number)
            yield BATCHES[number % 20]

    assert next(iter(local.run(work.doubled, endless()))) == DOUBLED[0]
    assert len(asked) < 20


@pytest.mark.parametrize("processes", [1, 2])
def test_what_is_made_comes_group_by_group_and_articles_are_counted_as_their_batch_is_done(processes):
    counted = []
    groups = [("first", BATCHES[:7]), ("empty", []), ("last", BATCHES[7:])]
    made = list(Compute(processes=processes).by_group(work.doubled, groups, counted.append))
    assert made == [("first", DOUBLED[:7]), ("empty", []), ("last", DOUBLED[7:])]
    assert counted == [1] * 20


def test_processes_have_work_of_the_next_group_while_one_is_put_away():
    asked = []

    def groups():
        for name in ("first", "last"):
            yield name, (asked.append(name) or batch for batch in BATCHES)

    name, made = next(Compute(processes=2).by_group(work.doubled, groups(), lambda _: None))
    assert (name, made) == ("first", DOUBLED)
    assert asked.count("last") >= 2


def test_an_engine_that_is_none_is_told_in_a_line():
    with pytest.raises(EngineError, match="there is no engine 'cloud': there are local, ray"):
        Compute(engine="cloud").start()


def test_articles_read_and_linked_are_the_same_bytes_here_and_elsewhere(engine, built):
    texts = built.lake.read(ARTICLE_TEXT)
    here = annotate(texts)
    (there,) = engine.run(annotate, [(texts,)] * 1)
    assert there.equals(here)
    (found,) = engine.run(find, batches(texts, here))
    assert found.equals(find(texts, here))


KILLED = """
import sys
from assets.engines.local import Local
from tests.assets.engines import work
from tests.assets.engines.test_engines import BATCHES
if __name__ == "__main__":
    print(*{pid for _, pid in Local(2).run(work.doubled_by_whom, BATCHES)}, flush=True)
    sys.stdin.read()
"""


def test_no_process_is_left_behind_by_a_build_that_is_killed(tmp_path):
    script = tmp_path / "build.py"
    script.write_text(KILLED)
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as build:
        workers = [psutil.Process(int(pid)) for pid in build.stdout.readline().split()]
        assert workers
        build.kill()
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert not alive
