"""JAX and optax on Rosenbrock's valley: a whole path is one compiled scan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import optax

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")

Knobs = Mapping[str, float]


def betas(k: Knobs) -> dict[str, float]:
    return {"b1": k["beta1"], "b2": k["beta2"], "eps": k["eps"]}


PEERS: dict[str, Callable[[Knobs], Any]] = {
    "sgd": lambda k: optax.sgd(k["lr"]),
    "momentum": lambda k: optax.sgd(k["lr"], momentum=k["rho"]),
    "nesterov": lambda k: optax.sgd(k["lr"], momentum=k["rho"], nesterov=True),
    "adagrad": lambda k: optax.adagrad(k["lr"], initial_accumulator_value=0.0, eps=k["eps"] ** 2),
    "rmsprop": lambda k: optax.rmsprop(k["lr"], decay=k["alpha"], eps=k["eps"], eps_in_sqrt=False),
    "adam": lambda k: optax.adam(k["lr"], **betas(k)),
    "adamw": lambda k: optax.adamw(k["lr"], **betas(k), weight_decay=k["weight_decay"]),
    "adamax": lambda k: optax.adamax(k["lr"], **betas(k)),
}


def rosenbrock(point: Any) -> Any:
    """The loss, in as few operations as ours."""
    u, v = 1 - point[0], point[1] - point[0] * point[0]
    return u * u + 100 * (v * v)


def compiled(name: str, knobs: Knobs, steps: int) -> Callable[[Any], Any]:
    """A function from the start to the points after each step and the losses before it; its first call compiles it."""
    optimizer = PEERS[name](knobs)

    def step(now: tuple[Any, Any], _: None) -> tuple[tuple[Any, Any], Any]:
        point, state = now
        loss, slope = jax.value_and_grad(rosenbrock)(point)
        updates, state = optimizer.update(slope, state, point)
        point = optax.apply_updates(point, updates)
        return (point, state), (point, loss)

    def path(start: Any) -> Any:
        return jax.lax.scan(step, (start, optimizer.init(start)), length=steps)[1]

    jitted: Callable[[Any], Any] = jax.jit(path)
    return jitted


def fresh(name: str, knobs: Knobs, start: Sequence[float], steps: int) -> Callable[[], Any]:
    """The path as work not yet compiled, as it is for knobs not met before; the start is on the device already."""
    path, there = compiled(name, knobs, steps), jnp.array(start)
    return lambda: jax.block_until_ready(path(there))


def warm(name: str, knobs: Knobs, start: Sequence[float], steps: int) -> Callable[[], Any]:
    """The path as work already done once."""
    path = fresh(name, knobs, start, steps)
    path()
    return path
