"""The tests mirror app: laws, oracles, the API, streams, pages in a real browser."""
