"""What a rebuild says of each table of a release, by the two manifests."""

import json

from pipeline.release.manifest import MANIFEST, table_path
from pipeline.release.rebuild import compare


def test_a_table_that_the_release_lacks_is_told_beside_those_that_are_the_same(release_of):
    release, rebuilt = release_of(), release_of()
    manifest = json.loads((release / MANIFEST).read_text())
    manifest["files"] = [file for file in manifest["files"] if file["path"] != table_path("quotes")]
    (release / MANIFEST).write_text(json.dumps(manifest))
    faults = [str(each) for each in compare(release, rebuilt) if each.is_fault]
    assert faults == ["quotes: the release does not have it: it was made to an earlier schema"]
