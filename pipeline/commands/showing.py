"""The commands that show a release to people: one event in the terminal, and the web site.

How an event is found and laid out is in `release/lookup.py` and `show.py`; the site is in `release/site`.
"""

import argparse

from pipeline.commands.common import DONE, misuse, print_json, release_folder


def show(options: argparse.Namespace) -> int:
    """Print an event with its parties, date, place and the words that report it; ids that were given up are followed."""
    from pipeline.release.lookup import find_event
    from pipeline.show import as_document, print_event

    with misuse():
        found = find_event(release_folder(options.folder), options.event)
    if options.json:
        print_json(as_document(found))
    else:
        print_event(found)
    return DONE


def site(options: argparse.Namespace) -> int:
    """Write the web site of a release that has none, or show that of one that has."""
    from pipeline.release.site.serve import serve
    from pipeline.release.site.write import site_of

    release = release_folder(options.release)
    with misuse():
        made = site_of(release, options.out)
        page = made / "index.html"
        print_json({"release": str(release), "page": str(page)}) if options.json else print(page, flush=True)
        if options.serve:
            serve(release, made, options.port)
    return DONE
