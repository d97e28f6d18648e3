"""What a catalog answers: names, conflicts, the allow-list, strict and required plugins."""

from __future__ import annotations

import pytest

from robustbench_nlp.core.chain import read_chains
from robustbench_nlp.errors import PluginError, UsageError
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.plugin.factory import load_factory

BROKEN = "import nothing_of_that_name"


def third_party(catalog):
    return {entry.qualified_name for entry in catalog.transforms() if entry.distribution.startswith("acme")}


def test_entry_carries_the_metadata_of_its_distribution(site):
    site.declare(
        "Acme_Slang", "slang", version="2.3", metadata="License-Expression: MIT\nAuthor-email: Ada Example <a@b.c>\n"
    )
    entry = load_catalog().find("transforms", "slang")
    assert (entry.distribution, entry.version, entry.licence, entry.author) == (
        "acme-slang",
        "2.3",
        "MIT",
        "Ada Example",
    )
    assert entry.owner == "acme-slang 2.3"
    assert not entry.builtin
    assert load_catalog().find("transforms", "typo").builtin


def test_licence_of_older_metadata(site):
    site.declare("acme-slang", "slang", metadata="Classifier: License :: OSI Approved :: BSD License\n")
    assert load_catalog().find("transforms", "slang").licence == "BSD License"


def test_a_found_transform_can_be_made_and_chained(site):
    site.declare("acme-slang", "slang")
    catalog = load_catalog()
    (chain,) = read_chains("slang+acme-slang:slang+typo", catalog.transform)
    assert chain.canonical == "slang+slang+typo"
    entry = catalog.find("transforms", "slang")
    assert callable(load_factory(entry.spec.make, entry.owner)(None).rewrite)


def test_order_is_builtins_first_then_names_wherever_they_come_from(site):
    site.declare("acme-zulu", "aardvark")
    site.declare("acme-alpha", "zebra", "ant")
    names = [entry.spec.name for entry in load_catalog().transforms()]
    assert names[:2] == ["identity", "typo"]
    assert [name for name in names if name in {"aardvark", "ant", "zebra"}] == ["aardvark", "ant", "zebra"]


def test_plugins_tell_what_they_contribute(site):
    code = """
    @hookimpl
    def robust_transforms():
        return [spec("slang"), spec("argot")]

    @hookimpl
    def robust_renderers():
        yield RendererSpec("csv", "x", "x:y", ".csv")

    @hookimpl
    def robust_observe():
        pass
    """
    site.install("acme-slang", code, version="2.3")
    (plugin,) = [plugin for plugin in load_catalog().plugins if plugin.distribution == "acme-slang"]
    assert (plugin.name, plugin.version) == ("acme-slang-point", "2.3")
    assert plugin.contributes == {
        "transforms": ("argot", "slang"),
        "renderers": ("csv",),
        "observers": ("robust_observe",),
    }


def test_a_plugin_may_be_an_object_and_may_know_hooks_of_the_future(site):
    code = """
    class Plugin:
        @hookimpl
        def robust_transforms(self):
            yield spec("slang")

        @hookimpl(optionalhook=True)
        def robust_poems(self):
            yield "a poem"

    plugin = Plugin()
    """
    site.install("acme-slang", code, target="acme_slang_module:plugin")
    assert third_party(load_catalog()) == {"slang"}


def test_helpers_imported_from_elsewhere_may_start_with_our_prefix(site):
    (site.folder / "acme_helpers.py").write_text("def robust_mean(xs): return sorted(xs)[len(xs) // 2]\n")
    code = "from acme_helpers import robust_mean\n@hookimpl\ndef robust_transforms():\n    yield spec('slang')\n"
    site.install("acme-slang", code)
    assert third_party(load_catalog()) == {"slang"}


def test_the_same_distribution_twice_counts_once(site, second_site):
    site.declare("acme-slang", "slang", version="2.0")
    second_site.declare("acme-slang", "slang", "argot", version="1.0")
    catalog = load_catalog()
    assert third_party(catalog) == {"slang"}
    assert catalog.find("transforms", "slang").version == "2.0"


