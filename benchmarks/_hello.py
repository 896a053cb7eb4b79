"""The smallest FastAPI application: what any other is measured by."""

from __future__ import annotations

from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def hello() -> dict[str, str]:
    """The answer of every first tutorial."""
    return {"message": "Hello World"}
