"""Write torch_paths.json: every tenth point of a hundred steps of each of PyTorch's optimizers, in float64.

python tests/golden/torch_paths.py            (needs torch 2.13.0, and nothing of Slopes)
python tests/golden/torch_paths.py --check    (says how far the file is from what PyTorch answers now)

Gradients are PyTorch's own, by automatic differentiation. Each path is walked a second time from a start that differs
in its last digits: one that magnifies this a thousandfold is refused, as its numbers would depend on rounding.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import optim

TARGET = Path(__file__).with_suffix(".json")
STEPS, EVERY = 100, 10
NUDGE = 2.0**-44


def quadratic(x: Any, y: Any) -> Any:
    u, v = x * math.cos(0.3) + y * math.sin(0.3), -x * math.sin(0.3) + y * math.cos(0.3)
    return (u**2 + 50 * v**2) / 2


def rosenbrock(x: Any, y: Any) -> Any:
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def beale(x: Any, y: Any) -> Any:
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


def himmelblau(x: Any, y: Any) -> Any:
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def styblinski_tang(x: Any, y: Any) -> Any:
    return sum(z**4 - 16 * z**2 + 5 * z for z in (x, y)) / 2


# The surface, its start, and how much of each optimizer's learning rate below suits it.
SURFACES: dict[str, tuple[Callable[[Any, Any], Any], tuple[float, float], float]] = {
    "quadratic(kappa=50,angle=0.3)": (quadratic, (-2.0, 1.5), 1.0),
    "rosenbrock(a=1,b=100)": (rosenbrock, (-1.2, 1.0), 0.1),
    "beale": (beale, (1.0, 1.5), 0.3),
    "himmelblau": (himmelblau, (0.5, -0.25), 0.5),
    "styblinski_tang": (styblinski_tang, (0.5, 4.5), 0.5),
}

# The optimizer in PyTorch, then in the notation without its learning rate, then that rate. A large eps shows where it
# stands; betas that are not the usual ones show which is which.
OPTIMIZERS: list[tuple[Callable[..., Any], dict[str, Any], str, float]] = [
    (optim.SGD, {}, "sgd()", 0.01),
    (optim.SGD, {"momentum": 0.9}, "momentum(rho=0.9)", 0.002),
    (optim.SGD, {"momentum": 0.5}, "momentum(rho=0.5)", 0.005),
    (optim.SGD, {"momentum": 0.9, "nesterov": True}, "nesterov(rho=0.9)", 0.002),
    (optim.SGD, {"momentum": 0.5, "nesterov": True}, "nesterov(rho=0.5)", 0.005),
    (optim.SGD, {"momentum": 0.9}, "ema_momentum(rho=0.9)", 0.002),
    (optim.Adagrad, {}, "adagrad()", 0.2),
    (optim.Adagrad, {"eps": 0.5}, "adagrad(eps=0.5)", 0.2),
    (optim.Adadelta, {}, "adadelta()", 1.0),
    (optim.Adadelta, {"rho": 0.7, "eps": 0.001}, "adadelta(rho=0.7,eps=0.001)", 0.2),
    (optim.RMSprop, {}, "rmsprop()", 0.01),
    (optim.RMSprop, {"alpha": 0.9, "eps": 0.5, "momentum": 0.8}, "rmsprop(alpha=0.9,eps=0.5,momentum=0.8)", 0.01),
    (optim.RMSprop, {"centered": True}, "centered_rmsprop()", 0.005),
    (
        optim.RMSprop,
        {"centered": True, "alpha": 0.9, "eps": 0.5, "momentum": 0.8},
        "centered_rmsprop(alpha=0.9,eps=0.5,momentum=0.8)",
        0.003,
    ),
    *(
        (torch_class, {**options, **more}, f"{name}({knobs})", 0.05)
        for torch_class, options, name in [
            (optim.Adam, {}, "adam"),
            (optim.Adam, {"amsgrad": True}, "amsgrad"),
            (optim.AdamW, {}, "adamw"),
            (optim.Adamax, {}, "adamax"),
            (optim.NAdam, {}, "nadam"),
        ]
        for more, knobs in [({}, ""), ({"betas": (0.7, 0.95), "eps": 0.5}, "beta1=0.7,beta2=0.95,eps=0.5")]
    ),
    (optim.AdamW, {"weight_decay": 0.5}, "adamw(weight_decay=0.5)", 0.05),
    (optim.NAdam, {"momentum_decay": 0.5}, "nadam(momentum_decay=0.5)", 0.05),
    (optim.RAdam, {}, "radam()", 0.002),
    (optim.RAdam, {"betas": (0.7, 0.95), "eps": 0.5}, "radam(beta1=0.7,beta2=0.95,eps=0.5)", 0.002),
    (optim.RAdam, {"betas": (0.9, 0.5)}, "radam(beta1=0.9,beta2=0.5)", 0.002),
    (optim.Rprop, {}, "rprop()", 0.01),
    (
        optim.Rprop,
        {"etas": (0.3, 1.5), "step_sizes": (0.001, 1.0)},
        "rprop(eta_minus=0.3,eta_plus=1.5,step_min=0.001,step_max=1)",
        0.02,
    ),
]


def walk(make: Callable[..., Any], options: dict[str, Any], lr: float, f: Any, start: tuple[float, float]) -> Any:
    """Every tenth parameter, the start left out: for SGD with `nesterov` these are the look-ahead points."""
    x, y = (torch.tensor(one, requires_grad=True) for one in start)
    optimizer = make([x, y], lr=lr, **options)
    points = []
    for t in range(1, STEPS + 1):
        optimizer.zero_grad()
        f(x, y).backward()
        optimizer.step()
        if t % EVERY == 0:
            points.append([x.item(), y.item()])
    return points


def distance(one: Any, other: Any) -> float:
    """The largest difference of two paths, relative to max(1, |x|)."""
    flat = [(a, b) for p, q in zip(one, other, strict=True) for a, b in zip(p, q, strict=True)]
    return float(max(abs(a - b) / max(1.0, abs(b)) for a, b in flat))


def cases() -> list[dict[str, Any]]:
    """Every optimizer on every surface."""
    found = []
    for surface, (f, start, share) in SURFACES.items():
        for make, options, notation, lr in OPTIMIZERS:
            rate = float(f"{lr * share:.3g}")
            damping = 0.1 if notation.startswith("ema") else 1.0
            points = walk(make, options, rate * damping, f, start)
            near = walk(make, options, rate * damping, f, (start[0] * (1 + NUDGE), start[1] * (1 - NUDGE)))
            if not distance(points, near) < 1000 * NUDGE:
                raise SystemExit(f"{notation} on {surface} is not stable: {distance(points, near) / NUDGE:.0f}")
            run = notation.replace("(", f"(lr={rate}," if "=" in notation else f"(lr={rate}")
            found.append({"run": run, "surface": surface, "start": start, "points": points})
    return found


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)  # else NAdam keeps its product of momenta in float32
    now = cases()
    if "--check" in sys.argv:
        told = json.loads(TARGET.read_text())["cases"]
        same = [(one["run"], one["surface"]) for one in told] == [(one["run"], one["surface"]) for one in now]
        far = max(distance(one["points"], other["points"]) for one, other in zip(told, now, strict=True))
        print(f"{len(now)} paths, largest difference {far:.1e}")
        sys.exit(not same or far > 1e-12)
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in now)
    TARGET.write_text(f'{{"torch":"{torch.__version__}","every":{EVERY},"cases":[\n{lines}\n]}}\n')
