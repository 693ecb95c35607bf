import subprocess
import sys

import pytest
from flask import Flask, redirect

from callbacks.serving import FIRST, NotServedError, ask_first, run


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "guildhall.example.gov.uk", ""])
def test_interactive_pages_are_not_served_to_other_machines_and_it_is_said_why(host):
    def build():
        raise AssertionError("nothing may be made before the host is known to be this machine's")

    with pytest.raises(NotServedError, match=r"unreleased figures, .* no sign-in yet"):
        run(build, host, 8050)


def test_a_worker_looks_for_unused_objects_seldom_and_not_among_what_is_there():
    code = "\n".join(
        (
            "import gc",
            "from callbacks.serving import collect_seldom",
            "collect_seldom()",
            "print(gc.get_threshold()[0], gc.get_freeze_count() > 10_000)",
        )
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["50000", "True"]


def test_a_new_worker_is_asked_for_the_first_pages_before_anybody_comes():
    served, asked = Flask("served"), []

    def page(path=""):
        asked.append(f"/{path}")
        return redirect("/found") if path == "compare" else ("no figures", 503)

    served.add_url_rule("/", "home", page)
    served.add_url_rule("/<path>", "page", page)
    ask_first(served)
    assert asked == ["/", "/compare", "/found", "/about-the-data"]
    assert set(FIRST) < set(asked)
