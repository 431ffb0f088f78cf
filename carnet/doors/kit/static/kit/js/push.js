// Notifications: ask the browser, put what it gives in the form, send the form. Without it the form stays hidden.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function subscribe(form) {
  // Where it cannot be registered, this fails at once and is said; « ready » alone would be waited for in silence.
  await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  const worker = await navigator.serviceWorker.ready;
  const given = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.push) });
  form.querySelector("[name=adresse]").value = given.endpoint;
  form.querySelector("[name=cle]").value = text(given.getKey("p256dh"));
  form.querySelector("[name=secret]").value = text(given.getKey("auth"));
  form.submit();
}

if ("serviceWorker" in navigator && "PushManager" in window) {
  for (const none of document.querySelectorAll("[data-no-push]")) none.hidden = true;
  for (const form of document.querySelectorAll("form[data-push]")) {
    const failed = form.querySelector("[data-failed]");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      failed.hidden = true;
      subscribe(form).catch(() => { failed.hidden = false; });
    });
  }
}
