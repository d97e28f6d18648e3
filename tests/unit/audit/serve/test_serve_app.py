"""The application behind `robust audit serve`, without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs the extra `serve`")
from starlette.testclient import TestClient

from robustbench_nlp.audit.answers import Answers
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.labelling import Labelling
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.serve.app import make_app
from robustbench_nlp.audit.shown import shown
from robustbench_nlp.errors import ReportError

ANNA, BERT = "/a/token-of-anna/", "/a/token-of-bert/"


@pytest.fixture
def people(folder: AuditFolder) -> Iterator[dict[str, Labelling]]:
    answers = Answers(folder.path / folder.ANSWERS)
    yield {f"token-of-{name}": Labelling(folder, name, answers.add) for name in ("anna", "bert")}
    answers.close()


@pytest.fixture
def client(people: dict[str, Labelling]) -> TestClient:
    return TestClient(make_app(people))


@pytest.fixture
def curious(people: dict[str, Labelling]) -> TestClient:
    return TestClient(make_app(people, naturalness=True))


def text_of(page: str) -> str:
    return unescape(re.search(r"<article[^>]*>(.*?)</article>", page, re.DOTALL).group(1))  # type: ignore[union-attr]


def id_of(page: str) -> str:
    return re.search(r'name="audit_id" value="([^"]+)">\n<input type="hidden" name="seconds"', page).group(1)  # type: ignore[union-attr]


def test_all_texts_are_read_one_after_the_other_and_every_answer_is_in_the_folder(
    client: TestClient, folder: AuditFolder
) -> None:
    rows = Labelling(folder, "anna").rows
    page = client.get(ANNA).text
    for i, row in enumerate(rows):
        assert id_of(page) == row.audit_id
        assert text_of(page) == shown(row.text)
        assert f"{i} of {len(rows)}" in page
        label = ("negative", "positive", "mixed", "cannot tell")[i % 4]
        reply = client.post(
            ANNA + "answer", data={"audit_id": row.audit_id, "label": label, "seconds": "4.25", "comment": " ok\r\n "}
        )
        page = reply.text
        last = folder.responses()[-1]
        assert (last.audit_id, last.annotator, last.label, last.seconds, last.comment) == (
            row.audit_id,
            "anna",
            label,
            4.2,
            "ok",
        )
    assert "All done" in page
    assert "0 of 4" in client.get(BERT).text


def test_a_page_gives_nothing_away(client: TestClient, folder: AuditFolder) -> None:
    page = client.get(ANNA).text
    while "All done" not in page:
        about = page.replace(re.search(r"<article.*?</article>", page, re.DOTALL).group(), "")  # type: ignore[union-attr]
        for word in ("secret", "synonym", "transform", "control", "flip", "stratum", "gold", "original", "flag"):
            assert word not in about.lower()
        page = client.post(ANNA + "answer", data={"audit_id": id_of(page), "label": "mixed"}).text


def test_pages_of_two_texts_differ_in_nothing_but_text_and_id(client: TestClient, folder: AuditFolder) -> None:
    def frame(audit_id: str) -> str:
        page = client.get(ANNA, params={"text": audit_id}).text
        return re.sub(r"<article.*?</article>", "", page, flags=re.DOTALL).replace(audit_id, "")

    assert len({frame(row.audit_id) for row in Labelling(folder, "anna").rows}) == 1


@pytest.mark.parametrize(
    "address", ["/", "/a/", "/a/wrong/", "/a/%F0%9F%92%A9/", "/a/token-of-anna/x", "/static/", "/static/../app.py"]
)
def test_without_the_secret_there_is_nothing(client: TestClient, address: str) -> None:
    reply = client.get(address)
    assert reply.status_code == 404
    assert "anna" not in reply.text
    assert client.post("/a/wrong/answer", data={"audit_id": "a-0001", "label": "mixed"}).status_code == 404


def test_nobody_sees_or_answers_another_ones_texts(client: TestClient, folder: AuditFolder) -> None:
    bert = {row.audit_id for row in Labelling(folder, "bert").rows}
    theirs = next(row.audit_id for row in Labelling(folder, "anna").rows if row.audit_id not in bert)
    assert client.get(BERT, params={"text": theirs}).status_code == 400
    assert client.post(BERT + "answer", data={"audit_id": theirs, "label": "mixed"}).status_code == 400
    assert client.post(BERT + "undo", data={"audit_id": theirs}).status_code == 400
    assert folder.responses() == ()


@pytest.mark.parametrize("address", [ANNA, "/a/wrong/", ANNA + "answer", "/static/label.js", "/nowhere"])
def test_every_reply_forbids_what_is_not_ours(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_nothing_comes_from_outside() -> None:
    static = Path(make_app.__code__.co_filename).parent / "static"
    for path in static.iterdir():
        for address in re.findall(r"(?:https?:)?//[a-z][\w.-]*\.\w+[^\s\"']*", path.read_text("utf-8")):
            assert address == "http://www.w3.org/2000/svg", "a name, which nobody looks up"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\xff\xfe", 400),
        (b"audit_id=a-0001&label=good", 400),
        (b"audit_id=a-0001", 400),
        (b"audit_id=%ED%A0%80&label=mixed", 400),
        (b"&".join(b"x%d=1" % i for i in range(50)), 400),
        (b"comment=" + b"x" * 70_000, 413),
    ],
)
def test_requests_that_make_no_sense_are_refused(
    client: TestClient, folder: AuditFolder, body: bytes, status: int
) -> None:
    assert client.post(ANNA + "answer", content=body).status_code == status
    assert folder.responses() == ()


@pytest.mark.parametrize("said", ["", "nan", "inf", "-1", "1e9", "soon", "٣x"])
def test_an_impossible_time_is_no_time(client: TestClient, folder: AuditFolder, said: str) -> None:
    assert client.post(ANNA + "answer", data={"audit_id": "a-0001", "label": "mixed", "seconds": said}).is_success
    assert folder.responses()[0].seconds is None


def test_the_same_request_twice_is_one_answer_and_one_undo(client: TestClient, folder: AuditFolder) -> None:
    first, second = (row.audit_id for row in Labelling(folder, "anna").rows[:2])
    for audit_id in (first, first, second):
        client.post(ANNA + "answer", data={"audit_id": audit_id, "label": "mixed", "seconds": "1"})
    assert "2 of 8" in client.get(ANNA).text
    for _ in range(2):
        page = client.post(ANNA + "undo", data={"audit_id": second}).text
        assert id_of(page) == second
        assert "1 of 8" in page
    assert [response.label for response in folder.responses()] == ["mixed", "mixed", ""]


def test_a_note_is_still_there_when_its_answer_is_taken_back(client: TestClient, folder: AuditFolder) -> None:
    audit_id = Labelling(folder, "anna").rows[0].audit_id
    client.post(ANNA + "answer", data={"audit_id": audit_id, "label": "mixed", "comment": "irony?"})
    assert "irony?</textarea>" in client.post(ANNA + "undo", data={"audit_id": audit_id}).text


def test_naturalness_is_asked_once_the_label_is_saved_and_may_be_left_out(
    curious: TestClient, folder: AuditFolder
) -> None:
    first, second = (row.audit_id for row in Labelling(folder, "anna").rows[:2])
    page = curious.post(ANNA + "answer", data={"audit_id": first, "label": "mixed"}).text
    assert "How natural" in page
    assert text_of(page) == shown(Labelling(folder, "anna").row(first).text)
    assert folder.responses()[-1].label == "mixed"
    page = curious.post(ANNA + "rate", data={"audit_id": first, "naturalness": "2"}).text
    assert id_of(page) == second
    assert folder.responses()[-1].naturalness == 2
    for wrong in ("0", "6", "²", "", "x"):
        assert curious.post(ANNA + "rate", data={"audit_id": first, "naturalness": wrong}).status_code == 400


def test_what_is_answered_in_the_terminal_meanwhile_is_not_asked_again(client: TestClient, folder: AuditFolder) -> None:
    first, second = (row.audit_id for row in Labelling(folder, "anna").rows[:2])
    assert id_of(client.get(ANNA).text) == first
    folder.add_responses([Response(first, "anna", "positive")])
    assert id_of(client.get(ANNA).text) == second


def test_an_answer_that_cannot_be_saved_is_said_not_to_be_and_is_not_counted(folder: AuditFolder) -> None:
    def full(_: object) -> None:
        raise ReportError("cannot write answers.sqlite: database or disk is full")

    client = TestClient(make_app({"token-of-anna": Labelling(folder, "anna", full)}))
    reply = client.post(ANNA + "answer", data={"audit_id": "a-0001", "label": "mixed"})
    assert reply.status_code == 503
    assert "disk is full" in reply.text
    assert "0 of 8" in client.get(ANNA).text
