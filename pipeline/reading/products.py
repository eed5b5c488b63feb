"""Products of matrices for the model: numpy's, where they come out alike whatever else is multiplied, otherwise those that it comes with.

The model multiplies by BLIS, which falls back on plain C on processors younger than itself, a third as fast as OpenBLAS, by which numpy
multiplies. But some kernels of OpenBLAS round a row by where it stands among others, and then what a text is read as would hang on those
that are read with it. In whole blocks of rows those for AVX and AVX-512 do not, those for AVX2 do.
"""

from functools import cache
from typing import Any

import numpy as np
from thinc.api import NumpyOps, get_current_ops
from threadpoolctl import threadpool_limits

from pipeline.reading.arrays import Vectors, whole_blocks

_SHAPES = ((288, 288), (288, 384), (288, 576), (50, 96), (64, 96), (74, 64), (106, 64), (384, 64), (1_024, 64))
"""Of the weights of the model's layers."""
_ROWS = 1_600
_PARTS = ((0, 1), (1, 2), (3, 50), (37, 137), (500, 1_460), (1_599, 1_600))
"""Rows that are multiplied apart from the others, the first and the one after the last."""


class Blocks(NumpyOps):  # type: ignore[misc]
    """Products by numpy, of whole blocks of rows."""

    def __init__(self) -> None:
        super().__init__(use_blis=False)

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, either turned first; in `out` where that is given."""
        left = x.T if trans1 else x
        rows = len(left)
        if missing := whole_blocks(rows) - rows:
            left = np.concatenate([left, np.zeros((missing, left.shape[1]), left.dtype)])
        made = super().gemm(left, y, trans2=trans2)[:rows]
        if out is None:
            return made
        out[:] = made
        return out


@cache
def products() -> Any:
    """What the model's layers multiply by. From then on numpy multiplies in one thread: several would share the rows out among them."""
    threadpool_limits(1, user_api="blas")
    return blocks if is_steady(blocks := Blocks()) else get_current_ops()


def is_steady(ops: Any) -> bool:
    """Whether the rows of products come out the same to the bit among others and in parts, for weights of the model's shapes."""
    random = np.random.default_rng(0)
    for height, width in _SHAPES:
        vectors = random.standard_normal((_ROWS, width), dtype=np.float32)
        weights = random.standard_normal((height, width), dtype=np.float32)
        if not _comes_out_alike(ops, vectors, weights):
            return False
    return True


def _comes_out_alike(ops: Any, vectors: Vectors, weights: Vectors) -> bool:
    whole = ops.gemm(vectors, weights, trans2=True)
    return all(
        np.array_equal(ops.gemm(vectors[start:end], weights, trans2=True), whole[start:end]) for start, end in _PARTS
    )
