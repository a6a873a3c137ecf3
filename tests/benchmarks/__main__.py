"""All measurements, or those named: python -m tests.benchmarks [cached] [uncached] [freshness] [weight] [start]"""

import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.houses import prepare


def main(wanted: list[str]) -> None:
    """Prepare the house once and run each measurement that is wanted."""
    found = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    unknown = set(wanted) - set(found)
    if unknown:
        sys.exit(f"There is no measurement {', '.join(sorted(unknown))}; there are {', '.join(found)}.")
    prepare()
    for name in wanted or found:
        import_module(f"tests.benchmarks.bench_{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
