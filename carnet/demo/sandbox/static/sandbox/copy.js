// The button « Copier »: shown where it can work, says that it has; without it the text is selected by hand.
for (const button of document.querySelectorAll("button[data-copies]")) {
  if (!navigator.clipboard) break;
  const words = button.querySelector("span");
  const before = words.textContent;
  const said = button.nextElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    words.textContent = said.textContent = button.dataset.done;
    setTimeout(() => { words.textContent = before; said.textContent = ""; }, 2000);
  });
}
