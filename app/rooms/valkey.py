"""A journal that several servers write: in a Valkey or a Redis, where any of them can take a room over.

A room is one sorted set, its lines by their versions. Whoever has not seen the last of them cannot write.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable
from secrets import token_hex
from typing import Any, TypeVar

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, RedisError

from .journal import line
from .state import Event

T = TypeVar("T")
PATIENCE = 2.0  # seconds in which the store must answer
CONNECTIONS = 16
STILL_THERE = 10.0  # seconds after which a silent connection is asked for a sign of life
CHANNEL = "slopes:rooms"
LAST = """
local function last(key)
  return tonumber(redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')[2] or 0)
end
"""
APPEND = (
    LAST
    + """
if last(KEYS[1]) ~= tonumber(ARGV[1]) then return 0 end
for i = 5, #ARGV, 2 do redis.call('ZADD', KEYS[1], ARGV[i], ARGV[i + 1]) end
if #ARGV > 4 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  redis.call('PUBLISH', ARGV[3], ARGV[4])
end
return 1
"""
)
# What others have brought about since that version stays, and so does what one of them has put there that is newer.
REPLACE = (
    LAST
    + """
local version = tonumber(ARGV[1])
local first = tonumber(redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] or math.huge)
if first > version or last(KEYS[1]) < version then return 0 end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', version)
redis.call('ZADD', KEYS[1], version, ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
"""
)
VERSIONS = (
    LAST
    + """
local told = {}
for i, key in ipairs(KEYS) do told[i] = last(key) end
return told
"""
)


class Valkey:
    """What it has taken outlives any server. What it does not answer in time is an OSError."""

    lasting = True
    shared = True

    def __init__(self, url: str, lifetime: float) -> None:
        pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            timeout=PATIENCE,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            health_check_interval=STILL_THERE,
            retry=Retry(NoBackoff(), 1, (ConnectionError,)),  # a line that was kept before is refused, and found there
        )
        self._store = Redis(connection_pool=pool)
        self._kept_for = max(1, round(lifetime * 1_000))
        self._name = token_hex(4)
        made = self._store.register_script
        self._append, self._replace, self._versions = made(APPEND), made(REPLACE), made(VERSIONS)

    async def append(self, code: str, after: int, events: list[Event]) -> bool:
        """Lines, their time and a poke for the others, at once; False if the last version is not `after`."""
        lines = [one for event in events for one in (event["version"], line(event))]
        poke = f"{code} {after + len(events)} {self._name}"
        return bool(await _told(self._append([_key(code)], [after, self._kept_for, CHANNEL, poke, *lines])))

    async def read(self, code: str, after: int = 0) -> list[Event]:
        """The lines after a version; those of one moment."""
        found = await _told(self._store.zrange(_key(code), f"({after}", "+inf", byscore=True))
        return [json.loads(one) for one in found]

    async def replace(self, code: str, stands: Event) -> None:
        """One line in the place of those up to its version."""
        await _told(self._replace([_key(code)], [stands["version"], line(stands), self._kept_for]))

    async def used(self, codes: list[str]) -> None:
        """Their time begins anew, in one call."""
        async with self._store.pipeline(transaction=False) as together:
            for code in codes:
                together.pexpire(_key(code), self._kept_for)
            await _told(together.execute())

    async def forget(self, code: str) -> None:
        """Nothing to do: its time ends by itself, if no other server uses it."""

    async def versions(self, codes: list[str]) -> list[int]:
        """The last version of each room, 0 where there is none, in one call."""
        found: list[int] = await _told(self._versions([_key(code) for code in codes], []))
        return found

    async def pokes(self) -> AsyncIterator[tuple[str, int]]:
        """The rooms that others have changed, with their new versions; some are lost. Raises OSError in the end."""
        async with self._store.pubsub(ignore_subscribe_messages=True) as heard:
            await _told(heard.subscribe(CHANNEL))
            while True:
                if (poke := await _told(heard.get_message(timeout=STILL_THERE))) is None:
                    continue
                code, version, name = poke["data"].decode().split()
                if name != self._name:
                    yield code, int(version)

    async def close(self) -> None:
        """Leave the store."""
        await self._store.aclose()
        await self._store.connection_pool.disconnect()


def _key(code: str) -> str:
    return f"slopes:room:{code}"


async def _told(asked: Awaitable[T] | Any) -> T | Any:
    try:
        return await asked
    except RedisError as error:
        raise OSError("the store of the rooms does not answer") from error
