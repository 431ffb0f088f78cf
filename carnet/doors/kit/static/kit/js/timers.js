// Time that passes: a countdown beside its hour, and « Annuler » that leaves after a while. The server decides anyway.

for (const timer of document.querySelectorAll("[data-until]")) {
  const word = timer.firstElementChild;
  const arrival = Date.now();
  const left = Date.parse(timer.dataset.until) - Date.parse(timer.dataset.now);
  const show = () => {
    const seconds = Math.ceil((left - (Date.now() - arrival)) / 1000);
    if (seconds <= 0) {
      clearInterval(ticking);
      word.textContent = timer.dataset.done || "0:00";
      return;
    }
    word.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  const ticking = setInterval(show, 1000);
  show();
}

for (const undo of document.querySelectorAll("[data-undo]")) {
  const leave = () => {
    if (undo.matches(":hover, :focus-within")) setTimeout(leave, 3000);
    else undo.hidden = true;
  };
  setTimeout(leave, Number(undo.dataset.undo) * 1000);
}
