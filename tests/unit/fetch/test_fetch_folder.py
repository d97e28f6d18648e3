from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile

import pytest

from robustbench_nlp.core.claims import Resource
from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.fetch.archive import members
from robustbench_nlp.fetch.index import Release
from robustbench_nlp.fetch.keep import get_folder

RELEASE = Release(project="thing", file="thing-1.zip")


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(*entries):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for info, content in entries:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def resource(content):
    digest = hashlib.sha256(content).hexdigest()
    return Resource("thing", "a thing", "MIT", len(content), digest, file="things/thing-1", fetch="a:b")


GOOD = zipped({"thing/data/a.txt": "A", "thing/data/deep/b.txt": "B", "thing/run.py": "raise SystemExit"})


def test_only_the_folder_asked_for_is_unpacked_and_a_second_time_nothing_is_done(tmp_path):
    brought = tmp_path / "brought.zip"
    brought.write_bytes(GOOD)
    cache = tmp_path / "cache"
    for file in (brought, brought, None):
        folder = get_folder(resource(GOOD), RELEASE, "thing/data", cache, file)
        assert {str(path.relative_to(cache)) for path in cache.rglob("*") if path.is_file()} == {
            "things/thing-1/a.txt",
            "things/thing-1/deep/b.txt",
        }
        assert (folder / "deep" / "b.txt").read_text() == "B"


def test_another_file_is_refused_before_it_is_opened(tmp_path):
    brought = tmp_path / "brought.zip"
    brought.write_bytes(GOOD + b"x")
    with pytest.raises(ResourceMissing, match="not the file expected"):
        get_folder(resource(GOOD), RELEASE, "thing/data", tmp_path / "cache", brought)
    assert not (tmp_path / "cache").exists()


def test_a_cache_that_cannot_be_written(tmp_path):
    brought = tmp_path / "brought.zip"
    brought.write_bytes(GOOD)
    with pytest.raises(ResourceMissing, match="cannot write"):
        get_folder(resource(GOOD), RELEASE, "thing/data", brought / "cache", brought)


def test_tar_archives():
    content = tarred((tarfile.TarInfo("t-1/data/x"), b"X"), (tarfile.TarInfo("t-1/setup.py"), b"boom"))
    assert members(content, "t-1/data", "t-1.tar.gz") == {"x": b"X"}


def link(kind):
    info = tarfile.TarInfo("t/data/x")
    info.type = kind
    info.linkname = "../../outside"
    return tarred((info, b""))


@pytest.mark.parametrize(
    ("content", "folder"),
    [
        (zipped({"t/data/../../out": "x"}), "t/data"),
        (zipped({"t/data//etc/out": "x"}), "t/data"),
        (zipped({"t/data/C:out": "x"}), "t/data"),
        (zipped({"t/data/..\\out": "x"}), "t/data"),
        (tarred((tarfile.TarInfo("t/data/../../out"), b"x")), "t/data"),
        (link(tarfile.SYMTYPE), "t/data"),
        (link(tarfile.LNKTYPE), "t/data"),
        (link(tarfile.FIFOTYPE), "t/data"),
        (GOOD, "thing/elsewhere"),
        (GOOD[:-40], "thing/data"),
        (b"no archive", "thing/data"),
        (b"", "thing/data"),
    ],
)
def test_hostile_and_damaged_archives_are_one_line(content, folder):
    with pytest.raises(ResourceMissing):
        members(content, folder, "some file")
