"""`--acceptance`: a line for every number of the design documents with its tests and their result."""

from collections import defaultdict

import pytest

NUMBERS = {"C": 31, "T": 31, "V": 47, "O": 47}
TITLES = {"C": "content", "T": "translation", "V": "volunteering", "O": "opening"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--acceptance", action="store_true", help="run what carries an acceptance number and print a line for each"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Note the numbers on every test; with --acceptance leave out the tests that carry none."""
    known = {f"{letter}{number}" for letter, most in NUMBERS.items() for number in range(1, most + 1)}
    carrying = []
    for item in items:
        numbers = [number for marker in item.iter_markers("acceptance") for number in marker.args]
        if unknown := set(numbers) - known:
            raise pytest.UsageError(f"{item.nodeid} names {sorted(unknown)}; no design document has that number.")
        item.user_properties += [("acceptance", number) for number in numbers]
        if numbers:
            carrying.append(item)
    if config.getoption("--acceptance"):
        config.hook.pytest_deselected(items=[item for item in items if item not in carrying])
        items[:] = carrying


class Results:
    """Collects the outcome of each test that carries a number, in whichever process it ran."""

    def __init__(self) -> None:
        self.of: dict[str, dict[str, str]] = defaultdict(dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, number in report.user_properties:
            if name != "acceptance":
                continue
            if report.when == "call" or report.outcome != "passed":
                self.of[str(number)][report.nodeid] = report.outcome

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for letter, most in NUMBERS.items():
            terminalreporter.section(f"{TITLES[letter]}.md")
            for number in range(1, most + 1):
                tests = self.of.get(f"{letter}{number}", {})
                outcomes = set(tests.values())
                result = next((o for o in ("failed", "skipped", "passed") if o in outcomes), "missing")
                terminalreporter.write_line(f"{letter}{number:<4}{len(tests):>3} tests  {result}")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--acceptance") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Results())
