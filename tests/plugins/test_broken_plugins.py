"""Every way a plugin can be broken: it is listed with stage and cause, and the others work."""

from __future__ import annotations

import signal

import pytest

from robustbench_nlp.errors import PluginError, UsageError
from robustbench_nlp.plugin.catalog import load_catalog

MISSPELT = """
@hookimpl
def robust_transform():
    yield spec("alpha")
"""
UNMARKED = """
def robust_transforms():
    yield spec("alpha")
"""
UNMARKED_AND_MISSPELT = """
@hookimpl
def robust_renderers():
    yield RendererSpec("alpha", "x", "x:y", ".x")

def robust_transfroms():
    yield spec("alpha")
"""
WRONG_SIGNATURE = """
@hookimpl
def robust_transforms(config):
    yield spec("alpha")
"""
RAISES_LATE = """
@hookimpl
def robust_transforms():
    yield spec("alpha")
    yield spec("beta")
    raise ValueError("the table is\\nnot there")
"""
EXITS_LATE = """
@hookimpl
def robust_transforms():
    yield spec("alpha")
    raise SystemExit("no licence key")
"""
WRONG_TYPE = """
@hookimpl
def robust_transforms():
    yield spec("alpha")
    yield "beta"
"""
WRONG_HOOK = """
@hookimpl
def robust_transforms():
    yield RendererSpec("alpha", "x", "x:y", ".x")
"""
A_CLASS = """
@hookimpl
def robust_transforms():
    yield TransformSpec
"""
NOT_ITERABLE = """
@hookimpl
def robust_transforms():
    return spec("alpha")
"""
NOTHING = """
@hookimpl
def robust_transforms():
    [spec("alpha")]
"""
ENDLESS = """
@hookimpl
def robust_transforms():
    n = 0
    while True:
        n += 1
        yield spec(f"t{n}")
"""
EXITS_UNPRINTABLY = """
class Evil:
    def __repr__(self):
        raise RuntimeError

raise SystemExit(Evil())
"""
INVALID_NAME = """
@hookimpl
def robust_transforms():
    yield spec("alpha")
    yield spec("Not A Name")
"""
TWICE = """
@hookimpl
def robust_transforms():
    yield spec("alpha")
    yield spec("alpha")
"""
THAWED_PARAMS = """
import dataclasses

@dataclasses.dataclass
class Params:
    rate: float = 0.1

@hookimpl
def robust_transforms():
    yield spec("alpha", params=Params)
"""
BAD_SEVERITIES = """
import dataclasses

@dataclasses.dataclass(frozen=True)
class Params:
    rate: float = 0.1

@hookimpl
def robust_transforms():
    yield spec("alpha", params=Params, severities=({"rat": 1},) * 5)
"""
WRAPPER = """
@hookimpl(wrapper=True)
def robust_transforms():
    found = yield
    return found
"""
CASES = [
    ("import", "import nothing_of_that_name", "No module named 'nothing_of_that_name'", "nothing_of_that_name"),
    ("import", EXITS_UNPRINTABLY, "it called sys.exit(<Evil", "authors of acme-slang"),
    ("import", "import sys\nsys.exit(3)", "sys.exit(3)", "authors of acme-slang"),
    ("import", "1 / 0", "ZeroDivisionError: division by zero (acme_slang_module.py, line 12)", "python -c"),
    ("import", "raise GeneratorExit", "GeneratorExit", "python -c"),
    ("import", "def broken(:", "SyntaxError", "python -c"),
    ("register", MISSPELT, "there is no hook called robust_transform", "did you mean 'robust_transforms'?"),
    ("register", UNMARKED, "robust_transforms is not marked", "forget @hookimpl"),
    ("register", UNMARKED_AND_MISSPELT, "there is no hook called robust_transfroms", "'robust_transforms'"),
    ("register", WRONG_SIGNATURE, "robust_transforms(config)", "hooks take no argument"),
    ("register", "answer = 42", "implements no hook", "@hookimpl"),
    ("register", WRAPPER, "robust_transforms is a hook wrapper", "may not change"),
    ("declare", RAISES_LATE, "ValueError: the table is (acme_slang_module.py, line 17)", "authors of acme-slang"),
    ("declare", EXITS_LATE, "sys.exit('no licence key')", "authors of acme-slang"),
    ("declare", WRONG_TYPE, "robust_transforms() yielded str, expected TransformSpec", "yield TransformSpec"),
    ("declare", WRONG_HOOK, "yielded RendererSpec 'alpha', expected TransformSpec", "from robust_renderers()"),
    ("declare", A_CLASS, "yielded the class TransformSpec", "make an instance"),
    ("declare", NOT_ITERABLE, "returned TransformSpec 'alpha', expected an iterable", "`yield` instead of `return`"),
    ("declare", NOTHING, "returned None", "yield the specs"),
    ("declare", ENDLESS, "yielded more than 10000 specs", "end"),
    ("declare", INVALID_NAME, "name 'Not A Name' must be lower case", "authors of acme-slang"),
    ("declare", INVALID_NAME, "digits, '-' or '_' (acme_slang_module.py, line 9)", "authors of acme-slang"),
    ("declare", TWICE, "yielded the transform 'alpha' twice", "name of its own"),
    ("declare", THAWED_PARAMS, "Params is not frozen", "frozen=True"),
    ("declare", BAD_SEVERITIES, "Params cannot be made", "default"),
]


