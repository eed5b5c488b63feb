"""Input that means harm, or that was damaged: each ends as articles or in quarantine, at a bounded cost, and harms no other."""

import bz2
import gzip
import io
import lzma
import os
import random
import tarfile
import zlib
from pathlib import Path

import psutil
import pytest
import zstandard

from pipeline.ingest.crew import Limits, let_go, read_apart
from pipeline.ingest.files import File
from pipeline.ingest.ingest import Ingested, ingest
from tests.ingest import forms
from tests.ingest.conftest import LEAD, NOW, Desk
from tests.ingest.test_html import PUBLISHED, page
from tests.ingest.test_ingest import WIRE, check_conserved
from tests.ingest.test_json_lines import line

MUTATIONS = 1000


def apart(desk: Desk, limits: Limits | None = None) -> Ingested:
    """What a folder gives, read as a build reads it: in processes of their own."""

    def read(files, settled, now):
        return read_apart(files, settled, now, limits or Limits())

    taken = ingest([desk.folder], now=NOW, read=read)
    check_conserved(taken)
    return taken


def by_name(taken: Ingested) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in taken.inputs.to_pylist():
        name = Path(row["uri"].partition("#")[0].partition("!")[0]).name
        found.setdefault(name, []).append(row["outcome"])
    return found


def mutated(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """The content with bytes flipped, an end cut off, a part taken out or doubled, or spliced into another file."""
    data = bytearray(content)
    kind = chance.randrange(5)
    at = chance.randrange(len(data) + 1)
    if kind == 0:
        for _ in range(chance.choice((1, 3, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif kind == 1:
        del data[at:]
    elif kind == 2:
        del data[at : at + chance.randrange(1, 200)]
    elif kind == 3:
        data[at:at] = data[chance.randrange(len(data)) :][: chance.randrange(1, 500)]
    else:
        data[at:] = other[chance.randrange(len(other) + 1) :]
    return bytes(data)


def test_no_mutation_of_any_form_is_lost_or_breaks_the_run(desk: Desk) -> None:
    chance = random.Random(20220326)
    honest = forms.honest()
    names = [*honest]
    for number in range(MUTATIONS):
        name = names[number % len(names)]
        other = honest[chance.choice(names)][0]
        desk.put(f"{number:04}/{name}", mutated(honest[name][0], other, chance))
    taken = apart(desk)
    roots = {Path(uri.partition("#")[0].partition("!")[0]).parent.name for uri in taken.inputs["uri"].to_pylist()}
    assert len(roots) == MUTATIONS


def _zeros(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


def _bomb_of_entities() -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "boom">{entities}]>'
        "<rss version='2.0'><channel><item><title>&a11;</title><pubDate>Sat, 26 Mar 2022 10:05:30 GMT</pubDate>"
        f"<description>{LEAD}</description></item></channel></rss>"
    )


def _many_names() -> bytes:
    return forms.packed_zip({f"{number}.txt": b"" for number in range(20_000)})


def test_bombs_are_refused_and_their_neighbours_read(desk: Desk) -> None:
    inner = _zeros(1 << 30)
    desk.put("a.txt", WIRE)
    desk.put("zeros.jsonl.gz", inner)
    desk.put(
        "zeros.zip", forms.packed_zip({"zeros.txt.gz": inner, "wire.txt": b"date 2022-03-27" + WIRE[15:].encode()})
    )
    desk.put("layers.gz", gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(WIRE.encode()))))))
    desk.put("entities.xml", _bomb_of_entities())
    desk.put("entities.html", _bomb_of_entities().replace("<rss", "<html").replace("rss>", "html>"))
    desk.put("names.zip", _many_names())
    desk.put("z.txt", WIRE.replace("2022-03-26", "2022-03-28"))
    taken = apart(desk)
    found = by_name(taken)
    assert (found["a.txt"], found["z.txt"]) == (["article"], ["article"])
    assert found["zeros.jsonl.gz"] == found["layers.gz"] == ["quarantined"]
    assert "article" in found["zeros.zip"]
    assert all(len(text) < 10_000 for text in taken.article_text["title"].to_pylist())
    assert len(found["names.zip"]) == 20_000


def test_the_process_that_others_are_forked_from_ends_when_it_is_let_go_and_begins_again_for_new_files(
    desk: Desk,
) -> None:
    def servers() -> list[psutil.Process]:
        return [each for each in psutil.Process().children() if "forkserver" in " ".join(each.cmdline())]

    desk.put("a.txt", WIRE)
    before = by_name(apart(desk))
    assert servers()
    let_go()
    assert not servers()
    assert by_name(apart(desk)) == before == {"a.txt": ["article"]}


def test_no_entity_reads_a_file_and_no_document_reaches_the_network(desk: Desk) -> None:
    secret = desk.folder.parent / "secret.txt"
    secret.write_text("The minister keeps the key under the mat. " * 5)
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    rss = f"<rss version='2.0'><channel><item><title>T</title><pubDate>2022-03-26</pubDate><description>{LEAD} &s;</description></item></channel></rss>"
    desk.put("feed.xml", head + rss)
    desk.put("page.html", head + page(PUBLISHED).replace(LEAD, f"{LEAD} &s;"))
    desk.put("map.xml", f"{head}<urlset><url><loc>&s;</loc></url></urlset>")
    taken = apart(desk)
    told = [*taken.article_text["body"].to_pylist(), *taken.quarantine["detail"].to_pylist()]
    assert not any("under the mat" in text for text in told)


