"""Build the fictional councils' databases and exports: `python -m examples.illustrative OUT_DIR`."""

import argparse
import sys
from pathlib import Path

from examples.illustrative.build import build


def main(arguments: list[str] | None = None) -> int:
    """Run the builder from a command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m examples.illustrative", description=__doc__)
    parser.add_argument("out_dir", type=Path, help="the folder to write to; made when absent")
    folder: Path = parser.parse_args(arguments).out_dir
    try:
        built = build(folder)
    except OSError as error:
        print(
            f"The illustrative councils could not be written to '{folder}': {error.strerror or error}. "
            "Their figures are not there to load. Name a folder that can be written to.",
            file=sys.stderr,
        )
        return 1
    print(f"Illustrative councils {'written to' if built else 'already up to date in'} {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
