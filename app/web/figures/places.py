"""Where a name may stand beside its point: to its sides, above and below, in rows where there are many."""

from __future__ import annotations

from collections.abc import Sequence

LETTER, LINE = 8.6, 20.0  # px: a letter of a name, a line of text
AWAY = 13.0  # px between a point and its name

Place = tuple[float, float, str]  # px from a point to its name, across and down, and which end of the name is there
ROUND: tuple[Place, ...] = (
    *((AWAY, down, "left") for down in (0, 12, -12)),
    *((-AWAY, down, "right") for down in (0, 12, -12)),
    *((0, down, "center") for down in (AWAY + 5, -AWAY - 5)),
)
STACKED: tuple[Place, ...] = tuple(  # for many names in one place: further rows, right and left
    place for row in range(1, 14) for down in (row * (LINE + 1), -row * (LINE + 1))
    for place in ((AWAY, down, "left"), (-AWAY, down, "right"))
)  # fmt: skip
BACK = {"left": 0.0, "center": 0.5, "right": 1.0}  # of a name's width: how far its left edge is from its anchor
Box = tuple[float, float, float, float]


def free(
    size: tuple[float, float], at: tuple[float, float], width: float, busy: Sequence[tuple[float, float]],
    boxes: list[Box],
) -> Place:  # fmt: skip
    """The first place near a point where a name covers nothing; the box taken is added to `boxes`."""
    best: tuple[int, Box, Place] | None = None
    for place in (*ROUND, *STACKED):
        across, down, anchor = place
        left, middle = at[0] + across - BACK[anchor] * width, at[1] + down
        box = (left, middle - LINE / 2, left + width, middle + LINE / 2)
        outside = box[0] < 4 or box[2] > size[0] - 4 or box[1] < 4 or box[3] > size[1] - 4
        hits = sum(box[0] - 3 < a < box[2] + 3 and box[1] - 3 < d < box[3] + 3 for a, d in busy)
        hits += 4 * sum(box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1] for b in boxes)
        if best is None or hits + 10 * outside < best[0]:
            best = hits + 10 * outside, box, place
        if not best[0]:
            break
    assert best is not None
    boxes.append(best[1])
    return best[2]
