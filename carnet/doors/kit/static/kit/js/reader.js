// All the pages of a PDF in the page: its text is found, copied and spoken, and enlarged without a blur. It is brought
// only when somebody asks, once, as a download is; it stays in the memory of this page and nowhere else.

const CLOSEST = 4;
const STEP = 1.25;
const MOST_POINTS = 8_000_000;

const reader = document.querySelector("[data-reader]");
const words = reader.dataset;
const part = (name) => reader.querySelector(`[data-part=${name}]`);
const drawn = document.querySelector("[data-drawn]");
const [asking, opener, shown, view, list, status, bar, chosen] =
  ["asking", "open", "shown", "view", "pages", "status", "bar", "page"].map(part);
const say = (text, ...values) => {
  status.textContent = values.reduce((told, value, at) => told.replace(`$${at + 1}`, value), text);
};

let task = null;
let sheets = [];
let zoom = 1;
let finder = null;
let near = null;
let turn = 0;

// One answer, one line of the history: no range is asked for, and nothing is asked again.
async function bring() {
  const answer = await fetch(words.file);
  const kind = answer.headers.get("Content-Type") ?? "";
  if (!answer.ok || answer.redirected || !kind.startsWith("application/pdf")) throw new Error(String(answer.status));
  bar.max = Number(answer.headers.get("Content-Length")) || 1;
  const pieces = [];
  for (let from = answer.body.getReader(), come = await from.read(); !come.done; come = await from.read()) {
    pieces.push(come.value);
    bar.value += come.value.length;
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

// Its words are said by the text over it.
const blank = () => {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  return canvas;
};

const fit = (sheet) => {
  const wide = sheet.item.clientWidth / sheet.size.width;
  sheet.text.style.setProperty("--total-scale-factor", String(wide));
  return wide;
};

async function draw(sheet) {
  const wide = fit(sheet);
  const fine = Math.min(devicePixelRatio, Math.sqrt(MOST_POINTS / (sheet.size.width * sheet.size.height)) / wide);
  const viewport = sheet.page.getViewport({ scale: wide * fine });
  if (sheet.scale === viewport.scale) return;
  sheet.scale = viewport.scale;
  sheet.work?.cancel();
  const canvas = blank();
  canvas.width = Math.max(1, Math.round(viewport.width));
  canvas.height = Math.max(1, Math.round(viewport.height));
  sheet.work = sheet.page.render({ canvas, viewport });
  try {
    await sheet.work.promise;
    sheet.canvas.replaceWith(canvas);
    sheet.canvas = canvas;
  } catch (why) {
    if (why.name !== "RenderingCancelledException" && task) say(words.faulty, sheet.number);
  }
}

const forget = (sheet) => {
  sheet.work?.cancel();
  sheet.scale = 0;
  sheet.canvas.width = 0;
};

function sheetOf(page, number, total) {
  const size = page.getViewport({ scale: 1 });
  const item = document.createElement("li");
  const title = Object.assign(document.createElement("h2"), { className: "spoken" });
  title.textContent = words.name.replace("$1", number).replace("$2", total);
  const canvas = blank();
  const text = Object.assign(document.createElement("div"), { className: "reader-text", lang: "fr" });
  item.style.aspectRatio = `${size.width} / ${size.height}`;
  item.append(title, canvas, text);
  list.append(item);
  chosen.append(new Option(String(number), String(number)));
  return { page, size, item, canvas, text, number, scale: 0, near: false };
}

async function write(library, sheet) {
  const { page, size, text } = sheet;
  const content = await page.getTextContent();
  await new library.TextLayer({ textContentSource: content, container: text, viewport: size }).render();
}

async function open() {
  const mine = (turn += 1);
  opener.disabled = true;
  bar.hidden = false;
  bar.value = 0;
  say(words.opening);
  try {
    const [library, { Finder }, content] = await Promise.all([import(words.library), import(words.finder), bring()]);
    library.GlobalWorkerOptions.workerSrc = words.worker;
    task = library.getDocument({
      data: content,
      enableXfa: false,
      useWasm: false,
      wasmUrl: words.beside,
      standardFontDataUrl: words.beside,
      verbosity: library.VerbosityLevel.ERRORS,
    });
    const file = await task.promise;
    bar.hidden = true;
    await show(library, file);
    finder = new Finder(sheets);
    part("find").hidden = !finder.hasWords;
    say(finder.hasWords ? words.opened : words.silent, file.numPages);
  } catch {
    if (turn === mine) {
      await close();
      say(words.broken);
    }
  }
  bar.hidden = true;
  opener.disabled = false;
}

async function show(library, file) {
  shown.hidden = false;
  drawn.classList.add("is-read-here");
  asking.hidden = true;
  view.focus();
  const by = new Map();
  near = new IntersectionObserver(
    (changed) => {
      for (const one of changed) {
        const sheet = by.get(one.target);
        sheet.near = one.isIntersecting;
        if (sheet.near) draw(sheet);
        else forget(sheet);
      }
    },
    { root: view, rootMargin: "100% 0px" },
  );
  for (let number = 1; number <= file.numPages; number += 1) {
    const sheet = sheetOf(await file.getPage(number), number, file.numPages);
    sheets.push(sheet);
    by.set(sheet.item, sheet);
    near.observe(sheet.item);
  }
  for (const sheet of sheets) await write(library, sheet);
}

async function close() {
  const open = task;
  turn += 1;
  near?.disconnect();
  finder?.clear();
  task = finder = near = null;
  sheets = [];
  list.replaceChildren();
  chosen.replaceChildren();
  magnify(1);
  part("find").hidden = true;
  shown.hidden = true;
  drawn.classList.remove("is-read-here");
  asking.hidden = false;
  say("");
  await open?.destroy();
}

function magnify(to) {
  const before = zoom;
  zoom = Math.min(Math.max(to, 1), CLOSEST);
  const middle = { x: view.scrollLeft + view.clientWidth / 2, y: view.scrollTop + view.clientHeight / 2 };
  list.style.inlineSize = `${zoom * 100}%`;
  view.scrollLeft = (middle.x * zoom) / before - view.clientWidth / 2;
  view.scrollTop = (middle.y * zoom) / before - view.clientHeight / 2;
}

const acts = {
  open,
  close: async () => {
    await close();
    opener.focus();
  },
  closer: () => magnify(zoom * STEP),
  farther: () => magnify(zoom / STEP),
};
for (const one of reader.querySelectorAll("[data-act]")) one.addEventListener("click", () => acts[one.dataset.act]());

const keys = { "+": "closer", "=": "closer", "-": "farther" };
view.addEventListener("keydown", (event) => {
  if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  acts[keys[event.key]]();
});
view.addEventListener("scroll", () => {
  const middle = view.getBoundingClientRect().top + view.clientHeight / 2;
  const now = sheets.find((sheet) => sheet.item.getBoundingClientRect().bottom > middle);
  if (now) chosen.value = String(now.number);
});
chosen.addEventListener("change", () => sheets[chosen.value - 1].item.scrollIntoView());
new ResizeObserver(() => {
  for (const sheet of sheets) {
    if (sheet.near) draw(sheet);
    else fit(sheet);
  }
}).observe(list);

part("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const found = finder?.next(part("words").value);
  if (found) say(words.found, found.place, found.total, found.page);
  else say(words.absent);
});

reader.hidden = false;
