"""python -m benchmarks [topic ...]: what was measured, of the topics named or all; status 1 if a budget is missed."""

import sys
import tempfile
from pathlib import Path

from benchmarks.comparisons import comparison_results
from benchmarks.crowds import crowd_results
from benchmarks.databases import database_results
from benchmarks.loading import load_results
from benchmarks.open_pages import open_results
from benchmarks.pages import page_results
from benchmarks.queries import query_results
from benchmarks.static_site import site_results
from benchmarks.tools import tool_results
from benchmarks.variation import variation_results

TOPICS = {
    "queries": query_results,
    "loading": load_results,
    "pages": page_results,
    "open": open_results,
    "site": site_results,
    "databases": database_results,
    "variation": variation_results,
    "comparisons": comparison_results,
    "tools": tool_results,
    "crowds": crowd_results,
}


def main(names: list[str]) -> int:
    """Print the results of the topics named, or of all."""
    missed = 0
    for name in names or TOPICS:
        print(f"\n{name}")
        with tempfile.TemporaryDirectory(prefix="guildhall-benchmark-") as folder:
            for result in TOPICS[name](Path(folder)):
                print(result.line(), flush=True)
                missed += not result.kept
    print(f"\n{missed} missed" if missed else "\nevery budget kept")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
