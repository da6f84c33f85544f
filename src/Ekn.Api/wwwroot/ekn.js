// What makes pages better where scripts run; without it every page works by links and forms alone.
"use strict";

// Elements marked data-live are fetched anew when the server says that something changed.
const live = () => document.querySelectorAll("[data-live][id]");
const liveAt = document.body.dataset.liveAt;

// Somebody is typing or choosing there: it is left alone until they are done.
const isInUse = (element) =>
  element.contains(document.activeElement) &&
  document.activeElement.matches("input:not([type=hidden]), textarea, select");

const refresh = async () => {
  const answer = await fetch(location.href, { headers: { "X-Live": "1" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const old of live()) {
    const next = fresh.getElementById(old.id);
    if (!next || isInUse(old) || old.innerHTML === next.innerHTML) continue;
    const opened = [...old.querySelectorAll("details[open][id]")].map((one) => one.id);
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(next);
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus();
    next.dispatchEvent(new CustomEvent("ekn:refreshed", { bubbles: true }));
  }
};

if (liveAt && live().length > 0 && "EventSource" in window) {
  let seen = null;
  let waiting = 0;
  const stream = new EventSource(liveAt);
  stream.addEventListener("changed", (event) => {
    const first = seen === null;
    if (event.data === seen) return;
    seen = event.data;
    if (first) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => refresh().catch(() => {}), 300);
  });
  // A phone that was asleep shows what was true then.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") refresh().catch(() => {});
  });
  // Else browsers show the page as still loading while it is left.
  addEventListener("pagehide", () => stream.close());
}

// A form goes once, however often a thumb lands on its button.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.sent === "1") {
    if (form.dataset.sent === "1") event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// A text to copy: the button is there only where it works.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
}