def test_markup_without_end_and_lines_without_end_cost_little(desk: Desk) -> None:
    desk.put("deep.html", "<html><body>" + "<div>" * 1_000_000 + LEAD)
    desk.put("deep.json", "[" * 5_000_000)
    desk.put("deep.jsonl", '{"text": ' + "[" * 5_000_000 + "\n" + line() + "\n")
    desk.put("deep.xml", "<rss><channel>" + "<item>" * 200_000)
    desk.put("wide.html", f"<html><body {' '.join(f'a{n}=1' for n in range(300_000))}><p>{LEAD}")
    desk.put("line.jsonl", line(text="a" * 100_000_000) + "\n" + line(title="Another day") + "\n")
    desk.put("line.csv", 'title,published_at,text\nT,2022-03-26,"' + "a" * 100_000_000)
    desk.put("line.txt", "a" * 100_000_000)
    taken = apart(desk, Limits(cpu_seconds=3))
    found = by_name(taken)
    assert found["line.jsonl"] == ["quarantined", "article"]
    assert found["deep.jsonl"] == ["quarantined", "duplicate"] or found["deep.jsonl"] == ["quarantined", "article"]
    assert found["line.txt"] == ["quarantined"]


def test_paths_and_links_in_archives_lead_nowhere(desk: Desk) -> None:
    outside = desk.folder.parent / "outside.txt"
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        pipe = tarfile.TarInfo("pipe")
        pipe.type = tarfile.FIFOTYPE
        archive.addfile(pipe)
    desk.put("links.tar", held.getvalue())
    desk.put("up.zip", forms.packed_zip({"../outside.txt": WIRE.encode(), "/etc/x.txt": WIRE.encode()}))
    desk.put("up.tar", forms.packed_tar({"../outside.txt": WIRE.encode()}))
    taken = apart(desk)
    assert taken.article_text.num_rows == 0
    assert taken.inputs.num_rows == 5
    assert not outside.exists()


def test_links_in_a_folder_do_not_lead_out_of_it(desk: Desk) -> None:
    secret = desk.folder.parent / "secret.txt"
    secret.write_text(WIRE)
    desk.put("a.txt", WIRE)
    (desk.folder / "inside.txt").symlink_to("a.txt")
    (desk.folder / "outside.txt").symlink_to(secret)
    (desk.folder / "folder").symlink_to(desk.folder.parent)
    (desk.folder / "nowhere.txt").symlink_to("gone.txt")
    (desk.folder / "loop.txt").symlink_to("loop.txt")
    found = by_name(apart(desk))
    assert (found["a.txt"], found["inside.txt"]) == (["article"], ["duplicate"])
    assert {*found} == {"a.txt", "inside.txt", "outside.txt", "folder", "nowhere.txt", "loop.txt"}
    assert all(found[name] == ["quarantined"] for name in ("outside.txt", "folder", "nowhere.txt", "loop.txt"))


def test_pipes_and_devices_are_not_waited_for(desk: Desk) -> None:
    os.mkfifo(desk.folder / "pipe.txt")
    (desk.folder / "random.txt").symlink_to("/dev/urandom")
    desk.put("z.txt", WIRE)
    found = by_name(apart(desk))
    assert found == {"pipe.txt": ["quarantined"], "random.txt": ["quarantined"], "z.txt": ["article"]}


def test_names_that_mislead_are_written_out(desk: Desk) -> None:
    desk.put("a\u202etxt.exe", WIRE)
    desk.put("\x1b[31mred.txt", WIRE)
    desk.put("b.zip", forms.packed_zip({"c\u2066d.txt": WIRE.encode()}))
    uris = apart(desk).inputs["uri"].to_pylist()
    assert all(character.isprintable() for uri in uris for character in uri)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_compressed_data_that_is_cut_short_is_said_to_be_wherever_it_is_cut(desk: Desk, pack) -> None:
    packed = pack("".join(f"{line(title=str(number))}\n" for number in range(300)).encode())
    for share in (0.3, 0.6, 0.999):
        desk.put(f"{share}.jsonl.x", packed[: int(len(packed) * share)])
    found = by_name(apart(desk))
    assert len(found) == 3
    assert all("quarantined" in outcomes for outcomes in found.values())


def test_an_encrypted_member_and_a_damaged_one_cost_themselves_alone(desk: Desk) -> None:
    packed = bytearray(
        forms.packed_zip({"a.txt": WIRE.encode(), "b.txt": WIRE.replace("Ministers", "Envoys").encode()})
    )
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(sign) + at] |= 1
    desk.put("locked.zip", bytes(packed))
    whole = forms.packed_zip({"a.txt": os.urandom(5_000), "b.txt": WIRE.replace("Ministers", "Rulers").encode()})
    desk.put("torn.zip", whole.replace(whole[200:220], bytes(20), 1))
    found = by_name(apart(desk))
    assert found == {"locked.zip": ["quarantined", "article"], "torn.zip": ["quarantined", "article"]}


