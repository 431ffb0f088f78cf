// Installing the site as an application: a button appears where the browser offers it, and asks what the browser asks.

const place = document.querySelector("[data-install]");
let offer = null;

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event;
  if (place) place.hidden = false;
});
addEventListener("appinstalled", () => { if (place) place.hidden = true; });

place?.querySelector("button").addEventListener("click", async () => {
  if (!offer) return;
  const asked = offer;
  offer = null;
  place.hidden = true;
  await asked.prompt();
});
