"""What a version is asked for first is made once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

from callbacks.remembered import Remembered


def test_forty_who_ask_at_the_same_moment_cost_one_making_for_each_version():
    made, gate = [], Barrier(40)

    def make(reader):
        made.append(reader.version)
        return f"made of {reader.version}"

    known = Remembered(make)

    def ask(version):
        gate.wait()
        return known.of(SimpleNamespace(version=version))

    for version in ("1", "2"):
        with ThreadPoolExecutor(40) as people:
            assert set(people.map(ask, [version] * 40)) == {f"made of {version}"}
    assert made == ["1", "2"]
