"""The judge against a real server on this machine that speaks the protocol, well and badly."""

from __future__ import annotations

import itertools
import sys
import time

import pytest

from robustbench_nlp.core.judge import Answer, JudgeRequest
from robustbench_nlp.errors import ModelError, ResourceMissing, UsageError
from robustbench_nlp.judges.llm.endpoint import RETRIES
from robustbench_nlp.judges.llm.judge import AT_ONCE, LlmJudge

UNDECIDED = {"mixed": "says both or neither", "cannot tell": "cannot be understood"}


def judge(url: str = "", model: str = "small", key: str = "") -> LlmJudge:
    def load(_name: str):
        raise AssertionError("a language model needs no classifier")

    return LlmJudge(JudgeRequest(model, ("negative", "positive"), load, UNDECIDED, url, key))


def test_each_text_is_asked_about_on_its_own_at_temperature_0(server):
    served = server(lambda asked: "positive" if "good" in served.text_of(asked) else "negative")
    texts = ["good", "bad", "a good one"]
    assert list(judge(served.url).answers(texts)) == [Answer("positive"), Answer("negative"), Answer("positive")]
    assert sorted(map(served.text_of, served.requests)) == sorted(texts)
    assert {(asked["model"], asked["temperature"], len(asked["messages"])) for asked in served.requests} == {
        ("small", 0, 2)
    }


def test_answers_come_in_the_order_of_the_texts_whoever_is_faster(server):
    def reply(asked):
        time.sleep(0.05 if served.text_of(asked) in {"0", "5"} else 0)
        return "positive" if int(served.text_of(asked)) % 3 else "negative"

    served = server(reply)
    found = [answer.label for answer in judge(served.url).answers([str(i) for i in range(12)])]
    assert found == ["positive" if i % 3 else "negative" for i in range(12)]


@pytest.mark.parametrize(
    "trouble", [(429, {"error": {"message": "slow down"}}), (500, {}), (503, b"<html>busy</html>")]
)
def test_what_may_pass_is_tried_again(server, trouble):
    replies = itertools.chain([trouble] * 3, itertools.repeat("mixed"))
    served = server(lambda _asked: next(replies))
    assert list(judge(served.url).answers(["a text"])) == [Answer("mixed")]
    assert len(served.requests) == 4


def test_what_does_not_pass_is_an_error_that_says_how_to_go_on(server):
    served = server(lambda _asked: (429, {"error": {"message": "quota exceeded"}}))
    with pytest.raises(ModelError, match=r"small at 127\.0\.0\.1:\d+: quota exceeded.*same command goes on"):
        list(judge(served.url).answers(["a text"]))
    assert len(served.requests) == RETRIES + 1


def test_what_was_answered_before_an_error_comes_out(server):
    def reply(asked):
        return "positive" if int(served.text_of(asked)) < 3 else (401, {"error": {"message": "key expired"}})

    served = server(reply)
    answers = judge(served.url).answers([str(i) for i in range(20)])
    assert [next(answers).label for _ in range(3)] == ["positive"] * 3
    with pytest.raises(ModelError, match="key expired"):
        next(answers)


def test_a_reply_that_is_no_answer_is_sent_back_once(server):
    def reply(asked):
        return "positive" if len(asked["messages"]) > 2 else "It is not negative."

    served = server(reply)
    (answer,) = judge(served.url).answers(["fine"])
    assert answer == Answer("positive", "It is not negative. / positive")
    again = served.requests[1]["messages"]
    assert [message["role"] for message in again] == ["system", "user", "assistant", "user"]
    assert "exactly one of these" in again[3]["content"]


@pytest.mark.parametrize("said", ["I will not say.", "", "x" * 5000])
def test_no_answer_is_not_made_into_one(server, said):
    served = server(lambda _asked: said)
    (answer,) = judge(served.url).answers(["fine"])
    assert answer.label == ""
    assert len(answer.comment) <= 500


@pytest.mark.parametrize(
    "body", [{"choices": []}, {"choices": [{"message": {"content": None}}]}, {"choices": [{}]}, {}, [], "yes", b"null"]
)
def test_bodies_that_only_resemble_the_protocol_are_no_answers(server, body):
    served = server(lambda _asked: (200, body))
    (answer,) = judge(served.url).answers(["fine"])
    assert answer.label == ""


