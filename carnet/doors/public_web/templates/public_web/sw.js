// Keeps the static files and the offline page, and shows alerts. A page about a person is never kept, never even read.
const VERSION = {{ version|safe }};
const KEPT = {{ kept|safe }};
const OFFLINE = {{ offline|safe }};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (KEPT.includes(url.pathname + url.search) && url.pathname !== OFFLINE) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  }
});

// A fixed sentence: nothing of anybody's health stands in it (interface.md 3, « Web push »).
self.addEventListener("push", (event) => {
  const words = { body: event.data ? event.data.text() : "", icon: {{ icon|safe }}, lang: "fr", tag: "carnet" };
  event.waitUntil(self.registration.showNotification("Carnet", words));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/accueil/"));
});
