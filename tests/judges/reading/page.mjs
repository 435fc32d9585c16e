// In the browser: opens a book in a program and follows its contents, its notes and its links.
import { BlobReader, BlobWriter, TextWriter, ZipReader, configure } from "/modules/foliate-js/vendor/zip.js";
import { EPUB } from "/modules/foliate-js/epub.js";
import { FootnoteHandler } from "/modules/foliate-js/footnotes.js";
import "/modules/foliate-js/view.js";

configure({ useWebWorkers: false });
const BACKLINK = "[role~='doc-backlink']";
const NOTEREF = "[role~='doc-noteref']";

/** Letters and digits of a text: what programs change in the space between words is theirs to change. */
const letters = (text) => text.normalize("NFKC").replace(/[^\p{L}\p{M}\p{N}]/gu, "").toLowerCase();

const flat = (items, children) => items.flatMap((item) => [item, ...flat(item[children] ?? [], children)]);

/** The text of an element without what leads to notes and back. */
function words(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(`${NOTEREF}, ${BACKLINK}`).forEach((link) => link.remove());
  return letters(copy.textContent);
}

/** Waits until something is so; whether it came to be. */
async function soon(isSo) {
  for (const end = performance.now() + 3000; performance.now() < end; ) {
    if (isSo()) return true;
    await new Promise((next) => setTimeout(next, 10));
  }
  return false;
}

/** Whether something of an element stands on the page that is shown. */
function onPage(element, host) {
  const view = element.ownerDocument.defaultView;
  if (!view?.frameElement) return false;
  const [frame, page] = [view.frameElement.getBoundingClientRect(), host.getBoundingClientRect()];
  let rects = [...element.getClientRects()];
  // An empty mark stands where what is around it stands.
  if (!rects.length && !element.textContent.trim()) rects = [...element.parentElement.getClientRects()];
  return rects.some(
    (rect) =>
      rect.left + frame.left < page.right - 1 && rect.left + frame.left > page.left - 1 &&
      rect.bottom + frame.top > page.top && rect.top + frame.top < page.bottom,
  );
}

/** The files of a book, for the programs and as they are. */
async function unpacked(data) {
  const entries = await new ZipReader(new BlobReader(new Blob([data]))).getEntries();
  const map = new Map(entries.map((entry) => [entry.filename, entry]));
  const text = async (name) => (map.has(name) ? map.get(name).getData(new TextWriter()) : null);
  return {
    names: map,
    loadText: text,
    loadBlob: async (name, type) => (map.has(name) ? map.get(name).getData(new BlobWriter(type)) : null),
    getSize: (name) => map.get(name)?.uncompressedSize ?? 0,
    async parsed(name, type) {
      const document = new DOMParser().parseFromString(await text(name), type);
      if (document.querySelector("parsererror")) throw new Error(`${name} is not well-formed`);
      return document;
    },
  };
}

// The programs. `nav` and `ncx`: their tables of contents, read by the program. `go`: to an address, relative to the package
// document. `documents`: what is shown. `note`: the text that the program shows for a noteref, if it shows notes by itself.

async function epubjs(data, _files, host) {
  const book = window.ePub(data);
  await book.ready;
  const contents = (navigation) => flat(navigation.toc, "subitems").map(({ label, href }) => ({ label, href }));
  const nav = contents(book.navigation);
  const ncx = contents(await book.loadNavigation({ ncxPath: book.packaging.ncxPath }));
  const rendition = book.renderTo(host, { width: 360, height: 480, flow: "paginated", spread: "none" });
  return { nav, ncx, go: (href) => rendition.display(href), documents: () => rendition.getContents().map((c) => c.document) };
}

async function foliate(_data, files, host, folder) {
  const contents = (book) => flat(book.toc, "subitems").map(({ label, href }) => ({ label, href: relative(href) }));
  const relative = (href) => decodeURI(href).replace(folder, "");
  const withoutNav = async (name) => (await files.loadText(name))?.replace(/ properties="nav"/, "") ?? null;
  const ncx = contents(await new EPUB({ ...files, loadText: withoutNav }).init());
  const view = document.createElement("foliate-view");
  host.append(view);
  await view.open(await new EPUB(files).init());
  const handler = new FootnoteHandler();
  let whole;
  handler.addEventListener("before-render", ({ detail }) => {
    host.append(detail.view);
    whole = new Promise((done) => detail.view.addEventListener("create-overlay", done, { once: true }));
  });
  const note = async (a, href) => {
    let text = null;
    const shown = ({ detail }) => (text = words(detail.view.renderer.getContents()[0]?.doc.body ?? detail.target));
    handler.addEventListener("render", shown, { once: true });
    await handler.handle(view.book, new CustomEvent("link", { cancelable: true, detail: { a, href: folder + href } }));
    await whole;
    host.querySelectorAll("foliate-view").forEach((other) => other !== view && other.remove());
    return text;
  };
  return {
    nav: contents(view.book),
    ncx,
    note,
    go: (href) => view.goTo(folder + href),
    documents: () => view.renderer.getContents().map(({ doc }) => doc),
  };
}

class Follower {
  faults = [];
  counts = { entries: 0, notes: 0, links: 0, letters: 0 };

  constructor(files, folder, program, host) {
    Object.assign(this, { files, folder, program, host });
  }

  /** The document of a file as it is in the book. */
  async source(file) {
    return this.files.parsed(this.folder + file, "application/xhtml+xml");
  }

