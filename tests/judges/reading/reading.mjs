// Our EPUBs in reading programs that run in a browser: reading.mjs MODULES FILE.epub...
//
// epub.js and foliate-js are served to Chromium, which has no other network. `page.mjs` opens each book in each of them and
// follows all that leads somewhere. Whatever is missed, said in the console or cannot be loaded is a fault.
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const [modules, ...files] = process.argv.slice(2);
const puppeteer = createRequire(join(modules, "x"))("puppeteer-core");
const PROGRAMS = ["epubjs", "foliate"];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".epub": "application/epub+zip" };
const PAGE = `<!DOCTYPE html><meta charset="utf-8"><title>Reading</title><link rel="icon" href="data:,">
<style>body { margin: 0 } .program { width: 360px; height: 480px } .program > foliate-view { height: 480px }</style>
<script src="/modules/jszip/dist/jszip.min.js"></script><script src="/modules/epubjs/dist/epub.min.js"></script>
<script type="module" src="/here/page.mjs"></script>`;

const server = createServer((request, response) => {
  const [, room, ...rest] = decodeURI(new URL(request.url, "http://x").pathname).split("/");
  const path = { modules: join(modules, ...rest), here: join(HERE, ...rest), book: files[rest[0]] }[room];
  const type = room === "" ? "text/html" : TYPES[extname(path ?? "")];
  if (!type) return response.writeHead(404).end();
  response.setHeader("content-type", type);
  if (room === "") return response.end(PAGE);
  createReadStream(path).on("error", () => response.writeHead(404).end()).pipe(response);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const address = `http://127.0.0.1:${server.address().port}/`;

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--window-size=900,900"],
});

async function read(program, number) {
  const page = await browser.newPage();
  const said = [];
  page.on("console", (message) => message.type() === "error" && said.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => said.push(`not loaded: ${request.url()}`));
  page.on("response", (answer) => answer.status() >= 400 && said.push(`${answer.status()}: ${answer.url()}`));
  try {
    await page.goto(address);
    await page.waitForFunction("window.follow");
    const { counts, faults } = await page.evaluate((...words) => window.follow(...words), program, `/book/${number}`);
    return { counts, faults: [...faults, ...new Set(said)] };
  } catch (error) {
    return { counts: {}, faults: [...said, `${error.message}`] };
  } finally {
    await page.close();
  }
}

let failed = 0;
for (const program of PROGRAMS) {
  for (const [number, file] of files.entries()) {
    const { counts, faults } = await read(program, number);
    const told = Object.entries(counts).map(([what, count]) => `${count} ${what}`).join(", ");
    console.log(`${program.padEnd(8)} ${basename(file).padEnd(22)} ${faults.length ? "FAILED" : "passed"}  ${told}`);
    faults.forEach((fault) => console.log(`    ${fault}`));
    failed += Number(faults.length > 0);
  }
}
await browser.close();
console.log(`reading programs: ${PROGRAMS.length * files.length - failed} passed, ${failed} failed`);
process.exit(failed || !files.length ? 1 : 0);
