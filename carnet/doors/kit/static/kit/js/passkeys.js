// Passkeys: ask the device, put its answer in the form, send the form. Without this script the form stays hidden.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

const ways = {
  async get(asked) {
    const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: named(asked.allowCredentials) };
    const { response, ...made } = await parts(navigator.credentials.get({ publicKey }));
    return {
      ...made,
      response: {
        clientDataJSON: text(response.clientDataJSON),
        authenticatorData: text(response.authenticatorData),
        signature: text(response.signature),
        userHandle: response.userHandle && text(response.userHandle),
      },
    };
  },
  async create(asked) {
    const publicKey = {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: named(asked.excludeCredentials),
    };
    const { response, ...made } = await parts(navigator.credentials.create({ publicKey }));
    return {
      ...made,
      response: {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
      },
    };
  },
};

async function parts(promise) {
  const { id, rawId, type, response } = await promise;
  return { id, rawId: text(rawId), type, response };
}

async function answer(form) {
  const secret = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const asked = await fetch(form.dataset.question, { method: "POST", headers: { "X-CSRFToken": secret } });
  if (asked.redirected || !asked.ok) return location.reload();
  form.querySelector("[name=reponse]").value = JSON.stringify(await ways[form.dataset.passkey](await asked.json()));
  form.submit();
}

if (window.PublicKeyCredential) {
  for (const none of document.querySelectorAll("[data-no-passkey]")) none.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failed = form.querySelector("[data-failed]");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      failed.hidden = true;
      answer(form).catch(() => { failed.hidden = false; });
    });
  }
}