@pytest.mark.parametrize(("stage", "code", "cause", "suggestion"), CASES)
def test_broken_plugin_is_listed_and_harms_nobody(site, stage, code, cause, suggestion):
    site.install("acme-slang", code, version="2.3")
    site.declare("robust-good", "gamma")
    catalog = load_catalog()
    (broken,) = [plugin for plugin in catalog.broken if plugin.distribution == "acme-slang"]
    assert (broken.name, broken.version, broken.stage) == ("acme-slang-point", "2.3", stage)
    assert cause in broken.cause
    assert "\n" not in broken.cause
    assert suggestion in broken.suggestion
    names = {entry.spec.name for entry in catalog.transforms()}
    assert {"gamma", "typo", "identity"} <= names
    assert not {"alpha", "beta"} & names
    assert "acme-slang" not in {plugin.distribution for plugin in catalog.plugins}


def test_all_of_a_plugin_is_out_also_what_other_hooks_declared(site):
    code = RAISES_LATE + "\n@hookimpl\ndef robust_renderers():\n    yield RendererSpec('delta', 'x', 'x:y', '.x')\n"
    site.install("acme-slang", code)
    assert "delta" not in {entry.spec.name for entry in load_catalog().entries("renderers")}


@pytest.mark.parametrize(
    ("target", "cause"),
    [
        ("no_such_module_at_all", "No module named 'no_such_module_at_all'"),
        ("acme_slang_module:Missing", "names 'acme_slang_module:Missing', but module 'acme_slang_module' has no attr"),
        ("json.no_such_part", "No module named 'json.no_such_part'"),
    ],
)
def test_entry_point_that_leads_nowhere(site, target, cause):
    site.install("acme-slang", "", target=target)
    (broken,) = [plugin for plugin in load_catalog().broken if plugin.distribution == "acme-slang"]
    assert broken.stage == "import"
    assert cause in broken.cause


def test_a_file_that_all_packages_have_is_told_with_its_package(site):
    site.install("acme-slang", "", target="acme_slang")
    (site.folder / "acme_slang").mkdir()
    (site.folder / "acme_slang" / "__init__.py").write_text("1 / 0\n", encoding="utf-8")
    (broken,) = load_catalog().broken
    assert broken.cause == "ZeroDivisionError: division by zero (acme_slang/__init__.py, line 1)"