  /** What an address leads to, found as Readium and Thorium find it: by a selector that is not escaped. */
  async target(href) {
    const [file, fragment] = href.split("#");
    if (!this.files.names.has(this.folder + decodeURI(file))) return null;
    const source = await this.source(decodeURI(file));
    if (fragment === undefined) return source.body;
    try {
      return source.querySelector(`#${fragment}`);
    } catch {
      return null;
    }
  }

  /** What is shown of an element of the source. */
  shown(source) {
    const body = words(source.ownerDocument.body);
    const frames = this.program.documents().filter((document) => words(document.body) === body);
    return source.id ? frames.map((d) => d.getElementById(source.id)).find(Boolean) : frames[0]?.body;
  }

  /** Whether the page that is shown has an element of the source, or its first heading. */
  arrived(source, inner) {
    const shown = this.shown(source);
    const element = inner ? shown?.matches(inner) ? shown : shown?.querySelector(inner) : shown;
    return Boolean(element) && onPage(element, this.host);
  }

  async contents(name) {
    for (const { label, href } of this.program[name]) {
      this.counts.entries += 1;
      const target = await this.target(href);
      if (!target) {
        this.faults.push(`${name}: ${href} leads nowhere`);
        continue;
      }
      const head = "h1, h2, h3, h4, h5, h6, [role~='heading']";
      const heading = target.matches(head) ? target : target.querySelector(head);
      if (!heading || !words(heading).includes(letters(label))) {
        this.faults.push(`${name}: ${href} has no heading “${label.trim()}”`);
        continue;
      }
      await this.program.go(href);
      if (!(await soon(() => this.arrived(target, head)))) this.faults.push(`${name}: ${href} is not shown`);
    }
  }

  async section(file) {
    const source = await this.source(file);
    await this.program.go(file);
    if (!(await soon(() => this.shown(source.body)))) {
      this.faults.push(`${file}: its text is not shown`);
      return;
    }
    this.counts.letters += words(source.body).length;
    if (!words(source.body) && !source.querySelector("img, svg, image")) this.faults.push(`${file}: an empty page`);
    for (const image of this.shown(source.body).querySelectorAll("img")) {
      if (!(await soon(() => image.complete && image.naturalWidth))) this.faults.push(`${file}: ${image.alt}: no picture`);
    }
    // The signs for programs without MathML.
    const signed = (e) => ["::before", "::after"].some((side) => getComputedStyle(e, side).content !== "none");
    if ([...this.shown(source.body).querySelectorAll("math *")].some(signed)) {
      this.faults.push(`${file}: signs stand in a formula`);
    }
    const links = [...source.querySelectorAll("a[href]")];
    for (const [number, link] of links.entries()) {
      const given = link.getAttribute("href");
      if (/^[a-z][a-z0-9+.-]*:/i.test(given)) continue;
      const base = new URL(file, "book:/x/");
      const href = new URL(given, base).href.replace("book:/x/", "");
      await this.link(file, link, number, href);
    }
  }

  async link(file, link, number, href) {
    this.counts.links += 1;
    const target = await this.target(href);
    if (!target) {
      this.faults.push(`${file}: the link to ${href} leads nowhere`);
      return;
    }
    await this.program.go(link.id ? `${file}#${link.id}` : file);
    const body = link.ownerDocument.body;
    if (!(await soon(() => this.shown(body)))) {
      this.faults.push(`${file}: not shown again`);
      return;
    }
    const drawn = this.shown(body).querySelectorAll("a[href]")[number];
    if (link.matches(NOTEREF)) await this.noteref(file, link, target, href, drawn);
    drawn.click();
    if (!(await soon(() => this.arrived(target)))) this.faults.push(`${file}: the link to ${href} does not get there`);
  }

  async noteref(file, link, target, href, drawn) {
    this.counts.notes += 1;
    const note = words(target);
    if (!note) this.faults.push(`${file}: the note ${href} is empty`);
    const home = [...target.querySelectorAll(BACKLINK)].map((back) => back.getAttribute("href").split("#")[1]);
    if (!link.id || !home.includes(link.id)) this.faults.push(`${file}: the note ${href} has no way back to ${link.id}`);
    const text = await this.program.note?.(drawn, href);
    if (text !== undefined && text !== note) this.faults.push(`${file}: the note ${href} pops up as “${text}”`);
  }
}

window.follow = async (name, address) => {
  const data = await (await fetch(address)).arrayBuffer();
  const files = await unpacked(data);
  const container = await files.parsed("META-INF/container.xml", "application/xml");
  const path = container.querySelector("rootfile").getAttribute("full-path");
  const folder = path.replace(/[^/]*$/, "");
  const opf = await files.parsed(path, "application/xml");
  const items = new Map([...opf.querySelectorAll("manifest > item")].map((i) => [i.id, decodeURI(i.getAttribute("href"))]));
  const host = document.body.appendChild(document.createElement("div"));
  host.className = "program";
  const program = await { epubjs, foliate }[name](data, files, host, folder);
  const follower = new Follower(files, folder, program, host);
  // Both tables of contents say the same.
  const told = (entries) => JSON.stringify(entries.map(({ label, href }) => [letters(label), href]));
  if (!program.nav.length || told(program.nav) !== told(program.ncx)) follower.faults.push("nav and NCX differ, or are empty");
  await follower.contents("nav");
  await follower.contents("ncx");
  for (const itemref of opf.querySelectorAll("spine > itemref")) await follower.section(items.get(itemref.getAttribute("idref")));
  return { counts: follower.counts, faults: follower.faults };
};
