// Words looked for in the text of the pages of a PDF, without regard to accents, capitals and ends of lines.

const flat = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const named = (name, ranges) => {
  if ("highlights" in CSS) CSS.highlights.set(name, new Highlight(...ranges));
};

// The text of a page in one string, with where each of its letters stands.
function spread(text) {
  const letters = [];
  const places = [];
  const add = (letter, node, at) => {
    if (letter === " " && letters.at(-1) === " ") return;
    letters.push(letter);
    places.push([node, at]);
  };
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let last = null, node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.nodeName === "BR" && last) add(" ", last, last.length - 1);
    if (node.nodeType !== Node.TEXT_NODE || !node.length) continue;
    last = node;
    for (let at = 0; at < node.length; at += 1) {
      for (const letter of flat(node.data[at])) add(/\s/.test(letter) ? " " : letter, node, at);
    }
  }
  return { letters: letters.join(""), places };
}

export class Finder {
  constructor(sheets) {
    this.pages = sheets.map((sheet) => ({ number: sheet.number, ...spread(sheet.text) }));
    this.hasWords = this.pages.some((page) => page.letters.trim());
    this.clear();
  }

  clear() {
    this.wanted = "";
    this.found = [];
    this.place = 0;
    named("found", []);
    named("found-now", []);
  }

  // Go to the next place of these words, from the first when they are new ones; nothing when they stand nowhere.
  next(typed) {
    const wanted = flat(typed).replace(/\s+/g, " ").trim();
    if (wanted === this.wanted) this.place += 1;
    else {
      this.clear();
      this.wanted = wanted;
      this.found = wanted ? this.pages.flatMap((page) => this.#places(page)) : [];
      named("found", this.found.map((one) => one.range));
    }
    if (!this.found.length) return null;
    this.place %= this.found.length;
    const { range, page } = this.found[this.place];
    named("found-now", [range]);
    range.startContainer.parentElement.scrollIntoView({ block: "center", inline: "center" });
    return { place: this.place + 1, total: this.found.length, page };
  }

  #places(page) {
    const found = [];
    for (let at = page.letters.indexOf(this.wanted); at >= 0; at = page.letters.indexOf(this.wanted, at + 1)) {
      const range = new Range();
      range.setStart(...page.places[at]);
      const [node, last] = page.places[at + this.wanted.length - 1];
      range.setEnd(node, last + 1);
      found.push({ range, page: page.number });
    }
    return found;
  }
}
