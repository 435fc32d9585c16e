// PDFs as pdf.js, the reader in Firefox, reads them. One line of JSON a file:
//   pdfjs.mjs MODULES text FILE.pdf...            the text of its pages, as its viewer has it
//   pdfjs.mjs MODULES search WORDS.json FILE.pdf... the words (a list a file) that its search does not find
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
const [modules, task, ...files] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(`${modules}/pdfjs-dist/legacy/${path}`));
const { getDocument, VerbosityLevel } = (globalThis.pdfjsLib = await load("build/pdf.mjs"));
const words = task === "search" ? JSON.parse(await readFile(files.shift(), "utf8")) : [];

async function text(pdf) {
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    // The viewer ends a line behind an item that says so.
    pages.push(items.map((item) => (item.str ?? "") + (item.hasEOL ? "\n" : "")).join(""));
  }
  return pages;
}

// The search of the viewer, without its window.
async function search(pdf, wanted) {
  const element = () => ({ style: {} });
  globalThis.document ??= { documentElement: element(), createElement: element };
  globalThis.window ??= { requestAnimationFrame: setImmediate };
  const { EventBus, PDFFindController } = await load("web/pdf_viewer.mjs");
  const eventBus = new EventBus();
  const controller = new PDFFindController({ linkService: { page: 1, pagesCount: pdf.numPages, eventBus }, eventBus });
  controller.setDocument(pdf);
  const missed = [];
  for (const query of wanted) {
    const found = await new Promise((resolve) => {
      const PENDING = 3, NOT_FOUND = 1;
      const listen = ({ state }) => {
        if (state === PENDING) return;
        eventBus.off("updatefindcontrolstate", listen);
        resolve(state !== NOT_FOUND);
      };
      eventBus.on("updatefindcontrolstate", listen);
      eventBus.dispatch("find", { source: null, type: "again", query, caseSensitive: true, matchDiacritics: true });
    });
    if (!found) missed.push(query);
  }
  return missed;
}

for (const [number, file] of files.entries()) {
  const data = new Uint8Array(await readFile(file));
  const pdf = await getDocument({ data, verbosity: VerbosityLevel.ERRORS }).promise;
  console.log(JSON.stringify(task === "search" ? await search(pdf, words[number]) : await text(pdf)));
}
process.exit(0);
