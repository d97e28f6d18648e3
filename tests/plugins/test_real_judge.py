"""The example plugin's judge, installed with pip: found by name, made, and heard like a built-in one."""

from __future__ import annotations

import json

CODE = """
import json
from robustbench_nlp.audit.judging.find import annotator_name, find_judge
from robustbench_nlp.audit.judging.heard import heard
from robustbench_nlp.core.judge import JudgeRequest
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.plugin.factory import made
catalog = load_catalog()
for written in ("word_list", "robustbench-nlp-example:word_list"):
    entry, source = find_judge(catalog, written)
    judge = made(entry.spec.make, entry.owner, JudgeRequest(source, ("negative", "positive"), load=None))
    texts = ["a good film", "a bad one", "a film"]
    answers = heard(judge, texts, ("negative", "positive", "mixed", "cannot tell"), entry.owner)
    print(json.dumps([entry.owner, annotator_name(entry, source), judge.signature, [a.label for a in answers]]))
"""


def test_a_judge_installed_with_pip_takes_part(environment):
    environment.install_example()
    try:
        done = environment.run("-c", CODE)
        assert done.returncode == 0, done.stderr
        expected = [
            "robustbench-nlp-example 0.1.0",
            "word_list",
            "word_list.v1",
            ["positive", "negative", "cannot tell"],
        ]
        assert [json.loads(line) for line in done.stdout.splitlines()] == [expected, expected]
        listed = environment.run("-m", "robustbench_nlp", "plugins")
        assert "judges: word_list" in " ".join(listed.stdout.split())
    finally:
        environment.uninstall_example()
