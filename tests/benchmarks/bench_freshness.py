"""P3: how long after its commit a published change is seen by the next guest, in every process."""

import subprocess
import sys
import time
from statistics import median

from tests.benchmarks.houses import environment, the_house
from tests.benchmarks.tables import show, verdict
from tests.project.served import ROOT, House

CHANGES = 12
GOAL = 1.0
CONNECTIONS = 12

WRITER = """
import sys, django
django.setup()
from wagtail.models import Page
page = Page.objects.live().get(slug="ueber-uns", locale__language_code="de").specific
print(page.get_url(), flush=True)
for line in sys.stdin:
    page.title = line.strip()
    page.save_revision().publish()
    print("written", flush=True)
"""


def run() -> None:
    """A third process publishes, as an editor's would; guests ask both processes of the server."""
    with the_house() as house:
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if writer.stdin is None or writer.stdout is None:
            raise RuntimeError("The writer has no pipes.")
        address = writer.stdout.readline().strip().removeprefix("http://127.0.0.1:8000")
        for _number in range(CONNECTIONS):
            house.get(address)
        seconds = []
        for number in range(CHANGES):
            title = f"Ueber uns {number}"
            writer.stdin.write(title + "\n")
            writer.stdin.flush()
            writer.stdout.readline()
            seconds.append(until_seen(house, address, title))
        writer.stdin.write("Über uns\n")
        writer.stdin.close()
        writer.wait()
    show(
        "P3  Freshness: seconds from the commit until every one of 12 new connections shows the change",
        ["page", "changes", "median", "longest", f"≤ {GOAL} s"],
        [
            [
                address,
                CHANGES,
                f"{median(seconds):.2f}",
                f"{max(seconds):.2f}",
                verdict(max(seconds), GOAL, at_least=False),
            ]
        ],
    )


def until_seen(house: House, address: str, title: str) -> float:
    """Seconds until no process shows the old page any more."""
    written = time.monotonic()
    while any(title.encode() not in house.get(address).body for _number in range(CONNECTIONS)):
        if time.monotonic() - written > 30:
            raise TimeoutError(f"{title!r} was never seen on {address}.")
    return time.monotonic() - written
