from __future__ import annotations

import pytest

from robustbench_nlp.core.kinds import Event
from robustbench_nlp.plugin.finder import Found
from robustbench_nlp.plugin.loader import LoadedPlugin
from robustbench_nlp.plugin.observers import Observers


def plugin(name, *observers):
    return LoadedPlugin(Found(name, f"{name}_module", f"acme-{name}", "1.0", "MIT", "Ada", False), {}, observers)


def test_everyone_hears_everything_in_order():
    heard = []
    observers = Observers(
        [plugin("a", lambda e: heard.append(("a", e.kind))), plugin("b", lambda e: heard.append("b"))]
    )
    observers.notify(Event("run_started"))
    observers.notify(Event("run_finished"))
    assert heard == [("a", "run_started"), "b", ("a", "run_finished"), "b"]
    assert not observers.switched_off


@pytest.mark.parametrize("error", [ValueError("tracker is down"), SystemExit(1)])
def test_one_that_fails_is_noted_once_and_hears_no_more(error):
    calls, heard = [], []

    def failing(event):
        calls.append(event.kind)
        raise error

    observers = Observers([plugin("bad", failing), plugin("good", lambda event: heard.append(event.kind))])
    for kind in ("run_started", "shard_done", "run_finished"):
        observers.notify(Event(kind))
    assert calls == ["run_started"]
    assert heard == ["run_started", "shard_done", "run_finished"]
    (note,) = observers.switched_off
    assert (note.name, note.distribution, note.stage) == ("bad", "acme-bad", "observe")
    assert "'run_started'" in note.cause


def test_an_observer_cannot_change_what_others_see():
    seen = []
    counts = {"done": 1}

    def meddling(event):
        event.data[0][1]["done"] = 99

    observers = Observers([plugin("a", meddling), plugin("b", lambda event: seen.append(dict(event.data[0][1])))])
    observers.notify(Event("shard_done", (("counts", counts),)))
    assert counts == {"done": 1}
    assert seen == [{"done": 1}]


def test_interrupt_passes():
    def interrupted(event):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Observers([plugin("a", interrupted)]).notify(Event("run_started"))
