"""What a client may keep and hand back, but neither read nor change: a question that was asked, by its seed.

The seal is a keyed hash of the text, and the text is hidden by a stream that the seal and the key make: with the same
key the same text has the same seal (as in RFC 5297), and two seals tell nothing of what their texts have in common.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from hmac import compare_digest

SEAL = 12  # bytes
LONGEST = 64  # bytes of a text: one block of the hash


def sealed(text: str, key: str) -> str:
    """The text under a seal, in letters for an address."""
    plain = text.encode()
    mark = seal(plain, key)
    return urlsafe_b64encode(mark + hidden(plain, mark, key)).decode().rstrip("=")


def unsealed(token: str, key: str) -> str:
    """The text under a seal. Raises ValueError unless it was sealed with this key."""
    raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    mark, rest = raw[:SEAL], raw[SEAL:]
    plain = hidden(rest, mark, key) if 0 < len(rest) <= LONGEST else b""
    if not plain or not compare_digest(seal(plain, key), mark):
        raise ValueError("broken seal")
    return plain.decode()


def seal(plain: bytes, key: str) -> bytes:
    """The keyed hash of a text."""
    return blake2b(plain, key=key.encode()[:64], person=b"seal", digest_size=SEAL).digest()


def hidden(text: bytes, mark: bytes, key: str) -> bytes:
    """The text with the stream over it; done twice, it is the text again."""
    stream = blake2b(mark, key=key.encode()[:64], person=b"hide", digest_size=LONGEST).digest()
    return bytes(a ^ b for a, b in zip(text, stream, strict=False))
