// Keys for the answers, the time spent reading, and patience with a server that is away. All of it is optional.
"use strict";

// Whoever answers sooner has pressed a key twice and not read the text.
const SHORTEST = 250;
const RETRY = 1000;

let busy = false;
let shownAt = 0;
let readBefore = 0;
let visibleSince = null;

function begin() {
  shownAt = performance.now();
  readBefore = 0;
  visibleSince = document.hidden ? null : shownAt;
  document.getElementById("text")?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function secondsRead() {
  const now = visibleSince === null ? 0 : performance.now() - visibleSince;
  return (readBefore + now) / 1000;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden && visibleSince !== null) {
    readBefore += performance.now() - visibleSince;
    visibleSince = null;
  } else if (!document.hidden && visibleSince === null) {
    visibleSince = performance.now();
  }
});

function say(words) {
  const status = document.getElementById("status");
  if (status) status.textContent = words;
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// The same request until a reply comes: the server takes one that it has had already for what it is.
async function send(action, fields) {
  for (;;) {
    try {
      const reply = await fetch(action, { method: "POST", body: fields });
      if (reply.status < 500) return [reply, await reply.text()];
    } catch {
      // The server is away, or went away in the middle of its reply.
    }
    say("Not saved yet: the server does not answer. Keep this page open, it goes on trying.");
    await pause(RETRY);
  }
}

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = event.submitter;
  if (busy || (form.matches(".answers") && performance.now() - shownAt < SHORTEST)) return;
  busy = true;
  if ("timed" in form.dataset) form.elements.seconds.value = secondsRead().toFixed(1);
  const fields = new URLSearchParams(new FormData(form));
  if (button?.name) fields.set(button.name, button.value);
  button?.classList.add("sent");
  const [reply, page] = await send(form.getAttribute("action"), fields);
  history.replaceState(null, "", reply.url);
  document.body.replaceWith(new DOMParser().parseFromString(page, "text/html").body);
  busy = false;
  begin();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const key = event.key.toLowerCase();
  const meant = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key);
  if (!meant) return;
  event.preventDefault();
  if (event.repeat) return;
  meant.click();
  if (meant.matches("summary") && meant.parentElement.open) meant.parentElement.querySelector("textarea").focus();
});

addEventListener("beforeunload", (event) => {
  if (busy) event.preventDefault();
});

begin();
