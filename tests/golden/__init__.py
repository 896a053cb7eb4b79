"""Numbers that others vouch for, and the scripts that made them."""
