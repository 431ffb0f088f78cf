// What every page does by itself: forget on the way back, focus the faults, keep the offline page, end the session.

const page = document.body;

// A page about a person never comes back from the browser's memory: it is asked for again.
addEventListener("pageshow", (event) => {
  if (event.persisted && "private" in page.dataset) location.reload();
});

document.querySelector("[data-focus]")?.focus();

// The offline page stands in the place of another: « Réessayer » asks for that one again.
const retry = document.querySelector("[data-retry]");
if (retry && location.pathname !== retry.dataset.retry) retry.href = location.href;

if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => {}));
}

// A choice that changes the list takes effect at once; without this script the form keeps its button.
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// Two minutes before the session ends, ask; when it has ended, leave the page (WCAG 2.2.1).
const ending = document.querySelector("dialog[data-idle]");
if (ending) {
  const idle = Number(ending.dataset.idle) * 1000;
  const warned = Number(ending.dataset.warning) * 1000;
  let seen = Date.now();
  const leave = () => location.replace(`${ending.dataset.ended}?suite=${encodeURIComponent(location.pathname)}`);
  const stay = async () => {
    const answer = await fetch(ending.dataset.stay, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer) return;
    if (answer.status !== 204) return leave();
    seen = Date.now();
    ending.close();
  };
  ending.querySelector("button").addEventListener("click", stay);
  ending.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
  // What a script of the page was answered counts for the server, so it counts here: a long upload is not cut short.
  for (const answered of ["htmx:afterRequest", "carnet:answered"]) {
    document.addEventListener(answered, () => { seen = Date.now(); });
  }
  setInterval(() => {
    const quiet = Date.now() - seen;
    if (quiet >= idle) leave();
    else if (quiet >= idle - warned && !ending.open) ending.showModal();
  }, 1000);
}
