"""What a lesson shows, as a plain value that knows nothing of colours or pixels: the web side draws it.

A line has a role and not a colour: what is given, the truth, what the learner said, what theory says, another run.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from ..core.numbers import Array
from ..core.numerals import in_full
from ..core.surfaces import Surface

# Whose line it is; besides, a line may have the name of an optimizer or an activation, and then has its look.
Role = Literal["given", "truth", "yours", "follows", "theory", "other", "bad", "faint"]


@dataclass(frozen=True)
class Axis:
    """An axis in words and symbol, and what is shown of it; `names` stand at its values where these are no numbers.

    `ticks` are numbers to be told along it, where those that it would have tell too much.
    """

    title: str
    low: float
    high: float
    log: bool = False
    names: tuple[tuple[float, str], ...] = ()
    ticks: tuple[float, ...] = ()


@dataclass(frozen=True)
class Line:
    """Numbers (n,) against numbers (n,). One that `moves` is played point by point; `dots` are not joined.

    One that is not `labelled` has its name in the table, and not beside it; one without a name helps the eye alone.
    A `brief` name takes the place of the other beside it where the picture is narrow. One that is `broad` is seen under
    another that runs on it. Where one that moves goes up or down by more than a `jump` at once, it is not joined.
    A moving `bar` stands on 0, as high as it is there. `notes` are what follows the name at each point.
    """

    name: str
    x: Array
    y: Array
    role: str = "truth"
    moves: bool = False
    dots: bool = False
    labelled: bool = True
    brief: str = ""
    broad: bool = False
    jump: float = math.inf
    bar: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bars:
    """A bar at each x, from 0; of those that bars which move come to no more than the outline: `ahead`."""

    name: str
    x: Array
    y: Array
    role: str = "truth"
    ahead: bool = False


@dataclass(frozen=True)
class Rule:
    """A line across the whole picture at a value of `x` or of `y`, with a text."""

    text: str
    at: float
    along: Literal["x", "y"] = "y"
    role: str = "theory"


@dataclass(frozen=True)
class Spot:
    """A place with a text beside it; a `bare` one is no more than its text, in the place itself.

    A `brief` text takes the place of the other where the picture is narrow.
    """

    text: str
    x: float
    y: float
    role: str = "truth"
    bare: bool = False
    brief: str = ""


@dataclass(frozen=True)
class Zone:
    """A hatched stretch of the x axis, or of the y axis: where it blows up, saturates, counts as right."""

    text: str
    low: float
    high: float
    along: Literal["x", "y"] = "x"
    role: str = "bad"


@dataclass(frozen=True)
class Said:
    """Along which axis a number that is predicted lies, and where on the other one it is taken hold of.

    It is drawn across the whole picture, or as the height of the `bar` there.
    """

    along: Literal["x", "y"]
    at: float
    bar: bool = False


@dataclass(frozen=True)
class Picture:
    """One picture: two axes and what is drawn on them, above a landscape if there is a `surface`.

    All lines that move are played together, one point a `tick` ("step 34"), each standing still once it has ended.
    Where the points are no steps, `at` says what each is, in numbers of `tick`: "f = 2.2". `quoted` are places along
    it that are spoken of, to be found in its table. What is predicted may be a number of its axes: `said`. What is told
    `beside` a point follows its name.
    """

    title: str
    across: Axis
    up: Axis
    lines: tuple[Line, ...] = ()
    bars: tuple[Bars, ...] = ()
    rules: tuple[Rule, ...] = ()
    spots: tuple[Spot, ...] = ()
    zones: tuple[Zone, ...] = ()
    surface: Surface | None = None
    tick: str = "step"
    at: tuple[float, ...] = ()
    beside: tuple[str, ...] = ()
    first: int = 0  # the number of the first point: 1 where step 0 has no place on a logarithmic axis
    quoted: tuple[float, ...] = ()
    said: Said | None = None
    handle: tuple[float, float] | None = None  # where something is to be taken hold of, clear of all texts

    @property
    def has_bars(self) -> bool:
        """Whether anything in it stands on 0."""
        return bool(self.bars) or any(one.bar for one in self.lines)

    @property
    def frames(self) -> int:
        """How many points of the longest line that moves come after its first; 0 where nothing moves."""
        return max((len(one.x) - 1 for one in self.lines if one.moves), default=0)

    def moment(self, frame: int) -> str:
        """What a frame is called."""
        if self.at and self.tick == "step":
            return f"step {in_full(self.at[frame])} of {in_full(self.at[-1])}"
        if self.at:
            more = f", {self.beside[frame]}" if self.beside else ""
            return f"{self.tick} = {in_full(self.at[frame])}{more}"
        return f"{self.tick} {frame + self.first} of {self.frames + self.first}"
