"""A class that speaks to the application as its pages do."""

from __future__ import annotations

from typing import Any

import httpx

from app.main import create_app
from app.settings import Settings
from tests.web.client import ask

OWN = {"text": "Which is larger?", "options": ["one", "two", "both alike"], "right": "b"}


def fresh(**settings: Any) -> Any:
    """An application with no room in it."""
    return create_app(Settings(measure_costs=False, **settings))


class Class:
    """A teacher with a room, and students by number."""

    def __init__(self, app: Any, **opening: Any) -> None:
        self.app = app
        told = ask("POST", "/api/rooms", app, json=opening or {"question": OWN})
        assert told.status_code == 201, told.text
        self.code, self.key = told.json()["code"], told.json()["teacher_key"]
        self.students: list[str] = []

    def ask(self, method: str, path: str = "", token: str = "", **options: Any) -> httpx.Response:
        """One request of somebody with a token, or of nobody."""
        heads = {"Authorization": f"Bearer {token}"} if token else {}
        return ask(method, f"/api/rooms/{self.code}{path}", self.app, headers=heads, **options)

    def join(self, count: int = 1) -> None:
        for _ in range(count):
            told = self.ask("POST", "/students")
            assert told.status_code == 201, told.text
            self.students.append(told.json()["student"])

    def turn(self, phase: str, **more: Any) -> Any:
        told = self.ask("POST", "/phase", self.key, json={"phase": phase, **more})
        assert told.status_code == 200, told.text
        return told.json()

    def vote(self, student: int, text: str, question: int = 0, round: int = 1, **more: Any) -> httpx.Response:
        path = f"/votes/{question}/{round}"
        return self.ask("PUT", path, self.students[student], json={"vote": text, **more})

    def seen_by(self, student: int) -> Any:
        return self.ask("GET", "", self.students[student]).json()
