// Files of a form are sent by pieces, each with its progress; a broken network is waited for, then the upload goes on.
// Without this script the form sends them itself, all at once.

const LARGEST = 10 * 1024 * 1024;
const PATIENCE = [1000, 2000, 4000, 8000, 16000];
const form = document.querySelector("form[data-upload]");
const list = form.querySelector(".uploads");
const secret = form.querySelector("[name=csrfmiddlewaretoken]").value;
const without = form.querySelector("[data-without]");
const inputs = [...form.querySelectorAll("input[type=file]")];
const wait = (time) => new Promise((then) => setTimeout(then, time));

class Refused extends Error {
  constructor({ why, there = "" }) {
    super(why);
    this.there = there;
  }
}

// Signed out, or no longer allowed: the page itself says it. Nothing more is sent from this one.
function leave() {
  location.reload();
  return new Promise(() => {});
}

async function post(address, body) {
  for (let times = 0; ; times += 1) {
    const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": secret }, body }).catch(() => null);
    if (answer?.redirected || answer?.status === 403) return leave();
    if (answer?.ok) {
      document.dispatchEvent(new Event("carnet:answered"));
      return answer.json();
    }
    if (answer?.headers.get("Content-Type")?.startsWith("application/json")) throw new Refused(await answer.json());
    if (times === PATIENCE.length || (answer && answer.status < 500)) throw new Error();
    await wait(PATIENCE[times]);
  }
}

async function announce(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const hexadecimal = [...new Uint8Array(digest)].map((one) => one.toString(16).padStart(2, "0")).join("");
  return post(form.dataset.upload, new URLSearchParams({ nom: file.name, taille: file.size, empreinte: hexadecimal }));
}

async function send(file, bar) {
  if (file.size > LARGEST) throw new Refused({ why: form.dataset.large });
  let coming = await announce(file);
  while (coming && !coming.ready) {
    bar.value = coming.received;
    const piece = file.slice(coming.received, coming.received + coming.piece);
    coming = await post(`${coming.there}?debut=${coming.received}`, piece);
  }
  bar.value = file.size;
}

function line(file, number) {
  const item = document.createElement("li");
  const name = Object.assign(document.createElement("label"), { htmlFor: `envoi-${number}`, textContent: file.name });
  const bar = Object.assign(document.createElement("progress"), { id: `envoi-${number}`, max: file.size || 1, value: 0 });
  const said = Object.assign(document.createElement("p"), { className: "soft" });
  item.append(name, " ", bar, said);
  list.append(item);
  return { bar, said };
}

async function sendAll(files) {
  let sent = 0;
  for (const [number, file] of files.entries()) {
    const { bar, said } = line(file, number);
    try {
      await send(file, bar);
      said.textContent = form.dataset.sent;
      sent += 1;
    } catch (error) {
      said.className = "fault";
      said.textContent = error instanceof Refused ? error.message : form.dataset.broken;
      if (error.there) said.append(" ", Object.assign(document.createElement("a"), { href: error.there, textContent: form.dataset.see }));
    }
  }
  return sent;
}

function goOn() {
  for (const input of inputs) input.value = "";
  if (form.querySelector("[name=note]").value.trim()) form.submit();
  else location.assign(form.dataset.then);
}

without.addEventListener("click", goOn);
form.addEventListener("submit", async (event) => {
  const files = inputs.flatMap((input) => [...input.files]);
  if (!files.length || !crypto.subtle) return;
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  list.replaceChildren();
  list.hidden = false;
  without.hidden = true;
  const sent = await sendAll(files);
  button.disabled = false;
  if (sent === files.length) goOn();
  else without.hidden = sent === 0;
});
