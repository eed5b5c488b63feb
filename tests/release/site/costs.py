"""What a page costs its reader: bytes, requests, and how soon and steadily it is painted, as Lighthouse counts them."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, Response

_OBSERVER = """
    window.costs = { shift: 0, blocked: 0, largest: 0 };
    const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    observe("layout-shift", (entry) => { if (!entry.hadRecentInput) window.costs.shift += entry.value; });
    observe("longtask", (entry) => { window.costs.blocked += Math.max(0, entry.duration - 50); });
    observe("largest-contentful-paint", (entry) => { window.costs.largest = entry.startTime; });
"""
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


@dataclass(frozen=True, slots=True)
class Cost:
    """Requests and bytes (before the release's data, and of it), layout shift, and times in milliseconds: when the first and the
    largest content was painted, and for how long tasks of over 50 ms kept the page from answering, less those 50."""

    requests: int
    before_data: int
    data: int
    shift: float
    first_paint: float
    largest_paint: float
    blocked: float


COLUMNS = ("page", "requests", "kB before data", "kB of data", "first paint, s", "largest, s", "shift", "blocked, ms")


def row(path: str, cost: Cost) -> list[str]:
    """A page's cost under those columns."""
    sizes = (f"{size / 1000:.0f}" for size in (cost.before_data, cost.data))
    times = (f"{time / 1000:.1f}" for time in (cost.first_paint, cost.largest_paint))
    return [f"`{path}`", str(cost.requests), *sizes, *times, f"{cost.shift:.3f}", f"{cost.blocked:.0f}"]


@dataclass
class Meter:
    """Counts what a page costs from its next visit on."""

    page: Page
    sizes: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(_OBSERVER)
        self.page.on("response", self._count)

    def _count(self, answer: Response) -> None:
        self.sizes.append((answer.url, len(answer.body())))

    def settle(self) -> None:
        """Wait until nothing was asked for in three seconds: on a slow line pages pause between one answer and the next request."""
        asked = -1
        while asked != len(self.sizes):
            asked = len(self.sizes)
            self.page.wait_for_timeout(3_000)

    def read(self) -> Cost:
        """What the visit has cost so far."""
        seen: dict[str, Any] = self.page.evaluate("() => window.costs")
        data = [size for url, size in self.sizes if "/data/" in url or "/tables/" in url]
        return Cost(
            requests=len(self.sizes),
            before_data=sum(size for _, size in self.sizes) - sum(data),
            data=sum(data),
            shift=seen["shift"],
            first_paint=self.page.evaluate(_PAINT),
            largest_paint=seen["largest"],
            blocked=seen["blocked"],
        )


def on_a_slow_phone(page: Page) -> None:
    """Give a page the processor and line of Lighthouse's phone: four times slower, 1.6 Mbit/s, 150 ms for each answer."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    line = {"latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8, "offline": False}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", line)
