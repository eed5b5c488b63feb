"""The command that shows one event of a release; how it is found and laid out is in `release/lookup.py` and `show.py`."""

import argparse

from pipeline.commands.common import DONE, UsageError, release_folder


def show(options: argparse.Namespace) -> int:
    """Print an event with its parties, date, place and the words that report it; ids that were given up are followed."""
    from pipeline.display import to_json
    from pipeline.release.errors import ReleaseError
    from pipeline.release.lookup import find_event
    from pipeline.show import as_document, print_event

    try:
        found = find_event(release_folder(options.folder), options.event)
    except ReleaseError as error:
        raise UsageError(str(error)) from error
    if options.json:
        print(to_json(as_document(found)))
    else:
        print_event(found)
    return DONE
