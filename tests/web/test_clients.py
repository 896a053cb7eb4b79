"""Clients as generators make them from the contract, in Python and in TypeScript: typed, and right for every call."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.web.client import ask
from tests.web.operations import Operation, operations
from tests.web.rooms.classes import OWN

NODE = ("openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "typescript@5.9.3", "@types/node@22.19.1")
EVERY = list(operations(ask("GET", "/openapi.json").json()))
TEXT = {"text/csv"}
PATHS = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def found(tool: str) -> str:
    """Where a tool is; without it the test is skipped, but on CI it fails."""
    path = shutil.which(tool, path=PATHS)
    if path is None:
        assert os.environ.get("CI") != "true", f"{tool} is missing"
        pytest.skip(f"{tool} is missing")
    return path


@pytest.fixture(scope="module")
def ready(server: str) -> str:
    """The server once it has measured what an element costs."""
    for _ in range(300):
        if httpx.get(f"{server}/api/costs").status_code == 200:
            return server
        time.sleep(0.1)
    raise TimeoutError("the costs were never measured")


@pytest.fixture(scope="module")
def document(ready: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contract as a file."""
    path = tmp_path_factory.mktemp("contract") / "openapi.json"
    path.write_bytes(httpx.get(f"{ready}/openapi.json").content)
    return path


@pytest.fixture(scope="module")
def python_client(document: Path) -> Iterator[str]:
    """The name of the package that openapi-python-client makes, to be imported while the fixture lasts."""
    folder, config = document.parent / "python", document.parent / "config.json"
    folder.mkdir()
    config.write_text(json.dumps({"post_hooks": []}))  # it is not for reading
    target = folder / "generated_slopes_client"
    generate = [found("openapi-python-client"), "generate", "--meta", "none", "--fail-on-warning"]
    told = subprocess.run(
        [*generate, "--path", document, "--output-path", target, "--config", config], capture_output=True, text=True
    )
    assert told.returncode == 0, told.stdout + told.stderr
    sys.path.insert(0, str(folder))
    yield target.name
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == target.name]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def room(ready: str) -> dict[str, str]:
    """A room that asks its first question: its code, and two who are known in it."""
    with httpx.Client(base_url=ready) as asking:
        told = asking.post("/api/rooms", json={"question": OWN}).json()
        code, teacher = told["code"], told["teacher_key"]
        here, phase = f"/api/rooms/{code}", {"phase": "asking", "question": 0}
        student = asking.post(f"{here}/students").json()["student"]
        asked = asking.post(f"{here}/phase", json=phase, headers={"Authorization": f"Bearer {teacher}"})
        assert asked.json()["question"]["kind"] == "choice"
        known = {"Authorization": f"Bearer {student}"}
        assert asking.put(f"{here}/votes/0/1", json={"vote": "b"}, headers=known).status_code == 200
    return {"code": code, "teacher": teacher, "student": student}


def token_for(operation: Operation, room: dict[str, str]) -> str:
    """Who asks."""
    return room["student" if operation.name == "put_vote" else "teacher"] if operation.known else ""


def module_of(package: str, operation: Operation) -> Any:
    return importlib.import_module(f"{package}.api.{operation.tag}.{operation.name}")


def arguments(operation: Operation, module: Any) -> dict[str, Any]:
    """The examples as the generated function takes them: a choice as its enumeration, a body as its class."""
    known = module.sync_detailed.__annotations__  # where a name of Python's own, such as set, ends in an underscore
    given = operation.query | operation.names
    told: dict[str, Any] = {name if name in known else f"{name}_": value for name, value in given.items()}
    for name, value in told.items():
        text = str(module.sync_detailed.__annotations__[name])
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, str) and kind is not str and kind.__name__ in text:
                told[name] = kind(value)
    if operation.body is not None:
        told["body"] = module.sync_detailed.__annotations__["body"].from_dict(operation.body)
    return told


@pytest.mark.parametrize("operation", EVERY, ids=lambda one: one.name)
def test_the_client_in_python_answers_with_the_type_that_the_contract_tells(
    operation: Operation, python_client: str, ready: str, room: dict[str, str]
) -> None:
    operation, token = operation.inside(room["code"]), token_for(operation, room)
    module, package = module_of(python_client, operation), importlib.import_module(python_client)
    known = {"base_url": ready, "raise_on_unexpected_status": True}
    with package.AuthenticatedClient(token=token, **known) if token else package.Client(**known) as client:
        answer = module.sync_detailed(client=client, **arguments(operation, module))
    assert answer.status_code == operation.status, answer.content
    if operation.media in TEXT:
        assert isinstance(answer.parsed, str)
        assert answer.parsed.count("\n") >= 2
        return
    kinds = importlib.import_module(f"{python_client}.models")
    assert type(answer.parsed) is getattr(kinds, operation.answers[0])
    assert json.loads(json.dumps(answer.parsed.to_dict())) == json.loads(answer.content)


def test_the_client_in_python_reads_a_problem_as_one(python_client: str, ready: str) -> None:
    module = importlib.import_module(f"{python_client}.api.races.get_races")
    with importlib.import_module(python_client).Client(base_url=ready) as client:
        told = module.sync(client=client, surface="nowhere")
    assert (type(told).__name__, told.status, told.errors[0].pointer) == ("Problem", 422, "/query/surface")


def script(server: str, room: dict[str, str]) -> str:
    """A program that calls everything; it does not compile if an answer has no type, or another one."""
    lines = [
        'import createClient from "openapi-fetch";',
        'import type { components, paths } from "./contract.js";',
        f'const client = createClient<paths>({{ baseUrl: "{server}" }});',
        "type Known<T> = unknown extends T ? never : T;  // neither any nor unknown",
        "const told: Record<string, number> = {};",
    ]
    for one in (each.inside(room["code"]) for each in EVERY):
        kind = " | ".join("string" if name == "string" else f'components["schemas"]["{name}"]' for name in one.answers)
        asked = {"query": one.query} if one.query else {}
        asked |= {"path": one.names} if one.names else {}
        options = [f"params: {json.dumps(asked)}"] if asked else []
        options += [f"body: {json.dumps(one.body)}"] if one.body else []
        options += [f'headers: {{ Authorization: "Bearer {token}" }}'] if (token := token_for(one, room)) else []
        options += ['parseAs: "text"'] if one.media in TEXT else []
        lines += [
            f'{{ const answer = await client.{one.method.upper()}("{one.path}", {{ {", ".join(options)} }});',
            f"  const data: {kind} = answer.data as Known<typeof answer.data> & {{}};",
            f'  told["{one.name}"] = data === undefined ? 0 : answer.response.status; }}',
        ]
    return "\n".join([*lines, "console.log(JSON.stringify(told));", ""])


def test_the_client_in_typescript_compiles_and_every_call_is_answered(
    document: Path, ready: str, room: dict[str, str]
) -> None:
    folder = document.parent / "node"
    folder.mkdir()
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "calls.ts").write_text(script(ready, room))
    strict = "--strict --target es2022 --module nodenext --skipLibCheck"
    steps = [
        'ln -s "$(dirname "$(dirname "$(command -v tsc)")")" node_modules',
        f'openapi-typescript "{document}" -o contract.ts',
        f"tsc {strict} calls.ts",
        "node calls.js",
    ]
    packages = [word for name in NODE for word in ("-p", name)]
    command = [found("npx"), "--yes", *packages, "-c", " && ".join(steps)]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert json.loads(ran.stdout.splitlines()[-1]) == {one.name: one.status for one in EVERY}
