"""Products come out right, and the same to the bit whatever else is multiplied; what does not is not used."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from thinc.api import NumpyOps, get_current_ops
from threadpoolctl import threadpool_info

from pipeline.reading.products import Blocks, is_steady, products

SIZES = st.integers(0, 200)


class ByPlace(Blocks):
    """Rounds every seventh row otherwise."""

    def gemm(self, x, y, out=None, trans1=False, trans2=False):
        made = super().gemm(x, y, out, trans1, trans2)
        made[::7] = np.nextafter(made[::7], np.float32(np.inf))
        return made


def matrices(*shapes):
    random = np.random.default_rng(1)
    return [random.standard_normal(shape, dtype=np.float32) for shape in shapes]


@given(SIZES, SIZES, SIZES, st.booleans(), st.booleans())
def test_products_of_blocks_are_those_of_matrices(rows, inner, columns, turned_left, turned_right):
    left, right = matrices((rows, inner), (inner, columns))
    x, y = left.T.copy() if turned_left else left, right.T.copy() if turned_right else right
    made = Blocks().gemm(x, y, trans1=turned_left, trans2=turned_right)
    np.testing.assert_allclose(made, left @ right, atol=1e-4)


def test_a_product_goes_where_it_is_asked_for():
    left, right = matrices((5, 9), (4, 9))
    out = np.empty((5, 4), dtype=np.float32)
    assert Blocks().gemm(left, right, out=out, trans2=True) is out
    np.testing.assert_allclose(out, left @ right.T, atol=1e-5)


def test_what_is_multiplied_by_is_steady_and_keeps_to_one_thread():
    assert is_steady(products())
    assert {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"} == {1}


def test_what_rounds_a_row_by_its_place_is_not_used(monkeypatch):
    assert not is_steady(ByPlace())
    monkeypatch.setattr("pipeline.reading.products.Blocks", ByPlace)
    assert products.__wrapped__() is get_current_ops()


def test_what_the_model_comes_with_is_steady():
    assert is_steady(NumpyOps())
