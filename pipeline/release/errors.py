"""What goes wrong with a release by a user's doing: one clear line. Faults that verification finds are not errors but results."""


class ReleaseError(Exception):
    """A release cannot be read, planned or published; the message is one line with the place and the mend."""