def test_a_newer_copy_without_the_plugin_hides_an_older_one(site, second_site):
    site.install("acme-slang", "", version="2.0", entry_points="[console_scripts]\nx = y:z\n")
    second_site.declare("acme-slang", "slang", version="1.0")
    assert third_party(load_catalog()) == set()


def test_builtin_names_are_reserved(site):
    site.declare("acme-slang", "typo", "slang")
    catalog = load_catalog()
    assert catalog.find("transforms", "typo").builtin
    (broken,) = catalog.broken
    assert (broken.distribution, broken.stage) == ("acme-slang", "declare")
    assert "clash: the name of its transform 'typo' is reserved" in broken.cause
    with pytest.raises(PluginError, match=r"'slang' is missing: .*clash"):
        catalog.transform("slang")


@pytest.mark.parametrize(
    "code",
    [
        "@hookimpl\ndef robust_datasets():\n    yield DatasetSpec('films', 'x', 'x:y', aliases=('movies',))\n",
        "@hookimpl\ndef robust_classifiers():\n    yield ClassifierSpec('acme', 'x', 'x:y', bases=('words',))\n",
    ],
)
def test_aliases_and_bases_of_builtins_are_reserved_too(site, code):
    site.install("acme-slang", code)
    (broken,) = load_catalog().broken
    assert "clash" in broken.cause


def test_one_name_may_be_used_for_different_kinds(site):
    code = "@hookimpl\ndef robust_datasets():\n    yield DatasetSpec('typo', 'x', 'x:y')\n"
    site.install("acme-typos", code)
    catalog = load_catalog()
    assert not catalog.broken
    assert catalog.find("datasets", "typo").distribution == "acme-typos"


@pytest.mark.parametrize("names", [("acme-aa", "acme-bb"), ("acme-bb", "acme-aa")])
def test_two_distributions_with_one_name(site, names):
    for name in names:
        site.declare(name, "slang", f"own-{name[-1]}")
    catalog = load_catalog()
    with pytest.raises(PluginError) as caught:
        catalog.transform("slang")
    assert caught.value.message == "transform 'slang' is declared by acme-aa 1.0 and acme-bb 1.0"
    assert caught.value.hint == "write acme-aa:slang or acme-bb:slang"
    assert catalog.transform("acme-aa:slang")[0] == "acme-aa:slang"
    assert catalog.transform("Acme_BB:slang")[1].make == "acme_bb_module:make"
    assert catalog.transform("acme-aa:own-a")[0] == "own-a"
    assert third_party(catalog) == {"acme-aa:slang", "acme-bb:slang", "own-a", "own-b"}


def test_one_distribution_cannot_have_a_name_twice(site):
    code = "@hookimpl\ndef robust_transforms():\n    yield spec('slang')\n"
    site.install(
        "acme-slang", code, entry_points="[robustbench_nlp]\na = acme_slang_module\nb = acme_slang_other_module\n"
    )
    (site.folder / "acme_slang_other_module.py").write_text(
        "from acme_slang_module import spec, hookimpl, make\n" + code, encoding="utf-8"
    )
    catalog = load_catalog()
    assert [broken.name for broken in catalog.broken] == ["a", "b"]
    assert "in two entry points" in catalog.broken[0].cause
    assert third_party(catalog) == set()


