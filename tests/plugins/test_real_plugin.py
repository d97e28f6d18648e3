"""The example plugin as a user has it: built, installed with pip into a fresh environment, used, uninstalled."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

CATALOG = """
import json
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.testing import apply
catalog = load_catalog()
print(json.dumps([
    [e.spec.name, e.distribution, e.version, e.licence, e.author, e.builtin,
     apply(e.spec, "My favorite color", "direction=to_uk")]
    for e in catalog.transforms() if not e.builtin and e.distribution == "robustbench-nlp-example"
]))
"""
CONTRACT = """
import robustbench_nlp_example as plugin
from robustbench_nlp.testing import check_transform, transform_specs
for spec in transform_specs(plugin):
    check_transform(spec)
print(plugin.__file__)
"""
REQUIRED = """
from robustbench_nlp.errors import PluginError
from robustbench_nlp.plugin.catalog import load_catalog
try:
    load_catalog(required=["robustbench-nlp-example==0.1"])
except PluginError as error:
    print(error)
else:
    print("there")
"""


def answer(environment, code):
    done = environment.run("-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_installed_it_takes_part_and_uninstalled_it_is_gone(environment):
    assert json.loads(answer(environment, CATALOG)) == []
    environment.install_example()
    try:
        assert json.loads(answer(environment, CATALOG)) == [
            [
                "spelling_variant",
                "robustbench-nlp-example",
                "0.1.0",
                "Apache-2.0",
                "The robustbench-nlp authors",
                False,
                "My favourite colour",
            ]
        ]
        assert answer(environment, REQUIRED) == "there"
        where = answer(environment, CONTRACT)
        assert str(environment.python.parents[1]) in where, "the installed copy, not the source tree"
    finally:
        environment.uninstall_example()
    assert json.loads(answer(environment, CATALOG)) == []
    assert "'robustbench-nlp-example' is not installed" in answer(environment, REQUIRED)


def test_the_wheel_carries_its_licence_and_only_its_package(environment, tmp_path):
    example = Path(__file__).parents[2] / "plugins" / "robustbench-nlp-example"
    environment.pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(tmp_path), str(example))
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0] for name in names} == {
        "robustbench_nlp_example",
        "robustbench_nlp_example-0.1.0.dist-info",
    }
