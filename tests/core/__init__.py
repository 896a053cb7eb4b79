"""Tests of the core: laws, truths and the notation."""
