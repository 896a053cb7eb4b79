"""What a loss can be asked for, and the sentences for what it cannot."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..numbers import Array, reals

NEAR_ONE = 1e-6  # labels that were rounded to single precision, or to seven digits, still sum to 1

COLDEST, HOTTEST = 1e-300, 1e300
SHARPEST = 100.0  # gamma: at p = 0.1 a loss counts 3e-5 of itself


class InputError(ValueError):
    """An input that does not fit: which one it is, and a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def doubles_of(name: str, given: ArrayLike) -> Array:
    """What is given as an array of doubles. Raises InputError for what is no real number, and for rows unlike."""
    try:
        return reals(given)
    except OverflowError as error:
        raise InputError(name, f"{name} must be real numbers within the doubles") from error
    except TypeError as error:
        raise InputError(name, f"{name} must be real numbers") from error
    except ValueError as error:
        raise InputError(name, f"{name} must be rows of one length") from error


def scores(logits: ArrayLike) -> Array:
    """Logits as an array `(..., K)` with K >= 1. Raises InputError for an empty list and for what is no number."""
    z = doubles_of("logits", logits)
    if not z.size:
        raise InputError("logits", "logits needs at least 1 number, got none")
    return z if z.ndim else z.reshape(1)


def reached(peak: Array) -> Array:
    """The largest logit of each row, as it is. Raises InputError unless each is finite: nan is larger than any."""
    if not np.isfinite(peak).all():
        wrong = peak[~np.isfinite(peak)][0]
        raise InputError("logits", f"logits must be finite, and only as many -inf as leave one, got {wrong:g}")
    return peak


def warmth(temperature: float) -> float:
    """A temperature; below 1e-300 it counts as 0. Raises InputError unless it lies in [0, 1e300]."""
    if not 0 <= temperature <= HOTTEST:
        raise InputError("temperature", f"temperature must lie in [0, 1e300], got {temperature:g}")
    return float(temperature) if temperature >= COLDEST else 0.0


def fraction(smoothing: float) -> float:
    """A label smoothing. Raises InputError unless it lies in [0, 1]."""
    if not 0 <= smoothing <= 1:
        raise InputError("label_smoothing", f"label_smoothing must lie in [0, 1], got {smoothing:g}")
    return float(smoothing)


def focusing(gamma: float) -> float:
    """The gamma of a focal loss. Raises InputError unless it lies in [0, 100]."""
    if not 0 <= gamma <= SHARPEST:
        raise InputError("gamma", f"gamma must lie in [0, {SHARPEST:g}], got {gamma:g}")
    return float(gamma)


def class_weights(class_weight: ArrayLike, count: int) -> Array:
    """A weight of at least 0 for each class, shape (K,). Raises InputError for another number, or what is no weight."""
    w = doubles_of("class_weight", class_weight)
    if w.shape != (count,):
        raise InputError(
            "class_weight", f"class_weight must be one number for each of the {count} classes, got {w.size}"
        )
    if not (w >= 0).all():
        raise InputError("class_weight", f"class_weight must be at least 0, got {w.min():g}")
    if not np.isfinite(w).all():
        raise InputError("class_weight", "class_weight must be finite")
    return w


def classes(target: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.intp]:
    """Class indices, one for each row of logits of this shape `(..., K)`, as places in the flattened logits.

    Raises InputError for what is no whole number, a class that is not there, or a wrong number of classes.
    """
    index = np.asarray(target)
    rows, count = shape[:-1], shape[-1]
    if index.dtype.kind not in "iu":
        raise InputError("target", "target must be a class: a whole number")
    if index.shape != rows == ():
        raise InputError("target", "target must name one class, not a list, as there is one row of scores")
    if index.shape != rows:
        raise InputError("target", f"target must name one class for each of {_counted(rows)}")
    flat = index.ravel().astype(np.intp)
    for one in flat.tolist():
        if not 0 <= one < count:
            raise InputError("target", f"target must be a class from 0 to {count - 1}, as there are {count}, got {one}")
    return flat if flat.size == 1 else flat + np.arange(0, flat.size * count, count)


def _counted(rows: tuple[int, ...]) -> str:
    count = int(np.prod(rows))
    return f"{count} rows" if count != 1 else "1 row"


def weights(labels: ArrayLike, shape: tuple[int, ...]) -> Array:
    """Labels: a weight of at least 0 for each logit. Raises InputError for another shape or a negative weight."""
    y = doubles_of("labels", labels)
    if y.shape != shape:
        got = str(y.size) if y.ndim == len(shape) == 1 else f"the shape {y.shape} for {shape}"
        raise InputError("labels", f"labels must be one number for each of the {np.prod(shape)} logits, got {got}")
    if not (y >= 0).all():
        raise InputError("labels", f"labels must be at least 0, got {y.min():g}")
    if not np.isfinite(y).all():
        raise InputError("labels", "labels must be finite")
    return y


def distribution(labels: ArrayLike, shape: tuple[int, ...]) -> Array:
    """Labels that sum to 1 within 1e-6. Raises InputError as `weights` does, and for another sum."""
    y = weights(labels, shape)
    total = np.ravel(y.sum(axis=-1))
    off = total[np.abs(total - 1) > NEAR_ONE]
    if off.size:
        raise InputError("labels", f"labels must sum to 1, got {off[0]:.10g}")
    return y
