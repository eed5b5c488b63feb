"""Ids that stay: a cluster takes the id under which its reports were already known.

The ledger of the last release says which report belonged to which event; a cluster without a past gets a new id, and never one
that an event had before: an id that was given up stays so, and `redirects` tells where it went.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count

from pipeline.events.clusters import Cluster
from pipeline.store.hashing import make_id


def identify(clusters: Sequence[Cluster], ledger: Mapping[str, str], retired: Collection[str] = ()) -> list[str]:
    """An id for each cluster, none twice and none `retired`: that held by most of its known reports, contested ids to the
    cluster with more."""
    claims = [Counter(ledger[row] for row in _reports(cluster) if row in ledger) for cluster in clusters]
    order = sorted(range(len(clusters)), key=lambda i: (-max(claims[i].values(), default=0), _reports(clusters[i])[0]))
    given: dict[int, str] = {}
    taken: set[str] = set()
    used = {*ledger.values(), *retired}
    for index in order:
        ranked = sorted(claims[index].items(), key=lambda claim: (-claim[1], claim[0]))
        past = next((event_id for event_id, _ in ranked if event_id not in taken), None)
        given[index] = past or _new_id(clusters[index], used)
        taken.add(given[index])
        used.add(given[index])
    return [given[index] for index in range(len(clusters))]


def _new_id(cluster: Cluster, used: Collection[str]) -> str:
    """The first id that is free: a report that once founded another event founds no second under the same id."""
    return next(event_id for event_id in _candidates(_reports(cluster)) if event_id not in used)


def _candidates(reports: Sequence[str]) -> Iterator[str]:
    yield from (make_id("evt", report_id) for report_id in reports)
    yield from (make_id("evt", reports[0], number) for number in count(2))


def _reports(cluster: Cluster) -> list[str]:
    return [member.report.report_id for member in cluster.members]
