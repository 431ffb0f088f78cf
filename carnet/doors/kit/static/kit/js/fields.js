// Kindness in forms: show a password, accept a code pasted with spaces.

for (const field of document.querySelectorAll("[data-password]")) {
  const input = field.querySelector("input");
  const button = field.querySelector("button[data-show]");
  const word = button.querySelector("span");
  button.hidden = false;
  button.addEventListener("click", () => {
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    word.textContent = hidden ? button.dataset.hide : button.dataset.show;
    input.focus();
  });
  // A password in clear is never sent as the text of an ordinary field, which the browser would remember.
  input.form?.addEventListener("submit", () => { input.type = "password"; });
}

for (const field of document.querySelectorAll("[data-code] input")) {
  field.addEventListener("input", () => {
    const bare = field.value.replace(/[\s.\-\u00a0\u202f]/g, "");
    if (bare !== field.value) field.value = bare;
  });
}