def test_a_record_with_a_wrong_length_costs_itself_alone(desk: Desk) -> None:
    whole = forms.warc()
    for name, length in (("long", b"Content-Length: 99999999\r\n"), ("short", b"Content-Length: 20\r\n")):
        at = whole.index(b"WARC-Type: response")
        start = whole.rindex(b"WARC/", 0, at)
        begin = whole.index(b"Content-Length:", start)
        end = whole.index(b"\r\n", begin) + 2
        desk.put(f"{name}.warc", whole[:begin] + length + whole[end:])
    taken = apart(desk)
    found = by_name(taken)
    assert found["long.warc"] == ["quarantined", "quarantined", "article", "article"]
    assert found["short.warc"] == ["quarantined", "quarantined", "duplicate", "duplicate"]
    assert all(row["offset"] for row in taken.quarantine.to_pylist() if row["reason"] == "malformed")


class _Spinning(type(Path())):
    """A path at which whoever looks turns in circles, as some library may at some bytes."""

    def is_dir(self) -> bool:
        while True:
            pass


class _Dying(type(Path())):
    def is_dir(self) -> bool:
        os.kill(os.getpid(), 11)
        return False


class _Waiting(type(Path())):
    def is_dir(self) -> bool:
        import time

        time.sleep(1_000)
        return False


@pytest.mark.parametrize(
    ("path", "limits", "reason", "said"),
    [
        # One limit each: on a busy machine a reader gets little processor time within a few seconds.
        (_Spinning("a.txt"), Limits(cpu_seconds=0.5), "too_costly", "processor time"),
        (_Waiting("a.txt"), Limits(seconds=3), "too_costly", "no end"),
        (_Dying("a.txt"), Limits(), "malformed", "SIGSEGV"),
    ],
    ids=["spinning", "waiting", "dying"],
)
def test_what_hangs_or_breaks_its_reader_is_refused_and_the_rest_read(
    desk: Desk, path: Path, limits: Limits, reason: str, said: str
) -> None:
    files = [
        File("a.txt", "a.txt", path),
        *(File(f"{n}.jsonl", f"{n}.jsonl", desk.put(f"{n}.jsonl", line(title=str(n)))) for n in range(30)),
    ]
    found = [each for each in read_apart(files, frozenset(), NOW, limits) if not isinstance(each, int)]
    assert [each.uri for each in found] == ["a.txt", *(f"{n}.jsonl#1" for n in range(30))]
    assert (found[0].fault.reason, said in found[0].fault.detail) == (reason, True)


def test_a_record_that_needs_too_much_memory_is_refused_alone(desk: Desk) -> None:
    greedy = '{"text": [' + "{}," * 6_000_000 + "{}]}"
    desk.put("a.jsonl", f"{line(title='One')}\n{greedy}\n{line(title='Two')}\n")
    taken = apart(desk, Limits(memory=512 << 20))
    assert taken.inputs["outcome"].to_pylist() == ["article", "quarantined", "article"]
    assert taken.quarantine["reason"].to_pylist() == ["too_costly"]


def test_a_file_that_grows_while_it_is_read_is_said_to_have_changed(desk: Desk, monkeypatch) -> None:
    path = desk.put("a.jsonl", f"{line()}\n")
    from pipeline.ingest import walk

    real = walk._pieces

    def growing(*given):
        yield from real(*given)
        with path.open("a") as file:
            file.write(line(title="Another day"))

    monkeypatch.setattr(walk, "_pieces", growing)
    taken = desk.ingest()
    check_conserved(taken)
    assert taken.article_text.num_rows == 1
    assert "changed while it was read" in taken.quarantine["detail"].to_pylist()[0]


def test_what_is_read_apart_is_what_is_read_here(desk: Desk) -> None:
    for name, (content, _) in forms.honest().items():
        desk.put(name, content)
    here, elsewhere = desk.ingest(), apart(desk)
    assert here == elsewhere


def test_settled_inputs_are_not_read_again(desk: Desk) -> None:
    desk.put("a.jsonl", f"{line()}\n{line(title='Another day')}\n{{broken\n")
    first = desk.ingest().inputs
    settled = frozenset(first["input_id"].to_pylist()[:2])
    files = [File(f"{desk.folder}/a.jsonl", "a.jsonl", desk.folder / "a.jsonl")]
    refused, passed = read_apart(files, settled, NOW)
    assert (refused.uri[-2:], passed) == ("#3", 2)


def test_nothing_is_written_where_articles_lie(desk: Desk) -> None:
    for name, (content, _) in forms.honest().items():
        desk.put(name, content)
    before = sorted((path, path.stat().st_mtime_ns) for path in desk.folder.rglob("*"))
    apart(desk)
    assert before == sorted((path, path.stat().st_mtime_ns) for path in desk.folder.rglob("*"))
