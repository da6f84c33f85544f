// Keeps the counting page and what it needs, for when there is no network. With network the server's page always goes first.
"use strict";

const kept = "ekn-lead-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const isOurs = (request) =>
  request.method === "GET" && !request.url.endsWith("/live") && new URL(request.url).origin === self.location.origin;

self.addEventListener("fetch", (event) => {
  if (!isOurs(event.request)) return;
  event.respondWith(
    (async () => {
      const store = await caches.open(kept);
      try {
        const answer = await fetch(event.request);
        // What leads to signing in or says that something failed is not the page.
        if (answer.ok && !answer.redirected) await store.put(event.request, answer.clone());
        return answer;
      } catch (failure) {
        const old = await store.match(event.request, { ignoreSearch: event.request.mode === "navigate" });
        if (!old) throw failure;
        const headers = new Headers(old.headers);
        headers.set("X-Kept", "1");
        return new Response(await old.arrayBuffer(), { status: old.status, headers });
      }
    })(),
  );
});
