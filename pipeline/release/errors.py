"""What goes wrong with a release by a user's doing: one clear line. Faults that verification finds are not errors but results."""


class ReleaseError(Exception):
    """A release cannot be read, planned or published; the message is one line with the place and the mend."""


def in_a_line(error: Exception) -> str:
    """What another's error says, in one line of at most 300 characters."""
    return " ".join(str(error).split())[:300]
