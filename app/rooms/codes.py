"""How a room is called, and how whoever is in it proves who that is."""

from __future__ import annotations

import re
from hashlib import sha256
from secrets import choice, token_urlsafe

LETTERS = "BCDFGHJKMNPQRSTVWXZ"  # no vowels, which make words, and no L, which passes for 1
LENGTH = 6
CODE = re.compile(f"[{LETTERS}]{{{LENGTH}}}")
TOKEN_BYTES = 18


def fresh_code() -> str:
    """Six letters that nobody mistakes: one of 47 millions."""
    return "".join(choice(LETTERS) for _ in range(LENGTH))


def as_code(text: str) -> str:
    """A code as it was typed: small letters, blanks and hyphens do not matter."""
    return re.sub(r"[\s-]", "", text).upper()


def fresh_token() -> str:
    """What only its owner knows."""
    return token_urlsafe(TOKEN_BYTES)


def mark_of(token: str) -> str:
    """What is kept of a token: who reads it cannot speak for its owner."""
    return sha256(token.encode()).hexdigest()[:32]
