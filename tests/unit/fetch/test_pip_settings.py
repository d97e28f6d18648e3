"""`pip config list` as pip prints it: sorted by section, values as Python literals."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.fetch.pip_settings import DEFAULT_INDEX, PipSettings, pip_settings, read_settings


def test_nothing_is_set():
    assert read_settings("") == PipSettings((DEFAULT_INDEX,), ())


def test_everything_is_set():
    listed = r"""
global.cert='/etc/ca.pem'
global.client-cert='/etc/me.pem'
global.extra-index-url='https://one.example/simple\nhttps://two.example/simple'
global.find-links='/srv/wheels https://files.example/'
global.index-url='https://me:p%40ss=word@index.example/simple'
global.proxy='http://proxy.example:3128'
global.timeout='5'
global.trusted-host='index.example\nfiles.example:8443'
install.no-compile='true'
"""
    assert read_settings(listed) == PipSettings(
        indexes=(
            "https://me:p%40ss=word@index.example/simple",
            "https://one.example/simple",
            "https://two.example/simple",
        ),
        find_links=("/srv/wheels", "https://files.example/"),
        proxy="http://proxy.example:3128",
        cert="/etc/ca.pem",
        client_cert="/etc/me.pem",
        trusted_hosts=("index.example", "files.example:8443"),
        timeout=5.0,
    )


def test_the_environment_wins_over_the_command_and_the_command_over_the_rest():
    listed = ["download.index-url='https://download'", "global.index-url='https://global'"]
    assert read_settings("\n".join(listed)).indexes == ("https://download",)
    assert read_settings("\n".join([":env:.index-url='https://env'", *listed])).indexes == ("https://env",)


def test_other_commands_and_options_do_not_count():
    listed = "install.index-url='https://install'\nglobal.no-color='x'\nwheel.find-links='/nowhere'\n"
    assert read_settings(listed) == PipSettings((DEFAULT_INDEX,), ())


@pytest.mark.parametrize(
    ("said", "indexes"),
    [
        ("1", ()),
        ("true", ()),
        ("yes", ()),
        ("on", ()),
        ("false", ("https://a", "https://b")),
        ("0", ("https://a", "https://b")),
    ],
)
def test_no_index_means_none_of_them(said, indexes):
    listed = f"global.extra-index-url='https://b'\nglobal.index-url='https://a'\nglobal.no-index='{said}'\n"
    settings = read_settings(listed + "global.find-links='/srv/wheels'\n")
    assert settings.indexes == indexes
    assert settings.find_links == ("/srv/wheels",)


def test_no_index_that_is_off_leaves_the_usual_index():
    assert read_settings("global.no-index='false'\n").indexes == (DEFAULT_INDEX,)


@pytest.mark.parametrize(("said", "seconds"), [("5", 5.0), ("600", 30.0)])
def test_nobody_waits_for_longer_than_half_a_minute(said, seconds):
    assert read_settings(f"global.timeout='{said}'").timeout == seconds
    assert read_settings(f":env:.default-timeout='{said}'").timeout == seconds


def test_the_real_pip_is_asked(tmp_path, monkeypatch):
    file = tmp_path / "pip.conf"
    file.write_text("[global]\nindex-url = https://in.file/simple\nfind-links =\n    /srv/one\n    /srv/two\n", "utf-8")
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://in.environment/simple")
    settings = pip_settings()
    assert settings.indexes == ("https://in.file/simple", "https://in.environment/simple")
    assert settings.find_links[-2:] == ("/srv/one", "/srv/two")


def test_no_pip(monkeypatch):
    def fail(*arguments, **more):
        raise subprocess.CalledProcessError(1, [sys.executable])

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(ResourceMissing, match="is pip installed here"):
        pip_settings()