def test_damaged_metadata(site):
    site.install("acme-slang", None, entry_points="[robustbench_nlp]\nno equals sign here\n")
    nameless = site.install("acme-quiet", "", version="9")
    (nameless / "METADATA").write_text("Metadata-Version: 2.1\n", encoding="utf-8")
    garbled = site.install("acme-loud", "")
    (garbled / "METADATA").write_bytes(b"Metadata-Version: 2.1\nName: acme-loud\nAuthor: J\xff\xfe\n")
    (site.install("acme-gone", "") / "METADATA").unlink()
    broken = {plugin.distribution: plugin for plugin in load_catalog().broken}
    assert {plugin.stage for plugin in broken.values()} == {"find"}
    assert "damaged" in broken["acme-slang"].cause
    for name, folder in (("quiet", "acme_quiet-9"), ("loud", "acme_loud-1.0"), ("gone", "acme_gone-1.0")):
        assert f"{folder}.dist-info declares a plugin, but no name" in broken[f"acme_{name}"].cause


def test_interrupt_is_not_swallowed(site):
    site.install("acme-slang", "import signal\nsignal.raise_signal(signal.SIGINT)")
    with pytest.raises(KeyboardInterrupt):
        load_catalog()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_plugin_that_raises_an_interrupt_itself_is_broken(site):
    site.install("acme-slang", "raise KeyboardInterrupt('me')")
    (broken,) = load_catalog().broken
    assert broken.stage == "import"
    assert "KeyboardInterrupt: me" in broken.cause


def test_where_the_program_takes_interrupts_itself_one_from_a_plugin_passes(site):
    site.install("acme-slang", "raise KeyboardInterrupt")
    usual = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with pytest.raises(KeyboardInterrupt):
            load_catalog()
    finally:
        signal.signal(signal.SIGINT, usual)


def test_what_a_plugin_prints_is_no_output_of_a_command(site, capsys):
    noisy = """
    print("imported")

    @hookimpl
    def robust_transforms():
        print("declared")
        yield spec("alpha")
    """
    site.install("acme-slang", noisy)
    assert "alpha" in {entry.spec.name for entry in load_catalog().transforms()}
    out, said = capsys.readouterr()
    assert out == ""
    assert said == "imported\ndeclared\n"


def test_unknown_name_in_capitals_is_suggested(site):
    site.declare("acme-slang", "alpha")
    with pytest.raises(UsageError, match="did you mean 'alpha'"):
        load_catalog().transform("ALPHA")


def test_exception_that_cannot_be_printed(site):
    code = "class Evil(Exception):\n    def __str__(self):\n        raise RuntimeError\nraise Evil"
    site.install("acme-slang", code)
    (broken,) = [plugin for plugin in load_catalog().broken if plugin.distribution == "acme-slang"]
    assert "Evil" in broken.cause


def test_without_our_own_distribution_the_cause_is_told(empty_site, monkeypatch):
    empty_site.install("robustbench-nlp", "", version="0.1.0", entry_points="[console_scripts]\nrobust = x:y\n")
    (broken,) = [plugin for plugin in load_catalog().broken if plugin.distribution == "robustbench-nlp"]
    assert broken.stage == "find"
    assert "pip install" in broken.suggestion


def test_naming_a_transform_of_a_broken_plugin_explains(site):
    site.install("acme-slang", RAISES_LATE)
    with pytest.raises(PluginError, match=r"'alpha' is missing: plugin 'acme-slang-point'.*the table is"):
        load_catalog().transform("alpha")
    with pytest.raises(PluginError, match="'acme-slang:beta' is missing"):
        load_catalog().transform("acme-slang:beta")


def test_unknown_name_suspects_a_broken_plugin_that_sounds_alike(site):
    site.install("acme-slang", "import nothing_of_that_name")
    for name in ("slang", "slang_words", "acme-slang:anything"):
        with pytest.raises(UsageError, match=r"perhaps .* because plugin 'acme-slang-point'.*nothing_of_that_name"):
            load_catalog().transform(name)
    with pytest.raises(UsageError, match=r"`robust plugins` tells why") as caught:
        load_catalog().transform("entirely_different")
    assert "acme" not in str(caught.value)
