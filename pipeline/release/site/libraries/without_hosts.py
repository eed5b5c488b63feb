"""Drop from a `package-lock.json` what names hosts and pins nothing: where packages ask for money. Called by `make lock`."""

import json
import sys
from pathlib import Path

lock = Path(sys.argv[1])
document = json.loads(lock.read_text(encoding="utf-8"))
for package in document["packages"].values():
    package.pop("funding", None)
lock.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