def test_a_body_that_cannot_be_read_is_an_error_in_one_line(server):
    served = server(lambda _asked: (200, b'{"choices": ['))
    with pytest.raises(ModelError, match="small at") as found:
        list(judge(served.url).answers(["fine"]))
    assert "\n" not in str(found.value)


def test_a_text_that_is_refused_does_not_stop_the_others(server):
    def reply(asked):
        return (400, {"error": {"message": "content policy"}}) if served.text_of(asked) == "8" else "negative"

    served = server(reply)
    found = list(judge(served.url).answers([str(i) for i in range(12)]))
    assert [answer.label for answer in found] == ["negative"] * 8 + [""] + ["negative"] * 3
    assert found[8].comment == "content policy"


def test_a_request_that_is_refused_from_the_start_is_an_error(server):
    served = server(lambda _asked: (400, {"error": {"message": "temperature is not supported"}}))
    with pytest.raises(ModelError, match="temperature is not supported"):
        list(judge(served.url).answers(["one", "two"]))


@pytest.mark.parametrize(
    ("status", "hint"), [(401, "--key-variable"), (403, "--key-variable"), (404, "the model's name and --base-url")]
)
def test_errors_name_the_next_step(server, status, hint):
    served = server(lambda _asked: (status, {"error": {"message": "no"}}))
    with pytest.raises(ModelError) as found:
        list(judge(served.url).answers(["fine"]))
    assert hint in found.value.hint
    assert len(served.requests) == 1


def test_nobody_at_the_address_is_said(server):
    served = server(lambda _asked: "positive")
    served.close()
    with pytest.raises(ModelError, match="small at 127"):
        list(judge(served.url).answers(["fine"]))


def test_nothing_more_is_asked_once_nobody_listens(server):
    served = server(lambda _asked: "positive")
    answers = judge(served.url).answers([str(i) for i in range(200)])
    next(answers)
    answers.close()
    time.sleep(0.2)
    assert len(served.requests) <= 2 * AT_ONCE


def test_the_usual_key_is_never_sent_elsewhere_unasked(server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("THEIR_KEY", " other ")
    served = server(lambda _asked: "positive")
    list(judge(served.url).answers(["fine"]))
    list(judge(served.url, key="THEIR_KEY").answers(["fine"]))
    list(judge(served.url, key="OPENAI_API_KEY").answers(["fine"]))
    monkeypatch.setenv("OPENAI_BASE_URL", served.url)
    list(judge().answers(["fine"]))
    assert served.keys == ["Bearer none", "Bearer other", "Bearer sk-secret", "Bearer sk-secret"]


def test_a_missing_key_is_said_before_anything_is_asked(server, monkeypatch):
    with pytest.raises(UsageError, match="OPENAI_API_KEY is not set"):
        judge()
    with pytest.raises(UsageError, match="THEIR_KEY is not set"):
        judge("http://localhost:1/v1", key="THEIR_KEY")


@pytest.mark.parametrize(
    "url", ["localhost:8000", "ftp://x/v1", "http://", "http://[::1", "//host", "http://h:99999999"]
)
def test_an_address_that_is_none_is_said(server, url):
    with pytest.raises(UsageError, match="--base-url is not an address"):
        judge(url)


def test_a_model_must_be_named(server):
    with pytest.raises(UsageError, match="which model"):
        judge("http://localhost:1/v1", model="")


def test_the_signature_tells_model_place_and_prompt_but_no_secret(server):
    found = judge("http://user:secret@localhost:8000/v1?token=secret")
    assert found.signature.startswith("small@localhost:8000/prompt-")
    assert found.signature.endswith("/t0")
    assert "secret" not in found.signature + str(found.record)
    assert found.record["messages"][1]["content"] == "<text>\n{text}\n</text>"


def test_who_answered_and_what_it_took_is_kept(server):
    served = server(lambda _asked: "positive")
    found = judge(served.url)
    list(found.answers(["one", "two", "three"]))
    assert found.sitting == {"models": ["small-0613"], "tokens_in": 300, "tokens_out": 6}


def test_the_estimate_is_about_right_and_asks_nobody(server):
    found = judge("http://localhost:1/v1").estimate(["word " * 400] * 10)
    assert found.texts == 10
    # A word and its blank are about a token.
    assert 4000 < found.tokens_in < 8000
    assert found.tokens_out == 30


def test_without_the_client_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(ResourceMissing, match=r"robustbench-nlp\[llm\]"):
        judge("http://localhost:1/v1")
