"""What on the wire is no HTTP/1.1, where the parser would not say so or says it in its own words."""

from __future__ import annotations

import re

UNREADABLE = "the request cannot be read: its first line, a field or the length of its body is not as HTTP/1.1 has it"
WIDE_GAP = re.compile(rb"(?:^|(?<=\r\n\r\n))[A-Z]+ (?: |[^\r\n]*  )")  # the parser would take two spaces


class RefusedError(Exception):
    """Raised where the parser calls, to make it stop."""
