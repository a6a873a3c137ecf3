"""P1: a page from the cache against a bare Django view on the same server."""

from contextlib import ExitStack
from statistics import median

from tests.benchmarks.houses import the_house, yardstick
from tests.benchmarks.load import Round, load, request_for
from tests.benchmarks.tables import show, spread, verdict

ROUNDS = 7
SECONDS = 1.5
CONNECTIONS = 12
GOAL = 1.25


def run() -> None:
    """Interleaved rounds, so that what else the machine does hits all alike."""
    with ExitStack() as stack:
        house = stack.enter_context(the_house())
        bare = stack.enter_context(yardstick("django_application", "--factory"))
        floor = stack.enter_context(yardstick("floor"))
        measured = {
            "a page from the cache": (house, "/de/"),
            "bare Django view": (bare, "/"),
            "plain WSGI function": (floor, "/"),
        }
        rounds: dict[str, list[Round]] = {name: [] for name in measured}
        for _number in range(ROUNDS):
            for name, (server, path) in measured.items():
                request, pids = request_for(path, server.port), server.processes()
                rounds[name].append(load(server.port, request, seconds=SECONDS, connections=CONNECTIONS, pids=pids))
    rate = {name: median(found.rate for found in all_of) for name, all_of in rounds.items()}
    cpu = {name: median(found.cpu for found in all_of) for name, all_of in rounds.items()}
    bare_rate, bare_cpu = rate["bare Django view"], cpu["bare Django view"]
    show(
        "P1  Page from the cache, guest, against a bare Django view on the same server",
        ["", "requests/s", "spread", "ratio", "CPU µs/request", "ratio"],
        [
            [
                name,
                f"{rate[name]:.0f}",
                f"{spread([found.rate for found in rounds[name]]):.0%}",
                f"{rate[name] / bare_rate:.2f}",
                f"{cpu[name]:.0f}",
                f"{bare_cpu / cpu[name]:.2f}",
            ]
            for name in rounds
        ],
        note=f"Goal: at least {GOAL} times the rate of the bare view: "
        f"{verdict(rate['a page from the cache'] / bare_rate, GOAL, at_least=True)} by rate, "
        f"{verdict(bare_cpu / cpu['a page from the cache'], GOAL, at_least=True)} by CPU. "
        "A verdict by rate counts where the spread is under 25 %.",
    )
