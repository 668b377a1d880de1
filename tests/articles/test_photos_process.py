"""The process that decodes pictures: limits, no secrets, one at a time, and a sentence when it dies."""

import fcntl
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import photos
from articles.models import Photo
from articles.photos import checking, process
from tests.builders import make_user

from .pictures import picture

ADD = "/admin/articles/photo/add/"
WORDS = {"alt": "Two cranes.", "credit": "MT", "caption": "By the <river>.", "licence": ""}


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", picture())


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shell script that runs in place of the interpreter."""
    script = tmp_path / "program"
    script.touch(mode=0o755)
    monkeypatch.setattr("articles.photos.process.sys.executable", str(script))
    return script


def refused(client: Client) -> str:
    """Return the page of an upload that is not taken: nothing is kept but what was typed."""
    client.force_login(make_user("reporter"))
    answer = client.post(ADD, WORDS | {"file": upload()})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "By the &lt;river&gt;." in page
    assert not Photo.objects.exists()
    return page


def confined(code: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Python within the limits."""
    words = [sys.executable, "-c", f"from articles.decoding.limits import confine; confine(); {code}"]
    return subprocess.run(words, cwd=process.ROOT, env={}, capture_output=True, text=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dies", "sentence"),
    [
        ("kill -KILL $$", "takes too long to read"),
        ("kill -XCPU $$", "takes too long to read"),
        ("kill -SEGV $$", "damaged or cut off"),
        ("kill -ABRT $$", "damaged or cut off"),
        ("exit 3", "damaged or cut off"),
        ("exit 0", "damaged or cut off"),
        ("echo '{\"lengths\": [90]}'; echo short", "damaged or cut off"),
    ],
)
def test_a_program_that_dies_is_a_sentence_beside_the_field(
    client: Client, program: Path, dies: str, sentence: str
) -> None:
    program.write_text(f"#!/bin/sh\n{dies}\n")
    assert sentence in refused(client)


@pytest.mark.django_db
def test_a_program_that_never_ends_is_ended(
    client: Client, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "WALL_SECONDS", 0.2)
    program.write_text("#!/bin/sh\nexec sleep 600\n")
    assert "takes too long to read" in refused(client)


@pytest.mark.django_db
def test_without_room_for_another_process_the_upload_hears_to_wait(client: Client, program: Path) -> None:
    program.unlink()
    assert "Other pictures are being read" in refused(client)


def test_the_program_gets_the_file_and_no_environment(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "a-canary")
    program.write_text(f"#!/bin/sh\nexport -p > {tmp_path}/seen\ncat > {tmp_path}/given\n")
    with pytest.raises(ValidationError):
        photos.check(upload())
    assert "a-canary" not in (tmp_path / "seen").read_text()
    assert "DATABASE_URL" not in (tmp_path / "seen").read_text()
    assert (tmp_path / "given").read_bytes() == picture()


@pytest.mark.django_db
def test_while_another_picture_is_read_an_upload_waits_and_then_hears_to_come_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with process.PROGRAM.open("rb") as program:
        fcntl.flock(program, fcntl.LOCK_EX)
        monkeypatch.setattr(checking, "PATIENCE", 0.1)
        assert "Other pictures are being read" in refused(client)


def test_pictures_that_come_at_once_are_read_one_after_another(program: Path, tmp_path: Path) -> None:
    program.write_text(
        f"#!/bin/sh\necho in >> {tmp_path}/log; sleep 0.1; echo out >> {tmp_path}/log\nexit 1\n"
    )

    def come() -> None:
        with pytest.raises(ValidationError):
            photos.check(upload())

    threads = [threading.Thread(target=come) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "log").read_text().split() == ["in", "out"] * 4


def test_the_turn_of_a_killed_server_ends_with_its_program(program: Path) -> None:
    program.write_text("#!/bin/sh\nexec sleep 0.5\n")
    with process.PROGRAM.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        child = subprocess.Popen([str(program)], pass_fds=(file.fileno(),))
    began = time.monotonic()
    with pytest.raises(ValidationError):
        photos.check(upload())
    assert child.poll() is not None or time.monotonic() - began > 0.4
    child.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit memory")
def test_memory_is_limited() -> None:
    assert "MemoryError" in confined("bytearray(2 * 1024**3)").stderr
    assert confined("bytearray(200 * 1024**2)").returncode == 0


def test_processor_time_and_output_are_limited() -> None:
    ask = "import resource as r; print(*(r.getrlimit(kind)[0] for kind in (r.RLIMIT_CPU, r.RLIMIT_FSIZE)))"
    assert confined(ask).stdout.split() == ["15", str(64 * 1024**2)]


def test_limits_that_the_system_lacks_are_left_out() -> None:
    lacking = "import resource as r; print(1)"
    code = (
        "import resource\n"
        "def refuse(*given): raise ValueError('current limit exceeds maximum limit')\n"
        "resource.setrlimit = refuse\n"
        f"from articles.decoding.limits import confine; confine(); {lacking}"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=process.ROOT, env={}, capture_output=True, text=True
    )
    assert done.stdout == "1\n", done.stderr
