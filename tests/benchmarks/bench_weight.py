"""P4: what a page weighs on the way to a phone: HTML, CSS and JavaScript compressed, and how many requests."""

from urllib.parse import urljoin, urlsplit

from tests.benchmarks.houses import the_house
from tests.benchmarks.tables import show, verdict
from tests.project.crawl import Page
from tests.project.served import House

PAGES = [
    "/de/",
    "/ar/",
    "/de/mitmachen/",
    "/de/einwanderung/deutschkurse/",
    "/de/termine/",
    "/de/netzwerk/",
    "/de/kontakt/",
    "/de/konto/login/",
]
MOST_TEXT = 40_000
MOST_WITH_PICTURES = 120_000
MOST_REQUESTS = 6


def run() -> None:
    """Each page with everything it loads at once (pictures marked as lazy come later)."""
    with the_house() as house:
        rows = [row for path in PAGES if (row := weigh(house, path))]
    show(
        "P4  Weight of public pages, compressed bytes",
        [
            "page",
            "HTML",
            "CSS",
            "JS",
            "text",
            "pictures",
            "requests",
            f"≤ {MOST_TEXT // 1000} kB",
            f"≤ {MOST_REQUESTS} requests",
        ],
        rows,
        note=f"Front page with pictures: at most {MOST_WITH_PICTURES // 1000} kB.",
    )


def weigh(house: House, path: str) -> list[object] | None:
    """One row, or nothing when the page is not there."""
    answer = house.get(path, **{"Accept-Encoding": "br"})
    if answer.status != 200:
        return None
    plain = house.get(path, **{"Accept-Encoding": "identity"}).body.decode()
    page = Page(f"http://testserver{path}")
    page.feed(plain)
    sizes = {"css": 0, "js": 0, "pictures": 0}
    addresses = {
        urlsplit(urljoin(page.address, found)).path for found in page.loads if found and not found.startswith("data:")
    }
    lazy = {urlsplit(urljoin(page.address, found)).path for found in page.lazy}
    loaded = sorted(address for address in addresses - lazy if address.startswith(("/static/", "/media/")))
    for address in loaded:
        body = house.get(address, **{"Accept-Encoding": "br", "Accept": "image/avif,image/webp,*/*"}).body
        kind = "css" if address.endswith(".css") else "js" if address.endswith(".js") else "pictures"
        sizes[kind] += len(body)
    html = len(answer.body)
    text = html + sizes["css"] + sizes["js"]
    requests = 1 + len(loaded)
    return [
        path,
        html,
        sizes["css"],
        sizes["js"],
        text,
        sizes["pictures"],
        requests,
        verdict(text, MOST_TEXT, at_least=False),
        verdict(requests, MOST_REQUESTS, at_least=False),
    ]
