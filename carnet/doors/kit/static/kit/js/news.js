// A page that waits for somebody: every twenty seconds, while it is looked at, it asks whether to read itself again.

const waiting = document.querySelector("[data-news]");

const ask = async () => {
  if (document.hidden) return;
  const answer = await fetch(waiting.dataset.news, { cache: "no-store" }).catch(() => null);
  if (answer && answer.status !== 204 && answer.status < 500) location.reload();
};

setInterval(ask, 20000);
document.addEventListener("visibilitychange", ask);
