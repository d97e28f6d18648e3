"""`robust audit serve` as annotators meet it: a real server and a real browser, by keys, mouse and finger."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.labelling import Labelling

pytest.importorskip("uvicorn", reason="needs the extra `serve`")
playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")

PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
Start = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    # Chromium's sandbox refuses to run as root.
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with playwright.sync_playwright() as tools:
        started = tools.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"] if root else [])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens an address in a window of its own; whatever its page asks for elsewhere, or complains of, is an error."""
    complaints: list[str] = []
    contexts = []

    def open_page(address: str, **options: Any) -> Any:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        home = address.split("/a/", maxsplit=1)[0] + "/"
        page.on("request", lambda request: request.url.startswith(home) or complaints.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: "ERR_CONNECTION" in said.text or complaints.append(said.text))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def shows(page: Any, row: Any) -> bool:
    """Whether the page shows that text, once it does."""
    page.wait_for_selector(f"form.answers input[value={row.audit_id}]", state="attached")
    # Sooner than this a key is taken for one pressed twice.
    page.wait_for_timeout(300)
    return True


def labels(folder: AuditFolder, annotator: str = "anna") -> list[str]:
    return [response.label for response in folder.responses() if response.annotator == annotator]


def test_a_sheet_is_labelled_with_the_keyboard_alone(start: Start, opened: Any, folder: AuditFolder) -> None:
    rows = Labelling(folder, "bert").rows
    page = opened(start().links["bert"])
    for row, key in zip(rows, "12mc", strict=True):
        assert shows(page, row)
        page.keyboard.press(key)
    page.get_by_text("All done").wait_for()
    assert labels(folder, "bert") == ["negative", "positive", "mixed", "cannot tell"]
    assert all(0.3 <= response.seconds < 20 for response in folder.responses())
    page.keyboard.press("u")
    assert shows(page, rows[-1])
    page.keyboard.press("2")
    page.get_by_text("All done").wait_for()
    assert labels(folder, "bert")[-2:] == ["", "positive"]


def test_a_note_is_typed_without_choosing_anything(start: Start, opened: Any, folder: AuditFolder) -> None:
    rows = Labelling(folder, "anna").rows
    page = opened(start().links["anna"])
    assert shows(page, rows[0])
    page.keyboard.press("n")
    page.keyboard.type("1 or 2? ü <b>")
    page.keyboard.press("Escape")
    assert labels(folder) == []
    page.keyboard.press("1")
    assert shows(page, rows[1])
    assert folder.responses()[0].comment == "1 or 2? ü <b>"


def test_naturalness_is_one_more_key_or_skipped(start: Start, opened: Any, folder: AuditFolder) -> None:
    rows = Labelling(folder, "anna").rows
    page = opened(start("--naturalness").links["anna"])
    for row, keys in zip(rows, ("24", "10"), strict=False):
        assert shows(page, row)
        page.keyboard.press(keys[0])
        page.get_by_text("How natural").wait_for()
        page.wait_for_timeout(300)
        page.keyboard.press(keys[1])
    assert shows(page, rows[2])
    labelling = Labelling(folder, "anna")
    given = [labelling.given(row.audit_id) for row in rows[:2]]
    assert [(answer.label, answer.naturalness) for answer in given if answer] == [("positive", 4), ("negative", None)]


def test_a_key_held_down_or_pressed_twice_labels_one_text(start: Start, opened: Any, folder: AuditFolder) -> None:
    rows = Labelling(folder, "anna").rows
    page = opened(start().links["anna"])
    assert shows(page, rows[0])
    for _ in range(10):
        page.keyboard.down("1")
    page.keyboard.up("1")
    assert shows(page, rows[1])
    page.keyboard.press("2")
    page.keyboard.press("2")
    assert shows(page, rows[2])
    assert labels(folder) == ["negative", "positive"]


def test_nothing_in_a_text_runs_and_all_of_it_is_read(start: Start, opened: Any, folder: AuditFolder) -> None:
    hostile = next(row for row in Labelling(folder, "anna").rows if "<script>" in row.text)
    page = opened(start().links["anna"] + f"?text={hostile.audit_id}")
    assert page.locator("article").inner_text() == hostile.text
    assert page.locator("article *").count() == 0
    assert page.title() == "Which label fits?"
    page.wait_for_timeout(300)
    page.keyboard.press("1")
    # The page that follows is put in by the script: there, too, a text is only a text.
    page.keyboard.press("u")
    page.wait_for_timeout(500)
    page.goto(page.url)
    assert page.title() == "Which label fits?"


def test_an_answer_given_while_the_server_is_away_is_saved_when_it_is_back(
    start: Start, opened: Any, folder: AuditFolder
) -> None:
    rows = Labelling(folder, "anna").rows
    server = start()
    page = opened(server.links["anna"])
    assert shows(page, rows[0])
    page.keyboard.press("1")
    assert shows(page, rows[1])
    server.kill()
    page.keyboard.press("2")
    page.get_by_text("Not saved yet").wait_for()
    # Nothing more is taken until this one is safe.
    page.keyboard.press("m")
    assert labels(folder) == ["negative"]
    start(port=server.port)
    assert shows(page, rows[2])
    assert labels(folder) == ["negative", "positive"]


def test_two_annotators_side_by_side_and_two_tabs_of_one(start: Start, opened: Any, folder: AuditFolder) -> None:
    links = start().links
    anna, tab, bert = (opened(links[name]) for name in ("anna", "anna", "bert"))
    rows, others = Labelling(folder, "anna").rows, Labelling(folder, "bert").rows
    for page, row in ((anna, rows[0]), (tab, rows[0]), (bert, others[0])):
        assert shows(page, row)
    for page in (anna, tab, bert):
        page.keyboard.press("1")
    for page, row in ((anna, rows[1]), (tab, rows[1]), (bert, others[1])):
        assert shows(page, row)
    assert len(Labelling(folder, "anna").rows) - 1 == sum(
        Labelling(folder, "anna").given(row.audit_id) is None for row in rows
    )
    assert Labelling(folder, "bert").progress.done == 1


def test_on_a_phone_every_answer_is_in_reach_of_a_finger(start: Start, opened: Any, folder: AuditFolder) -> None:
    rows = Labelling(folder, "anna").rows
    link = start().links["anna"]
    longest = max(rows, key=lambda row: len(row.text))
    page = opened(f"{link}?text={longest.audit_id}", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "nothing to be scrolled sideways"
    for button in page.locator("button.choice").all():
        box = button.bounding_box()
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["y"] + box["height"] <= 640, "in sight without scrolling"
    assert page.locator("article").bounding_box()["height"] > 640
    assert page.locator(".answers").bounding_box()["height"] < 640 / 2, "half the screen is left for the text"
    page.wait_for_timeout(300)
    page.get_by_role("button", name="positive").tap()
    assert shows(page, rows[0])
    assert page.evaluate("scrollY") == 0
    assert labels(folder) == ["positive"]


def test_it_works_without_its_script(start: Start, opened: Any, folder: AuditFolder) -> None:
    rows = Labelling(folder, "anna").rows
    page = opened(start().links["anna"], java_script_enabled=False)
    page.get_by_role("button", name="negative").click()
    playwright.expect(page.locator(".count")).to_have_text("1 of 8")
    page.get_by_role("button", name="Undo").click()
    playwright.expect(page.locator(".count")).to_have_text("0 of 8")
    playwright.expect(page.locator("form.answers input[name=audit_id]")).to_have_value(rows[0].audit_id)
    assert labels(folder) == ["negative", ""]
    assert time.strftime("%Y") in folder.responses()[0].at
