"""How much memory processes hold, as Linux tells it."""

from pathlib import Path


def megabytes_held(process: int) -> float:
    """Megabytes of a process and its children; what they share with others is shared out among them."""
    return sum(_megabytes(each) for each in (process, *_children(process)))


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    try:
        return [int(child) for task in tasks for child in task.read_text().split()]
    except OSError:
        return []


def _megabytes(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
