"""What a formula takes and answers: `Real`, a number or an array of them, in any shape.

It is a union and no type variable, as the two meet within one formula: an array of learning rates beside one start, a
derivative that is the same everywhere beside two that are not; and mypy follows NumPy's ufuncs through a union, where
a type variable ends in Any. Who needs a float says `float(...)`, who needs an array says `np.asarray(...)`.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
Real: TypeAlias = float | Array
