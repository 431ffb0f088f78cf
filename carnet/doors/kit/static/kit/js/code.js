// A code that came behind « # » in the address: it goes into its field, and leaves the address at once.

const field = document.querySelector("[data-from-address] input[name=code]");

const take = () => {
  const code = decodeURIComponent(location.hash.slice(1));
  if (!/^[a-z0-9]{8}$/i.test(code)) return;
  field.value = code;
  history.replaceState(null, "", location.pathname);
};

take();
addEventListener("hashchange", take);