def test_unknown_names_get_a_suggestion(site):
    site.declare("acme-slang", "slang")
    catalog = load_catalog()
    with pytest.raises(UsageError, match=r"unknown transform 'tpyo' \(did you mean 'typo'\?; `robust list-transforms`"):
        catalog.transform("tpyo")
    with pytest.raises(UsageError, match="did you mean 'acme-slang:slang'"):
        catalog.transform("acme-slagn:slang")
    with pytest.raises(UsageError, match=r"unknown data set 'sampel' \(did you mean 'sample'\?; `robust plugins`"):
        catalog.find("datasets", "sampel")


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        (None, {"slang", "argot"}),
        ("", set()),
        (" acme-slang ", {"slang"}),
        ("Acme_Slang,acme-argot", {"slang", "argot"}),
        ("argot_point", {"argot"}),
    ],
)
def test_allow_list(site, monkeypatch, allowed, expected):
    site.declare("acme-slang", "slang")
    site.declare("acme-argot", "argot", point="argot-point")
    if allowed is not None:
        monkeypatch.setenv("ROBUST_PLUGINS", allowed)
    catalog = load_catalog()
    assert third_party(catalog) == expected
    assert catalog.find("transforms", "typo").builtin
    assert {found.distribution for found in catalog.left_out} >= {
        f"acme-{name}" for name in {"slang", "argot"} - expected
    }
    assert not catalog.broken


def test_allow_given_in_code_goes_before_the_environment(site, monkeypatch):
    site.declare("acme-slang", "slang")
    monkeypatch.setenv("ROBUST_PLUGINS", "")
    assert third_party(load_catalog(allow="acme-slang")) == {"slang"}


def test_left_out_plugins_are_not_even_imported(site):
    site.install("acme-slang", "import signal\nsignal.raise_signal(signal.SIGINT)")
    assert not load_catalog(allow="").broken


def test_asking_for_what_the_allow_list_left_out_says_so(site):
    site.declare("acme-slang", "slang")
    with pytest.raises(UsageError, match=r"acme-slang 1.0 is installed, but not on ROBUST_PLUGINS"):
        load_catalog(allow="").transform("acme-slang:slang")


def test_a_name_on_the_allow_list_that_is_not_installed_is_listed(site):
    (broken,) = load_catalog(allow="acme-slagn").broken
    assert broken.stage == "find"
    assert "'acme-slagn'" in broken.cause
    with pytest.raises(PluginError, match="acme-slagn"):
        load_catalog(strict=True, allow="acme-slagn")


def test_strict(site):
    site.declare("acme-good", "slang")
    assert third_party(load_catalog(strict=True, allow="acme-good")) == {"slang"}
    site.install("acme-bad", BROKEN, version="7")
    site.install("acme-worse", BROKEN)
    with pytest.raises(PluginError, match=r"acme-bad 7 is broken at import: .*and 1 more") as caught:
        load_catalog(strict=True)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("requirement", ["acme-slang", "Acme.Slang==2.3", "acme-slang == 2.3.0", "acme-slang-point"])
def test_required_and_there(site, requirement):
    site.declare("acme-slang", "slang", version="2.3")
    assert third_party(load_catalog(required=["robustbench-nlp", requirement])) == {"slang"}


@pytest.mark.parametrize(
    ("requirement", "error", "text"),
    [
        ("acme-absent", PluginError, "'acme-absent' is not installed .pip install acme-absent"),
        ("acme-slang==2.4", PluginError, "acme-slang==2.4 is required, acme-slang 2.3 is installed"),
        ("acme-bad", PluginError, "acme-bad 1.0 is broken at import"),
        ("acme-slang>=2", UsageError, "write NAME or NAME==VERSION"),
        ("acme-slang==", UsageError, "write NAME or NAME==VERSION"),
        ("==1", UsageError, "write NAME or NAME==VERSION"),
    ],
)
def test_required_and_not_met(site, requirement, error, text):
    site.declare("acme-slang", "slang", version="2.3")
    site.install("acme-bad", BROKEN)
    with pytest.raises(error, match=text):
        load_catalog(required=[requirement])


def test_required_but_not_allowed(site):
    site.declare("acme-slang", "slang")
    with pytest.raises(PluginError, match="installed, but not on ROBUST_PLUGINS"):
        load_catalog(required=["acme-slang"], allow="")


def test_catalog_cannot_be_changed(site):
    catalog = load_catalog()
    with pytest.raises(TypeError):
        catalog.by_kind["transforms"] = ()
    with pytest.raises(AttributeError):
        catalog.broken = ()
    catalog.transforms().clear()
    assert catalog.transforms()
