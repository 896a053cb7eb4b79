"""Data sets: laws of all of them, and what each is made of."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from app.core.catalogue import NotationError
from app.core.data import DATA, DataSet, Linear, Logistic
from app.core.data.base import BLOCK_ROWS
from app.core.data.batches import FEW, Batches, Order, Shuffle

SETS = [entry() for entry in DATA.values()]
DIGESTS = {
    "linear": "aa7cfaab",
    "logistic": "aa7cfaab",
    "blobs": "02c79b05",
    "moons": "47c1231f",
    "circles": "19f2ff0b",
    "spirals": "53d714e4",
    "xor": "5033977c",
    "checkerboard": "9ae32e1a",
}


@pytest.mark.parametrize("one", SETS, ids=str)
def test_rows_come_from_the_seed_alone(one: DataSet) -> None:
    some, again = one.samples(3, rows=1000), one.samples(3, rows=500)
    assert some.x.shape == (1000, one.features)
    assert some.x.dtype == np.float32
    assert np.array_equal(some.x[:500], again.x)
    assert np.array_equal(some.y[:500], again.y)
    assert not np.array_equal(some.x, one.samples(4, rows=1000).x)
    assert DATA.read(str(one)) == one


@pytest.mark.parametrize("one", SETS, ids=str)
def test_a_class_is_0_or_1_and_both_are_there(one: DataSet) -> None:
    y = one.samples(0, rows=1000).y
    assert set(y.tolist()) == {0.0, 1.0} if one.target == "class" else len(set(y.tolist())) == 1000


def test_a_later_block_does_not_depend_on_how_many_rows_there_are() -> None:
    long, longer = (Linear(n=n, d=3.0).samples() for n in (BLOCK_ROWS + 10.0, 2.0 * BLOCK_ROWS))
    assert np.array_equal(long.x, longer.x[: BLOCK_ROWS + 10])
    assert not np.array_equal(long.x[:10], long.x[BLOCK_ROWS:])


@pytest.mark.parametrize("one", SETS, ids=str)
def test_the_rows_are_the_same_on_every_machine(one: DataSet) -> None:
    rows = one.samples(0, rows=1000)
    assert hashlib.sha256(rows.x.tobytes()).hexdigest()[:8] == DIGESTS[one.name]


@pytest.mark.parametrize(
    ("entry", "name", "value"),
    [("linear", "n", 10.5), ("logistic", "d", 2.5), ("moons", "n", 9.5), ("checkerboard", "fields", 2.5)],
)  # fmt: skip
def test_a_number_of_things_is_whole(entry: str, name: str, value: float) -> None:
    with pytest.raises(NotationError, match=f"^{name} must be a whole number, got {value}$"):
        DATA.read(f"{entry}({name}={value})")


@pytest.mark.parametrize("one", SETS, ids=str)
def test_rows_do_not_depend_on_how_many_are_made_at_once(one: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = one.samples(3, rows=5001)
    monkeypatch.setattr("app.core.data.base.SOME_ROWS", 10)
    few = one.samples(3, rows=5001)
    assert np.array_equal(usual.x, few.x)
    assert np.array_equal(usual.y, few.y)


def test_variances_fall_to_one_over_kappa() -> None:
    x = Linear(n=200_000.0, d=4.0, kappa=1000.0).samples().x.astype(float)
    assert x.var(axis=0) == pytest.approx([1, 0.1, 0.01, 0.001], rel=0.02)
    assert np.corrcoef(x.T) == pytest.approx(np.eye(4), abs=0.01)


def test_what_is_left_of_a_trend_is_its_noise() -> None:
    set_ = Linear(n=100_000.0, noise=0.25)
    rows = set_.samples(seed=5)
    weights = set_.truth(np.random.default_rng((5, 349)))
    assert (rows.y - rows.x @ weights).std() == pytest.approx(0.25, rel=0.01)


def test_classes_are_as_likely_as_the_logistic_function_says() -> None:
    set_ = Logistic(n=200_000.0, d=2.0)
    rows = set_.samples(seed=1)
    p = 1 / (1 + np.exp(-(rows.x @ set_.truth(np.random.default_rng((1, 349))))))
    for low in np.arange(0, 1, 0.1):
        here = (p >= low) & (p < low + 0.1)
        assert rows.y[here].mean() == pytest.approx(p[here].mean(), abs=4 * 0.5 / np.sqrt(here.sum()))


def test_the_fields_of_a_checkerboard_alternate() -> None:
    for fields in (2.0, 3.0, 4.0):
        rows = DATA["checkerboard"].with_settings({"n": 5000.0, "fields": fields}).samples()
        field = np.floor((rows.x.astype(float) + 1) / 2 * fields)
        inside = np.abs((rows.x + 1) / 2 * fields - np.round((rows.x + 1) / 2 * fields)).min(axis=1) > 1e-5
        assert np.array_equal((field.sum(axis=1) % 2)[inside], rows.y[inside])


def test_an_xor_has_equal_classes_in_opposite_quarters() -> None:
    rows = DATA["xor"]().samples()
    assert np.array_equal(rows.x.prod(axis=1) < 0, rows.y == 1)


@pytest.mark.parametrize("order", ["shuffled", "given"])
def test_an_epoch_looks_at_every_row_once(order: Order) -> None:
    epochs = Batches(10, 3, order, 0).take(12).reshape(4, 9)
    assert all(len(set(epoch)) == 9 for epoch in epochs.tolist())
    assert (len({tuple(epoch) for epoch in epochs.tolist()}) == 4) == (order == "shuffled")


@pytest.mark.parametrize("n", [1, 2, 7, FEW, FEW + 1, 40_000, 70_001, 300_000])
def test_an_order_of_any_size_holds_each_row_once(n: int) -> None:
    rows = Shuffle(n, np.random.default_rng(1)).rows(np.arange(n))
    assert np.array_equal(np.sort(rows), np.arange(n))
    assert n < 3 or not np.array_equal(rows, Shuffle(n, np.random.default_rng(2)).rows(np.arange(n)))


def test_an_order_of_many_rows_tells_nothing_of_where_they_were() -> None:
    """As in an order drawn as a whole: no trend, no likeness of neighbours, as many in each cell of places by rows."""
    n = 200_000
    rows = Shuffle(n, np.random.default_rng(5)).rows(np.arange(n)).astype(float)
    assert abs(np.corrcoef(np.arange(n), rows)[0, 1]) < 3.5 / np.sqrt(n)  # each of the two fails for one seed in 2,000
    assert abs(np.corrcoef(rows[:-1], rows[1:])[0, 1]) < 3.5 / np.sqrt(n)
    cells, _, _ = np.histogram2d(np.arange(n), rows, bins=20)
    assert ((cells - n / 400) ** 2 / (n / 400)).sum() < 448  # chi-squared, 361 degrees: one seed in a thousand fails


@pytest.mark.parametrize("order", ["shuffled", "given", "drawn"])
@pytest.mark.parametrize("n", [11, FEW + 3])
@pytest.mark.parametrize("together", [1, 7, 64])
def test_steps_do_not_depend_on_how_many_come_together(order: Order, n: int, together: int) -> None:
    one, other = Batches(n, n // 5, order, 5), Batches(n, n // 5, order, 5)
    picks = np.concatenate([one.take(together) for _ in range(64 // together + 1)])
    assert np.array_equal(picks, other.take(len(picks)))
    parted = Batches(n, n // 5, order, 5)
    assert np.array_equal(picks[:7].ravel(), np.concatenate([p for _ in range(7) for p in parted.parts(together)]))


def test_rows_that_are_drawn_are_drawn_evenly() -> None:
    count = np.bincount(Batches(10, 5, "drawn", 1).take(20_000).ravel(), minlength=10)
    assert ((count - 10_000) ** 2 / 10_000).sum() < 27.9  # chi-squared, 9 degrees: one seed in a thousand fails


@pytest.mark.parametrize("batch", [0, 11])
def test_a_batch_must_fit_the_rows(batch: int) -> None:
    with pytest.raises(ValueError, match=rf"^batch must lie in \[1, 10\], the number of rows, got {batch}$"):
        Batches(10, batch, "drawn", 0)
