// Counting through a dead spot: a tap shows at once, is kept on the phone, and is sent when the network is back, once.
"use strict";

const counting = document.querySelector("[data-counting]");

if (counting) {
  const room = counting.dataset.room;
  const place = `ekn-taps:${location.pathname}:${room}`;
  const words = counting.querySelector("[data-words]").dataset;
  const sync = counting.querySelector("[data-sync]");
  const guests = ["women", "men", "notStated"];
  let sending = false;
  let retry = 0;
  let wait = 2000;
  let signedOut = false;
  let refusals = [];

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(place)) ?? [];
    } catch {
      return [];
    }
  };
  const write = (taps) => localStorage.setItem(place, JSON.stringify(taps));
  const newId = () =>
    crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random().toString(16).slice(2)}-${Math.random().toString(16).slice(2)}`;

  // The server's figures as they stand in the page, before the taps that it has not heard of.
  let base = {};
  const readBase = () => {
    base = {};
    for (const output of counting.querySelectorAll("[data-count]")) base[output.dataset.count] = Number(output.textContent);
  };

  const show = () => {
    const now = { ...base };
    const taps = read();
    for (const tap of taps) now[tap.field] = Math.max(0, (now[tap.field] ?? 0) + tap.change);
    for (const output of counting.querySelectorAll("[data-count]")) output.textContent = now[output.dataset.count];
    const total = guests.reduce((sum, field) => sum + (now[field] ?? 0), 0);
    counting.querySelector("[data-total]").textContent = total;
    const free = Number(words.capacity) - total;
    const badge = counting.querySelector("[data-left]");
    badge.textContent = free > 0 ? words.left.replace("#", free) : words.full;
    badge.className = `badge ${free > 5 ? "ok" : free > 0 ? "warn" : "bad"}`;
    for (const routine of counting.querySelectorAll("[data-routine]")) {
      if (routine.dataset.routine.split(" ").some((field) => taps.some((tap) => tap.field === field && tap.change > 0))) routine.open = true;
    }
    const undo = counting.querySelector("[data-undo]");
    if (undo) undo.disabled = taps.length === 0 && !undo.dataset.undo;
    counting.dataset.pending = taps.length;
  };

  const say = (text, saved = false) => {
    sync.hidden = !text;
    sync.textContent = text;
    sync.classList.toggle("saved", saved);
  };

  // Which taps the server would not count, and why, in the words of their buttons.
  const sayRefusals = () => {
    const lines = refusals.map(({ field, change, reason }) => {
      const button = counting.querySelector(`[data-field="${field}"][data-change="${change}"]`);
      const what = button?.ariaLabel ?? `${button?.firstChild?.textContent.trim() ?? field} ${change > 0 ? "+1" : "−1"}`;
      return `${what}: ${words[reason] ?? words.unreadable}`;
    });
    say([words.refused.replace("#", refusals.length), ...new Set(lines)].join("\n"));
  };

  const sayState = () => {
    const count = read().length;
    if (count === 0) return refusals.length > 0 ? sayRefusals() : say("");
    say((signedOut ? words.signIn : words.waiting).replace("#", count));
  };

  const keep = (tap) => {
    refusals = [];
    write([...read(), tap]);
    show();
    send();
  };

  const tapped = (button) => {
    const field = button.dataset.field;
    const change = Number(button.dataset.change);
    const shown = Number(counting.querySelector(`[data-count="${field}"]`).textContent);
    if (shown + change < 0) return;
    keep({ id: newId(), field, change, at: new Date().toISOString() });
  };

  // A tap that the phone still has is taken back here; one that the server has is taken back there.
  const undone = (button) => {
    const taps = read();
    if (taps.length > 0 && !sending) {
      write(taps.slice(0, -1));
      show();
      return sayState();
    }
    const { undo, undoField, undoChange } = button.dataset;
    if (!undo || taps.some((tap) => tap.id === undo)) return;
    keep({ id: undo, field: undoField, change: Number(undoChange), at: new Date().toISOString() });
    button.dataset.undo = "";
  };

  // The figures, the token that guards forms and what undo would do, from the server; null where it cannot be reached.
  const fetchPage = async () => {
    const answer = await fetch(`${location.pathname}?room=${room}`, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return null;
    if (answer.redirected && new URL(answer.url).pathname.endsWith("/sign-in")) {
      signedOut = true;
      return null;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[data-counting]") && answer.headers.get("X-Kept") === null ? page : null;
  };

  const takeOver = (page) => {
    signedOut = false;
    const fresh = page.getElementById("count");
    if (fresh) counting.querySelector("#count").replaceWith(document.adoptNode(fresh));
    readBase();
    show();
  };

  const later = () => {
    clearTimeout(retry);
    retry = setTimeout(send, wait);
    wait = Math.min(wait * 2, 60000);
  };

  const send = async () => {
    const taps = read();
    if (sending || taps.length === 0) return;
    sending = true;
    clearTimeout(retry);
    const waiting = setTimeout(sayState, 1200);
    try {
      const token = counting.querySelector("[name=__RequestVerificationToken]")?.value ?? "";
      const batch = taps.slice(0, 100);
      const answer = await fetch(`${location.pathname}?handler=Taps&room=${room}`, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-Form-Token": token },
        body: JSON.stringify(batch),
      });
      if (answer.ok && (answer.headers.get("Content-Type") ?? "").startsWith("application/json")) {
        const { refused } = await answer.json();
        const sent = new Set(batch.map((tap) => tap.id));
        const page = await fetchPage();
        write(read().filter((tap) => !sent.has(tap.id)));
        if (page) takeOver(page);
        else {
          for (const tap of batch) if (!(tap.id in refused)) base[tap.field] = (base[tap.field] ?? 0) + tap.change;
          show();
        }
        wait = 2000;
        const reasons = { "below-zero": "belowZero", "not-open": "notOpen" };
        for (const tap of batch) if (tap.id in refused) refusals.push({ ...tap, reason: reasons[refused[tap.id]] });
        clearTimeout(waiting);
        if (refusals.length > 0) sayRefusals();
        else {
          const wasWaiting = !sync.hidden;
          say(wasWaiting ? words.saved : "", true);
          if (wasWaiting) setTimeout(() => read().length === 0 && say(""), 4000);
        }
      } else {
        // The form's token has grown old, or nobody is signed in any more: the page knows.
        const page = await fetchPage();
        if (page) {
          const fresh = page.querySelector("[name=__RequestVerificationToken]");
          for (const field of counting.querySelectorAll("[name=__RequestVerificationToken]")) field.value = fresh?.value ?? "";
          signedOut = false;
        }
        sayState();
        later();
      }
    } catch {
      sayState();
      later();
    } finally {
      clearTimeout(waiting);
      sending = false;
    }
    if (read().length > 0 && wait === 2000) send();
  };

  counting.addEventListener("click", (event) => {
    const button = event.target.closest("[data-field], [data-undo]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.field) tapped(button);
    else undone(button);
  });

  addEventListener("online", () => {
    wait = 2000;
    send();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
  document.addEventListener("ekn:refreshed", (event) => {
    if (event.target.id !== "count") return;
    readBase();
    show();
  });

  readBase();
  show();
  if (read().length > 0) {
    sayState();
    send();
  }

  // The page itself is kept too, so that it opens in a dead spot.
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(`${document.body.dataset.root}lead-worker.js`, { scope: location.pathname }).catch(() => {});
  }
}
