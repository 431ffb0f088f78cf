// X-rays and slices: brightness, contrast, series, zoom. The page has its pictures already: nothing more is asked for.

const WIDEST = 2;
const NARROWEST = 0.01;
const CLOSEST = 6;
const FASTEST = 100;

for (const scan of document.querySelectorAll("[data-scan]")) {
  const images = [...scan.querySelectorAll("[data-number]")];
  const canvas = scan.querySelector("canvas");
  const view = canvas.parentElement;
  const status = scan.querySelector("[role=status]");
  const range = (name) => scan.querySelector(`[data-range=${name}]`);
  const button = (name) => scan.querySelector(`[data-act=${name}]`);
  const settings = [...scan.querySelectorAll("[data-centre]")];
  const isColour = "colour" in scan.dataset;
  const low = Number(scan.dataset.low);
  const high = Number(scan.dataset.high);
  const steps = Number(scan.dataset.steps);
  const span = Math.max(Math.abs(high - low), 1);
  const least = Math.min(low, high);
  const chosen = settings.find((one) => one.hasAttribute("aria-current"));
  const start = chosen
    ? { centre: Number(chosen.dataset.centre), width: Number(chosen.dataset.width) }
    : { centre: (low + high) / 2, width: span };
  let centre = start.centre;
  let width = start.width;
  let isNegative = "negative" in scan.dataset;
  let place = 0;
  let zoom = 1;
  let playing = 0;
  const decoded = new Map();

  const points = async (number) => {
    if (decoded.has(number)) return decoded.get(number);
    const image = new Image();
    image.src = images[number].dataset.depth || images[number].src;
    await image.decode();
    const off = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const drawing = off.getContext("2d", { willReadFrequently: true });
    drawing.drawImage(image, 0, 0);
    const found = drawing.getImageData(0, 0, off.width, off.height);
    decoded.set(number, found);
    return found;
  };

  // The linear function of PS3.3 C.11.2.1.2.1, as the server applies it.
  const shades = () => {
    const table = new Uint8ClampedArray(steps);
    const across = Math.max(width - 1, 1);
    for (let step = 0; step < steps; step += 1) {
      const value = low + ((high - low) * step) / (steps - 1);
      const shade = Math.min(Math.max(((value - (centre - 0.5)) / across + 0.5) * 255, 0), 255);
      table[step] = isNegative ? 255 - shade : shade;
    }
    return table;
  };

  const draw = async () => {
    const wanted = place;
    const from = await points(wanted);
    if (wanted !== place) return;
    const table = shades();
    const drawn = new ImageData(from.width, from.height);
    for (let at = 0; at < from.data.length; at += 4) {
      if (isColour) {
        drawn.data[at] = table[from.data[at]];
        drawn.data[at + 1] = table[from.data[at + 1]];
        drawn.data[at + 2] = table[from.data[at + 2]];
      } else {
        const shade = table[Math.min(from.data[at] * 256 + from.data[at + 1], steps - 1)];
        drawn.data[at] = drawn.data[at + 1] = drawn.data[at + 2] = shade;
      }
      drawn.data[at + 3] = 255;
    }
    canvas.width = from.width;
    canvas.height = from.height;
    canvas.getContext("2d", { willReadFrequently: true }).putImageData(drawn, 0, 0);
  };

  const say = () => {
    const number = images[place].dataset.number;
    canvas.setAttribute("aria-label", canvas.dataset.alt.replace("NUMBER", number));
    if (!playing) status.textContent = status.dataset.text.replace("NUMBER", number);
    if (range("picture")) range("picture").value = String(place);
  };

  const show = (number) => {
    place = (number + images.length) % images.length;
    say();
    return draw();
  };

  const reflect = () => {
    range("light").value = String(100 * (1 - (centre - least) / span));
    range("contrast").value = String((100 * Math.log(width / (WIDEST * span))) / Math.log(NARROWEST / WIDEST));
    for (const one of settings) {
      const isThis = Number(one.dataset.centre) === centre && Number(one.dataset.width) === width;
      if (isThis) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    button("invert").setAttribute("aria-pressed", String(isNegative !== "negative" in scan.dataset));
  };

  const set = (to) => {
    centre = to.centre ?? centre;
    width = to.width ?? width;
    draw();
  };

  const magnify = (to) => {
    const before = zoom;
    zoom = Math.min(Math.max(to, 1), CLOSEST);
    const middle = { x: view.scrollLeft + view.clientWidth / 2, y: view.scrollTop + view.clientHeight / 2 };
    canvas.style.inlineSize = `${zoom * 100}%`;
    view.scrollLeft = (middle.x * zoom) / before - view.clientWidth / 2;
    view.scrollTop = (middle.y * zoom) / before - view.clientHeight / 2;
  };

  const stop = () => {
    clearTimeout(playing);
    playing = 0;
    button("play")?.setAttribute("aria-pressed", "false");
    say();
  };
  const play = () => {
    playing = setTimeout(async () => {
      await show(place + 1);
      if (playing) play();
    }, Math.max(Number(scan.dataset.frameMs) || 200, FASTEST));
    button("play").setAttribute("aria-pressed", "true");
  };

  const acts = {
    before: () => show(place - 1),
    after: () => show(place + 1),
    play: () => (playing ? stop() : play()),
    closer: () => magnify(zoom * 1.5),
    farther: () => magnify(zoom / 1.5),
    invert: () => {
      isNegative = !isNegative;
      reflect();
      draw();
    },
    reset: () => {
      isNegative = "negative" in scan.dataset;
      if (playing) stop();
      set(start);
      reflect();
      magnify(1);
      show(0);
    },
  };
  for (const one of scan.querySelectorAll("[data-act]")) one.addEventListener("click", () => acts[one.dataset.act]());
  range("light").addEventListener("input", (event) => {
    set({ centre: least + span * (1 - Number(event.target.value) / 100) });
  });
  range("contrast").addEventListener("input", (event) => {
    set({ width: WIDEST * span * (NARROWEST / WIDEST) ** (Number(event.target.value) / 100) });
  });
  range("picture")?.addEventListener("input", (event) => show(Number(event.target.value)));
  for (const one of [range("light"), range("contrast")]) one.addEventListener("change", reflect);
  for (const one of settings) {
    one.addEventListener("click", (event) => {
      event.preventDefault();
      set({ centre: Number(one.dataset.centre), width: Number(one.dataset.width) });
      reflect();
    });
  }

  const keys = { "+": "closer", "=": "closer", "-": "farther" };
  if (images.length > 1) Object.assign(keys, { ArrowLeft: "before", ArrowRight: "after" });
  view.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[keys[event.key]]();
  });

  let pinched = 0;
  const apart = (touches) =>
    Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
  view.addEventListener("touchstart", (event) => {
    pinched = event.touches.length === 2 ? zoom / apart(event.touches) : 0;
  });
  view.addEventListener(
    "touchmove",
    (event) => {
      if (!pinched || event.touches.length !== 2) return;
      event.preventDefault();
      magnify(pinched * apart(event.touches));
    },
    { passive: false },
  );

  // A browser that cannot draw it keeps the pictures of the server, one under the other.
  reflect();
  show(0).then(() => {
    scan.querySelector("[data-scan-viewer]").hidden = false;
    scan.querySelector("[data-scan-pictures]").hidden = true;
  });
}
