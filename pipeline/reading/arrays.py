"""The arrays that words are read in: a row for each word of a batch of texts. What they are made of is in the modules that make them."""

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""Of shape (words, width)."""
Numbers = npt.NDArray[np.intp]
"""Of shape (words,): words counted over all texts, or moves."""
Flags = npt.NDArray[np.bool_]
"""Of shape (words,)."""
Strings = npt.NDArray[np.uint64]
"""Of shape (words,), or (words, kinds): numbers of the model's strings."""

_BLOCK = 48


def whole_blocks(rows: int) -> int:
    """The rows of the blocks that hold so many, over which every kernel of a product goes in steps that come out even."""
    return -(-rows // _BLOCK) * _BLOCK
