// Opens a report in Chromium and uses it as people do: node page.cjs CHROMIUM PAGE [FOLDER FOR SCREENSHOTS]
"use strict";
const assert = require("node:assert");
const { chromium } = require("playwright-core");

const [executablePath, page, screenshots] = process.argv.slice(2);
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const luminance = (rgb) => {
  const [r, g, b] = rgb.match(/[\d.]+/g).map((n) => n / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

// The lowest contrast of text against what is painted behind it, in the open parts of the page.
const contrasts = () => {
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!/, 0\)$|transparent/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const found = new Map();
  for (const e of document.querySelectorAll("main *, header *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !e.checkVisibility()) continue;
    const style = getComputedStyle(e);
    found.set([style.color, behind(e)].join("|"), e.outerHTML.slice(0, 120));
  }
  return [...found];
};

(async () => {
  const browser = await chromium.launch({ executablePath, args });
  for (const colorScheme of ["light", "dark"]) {
    for (const [name, width] of [["desktop", 1280], ["narrow", 400]]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const tab = await context.newPage();
      const noise = [];
      tab.on("console", (message) => noise.push(message.text()));
      tab.on("pageerror", (error) => noise.push(String(error)));
      tab.on("dialog", (dialog) => noise.push("dialog " + dialog.message()) && dialog.dismiss());
      tab.on("request", (request) => request.url() === page || noise.push("request " + request.url()));
      await tab.goto(page);

      const documents = await tab.locator("details.doc").count();
      assert.ok(documents > 3, "documents in the sample");
      assert.strictEqual(await tab.locator("h1").count(), 1);
      const levels = await tab.$$eval("h1, h2, h3", (all) => all.map((h) => Number(h.tagName[1])));
      assert.ok(levels.every((level, n) => n === 0 || level - levels[n - 1] <= 1), "headings skip a level: " + levels);

      const arabic = await tab.$$eval("table[lang^=ar] td[dir]", (all) => all.map((td) => getComputedStyle(td).direction));
      assert.ok(arabic.length > 0 && arabic.every((d) => d === "rtl"), "Arabic runs from right to left: " + arabic);

      // By click.
      const code = tab.locator("[data-filter=U102]");
      await code.click();
      const some = await tab.locator("details.doc:visible").count();
      assert.ok(some > 0 && some < documents, `${some} of ${documents} after the filter`);
      assert.strictEqual(Number(await code.locator("b").textContent()), some);
      assert.strictEqual(await code.getAttribute("aria-pressed"), "true");
      assert.match(await tab.locator("#shown").textContent(), new RegExp(`^${some} document`));
      await tab.locator("details.doc:visible summary").first().click();
      assert.ok(await tab.locator("details.doc:visible [data-codes~=U102]:not(.dim)").count() > 0, "its changes stand out");
      // By keyboard.
      await tab.locator("[data-filter='']").focus();
      await tab.keyboard.press("Enter");
      assert.strictEqual(await tab.locator("details.doc:visible").count(), documents);
      await tab.keyboard.press("Tab");
      await tab.keyboard.press("Space");
      assert.strictEqual(await tab.locator("[data-filter]").nth(1).getAttribute("aria-pressed"), "true");
      await tab.locator("[data-filter='']").click();
      await tab.locator("details.doc summary").nth(1).focus();
      const open = await tab.locator("details.doc[open]").count();
      await tab.keyboard.press("Enter");
      assert.strictEqual(await tab.locator("details.doc[open]").count(), open + 1);
      // The code of a change leads to its explanation, a number in the table of passes to its documents.
      await tab.locator("#unfold").click();
      assert.strictEqual(await tab.locator("details.doc[open]").count(), documents);
      const tag = tab.locator(".blocks a.tag").first();
      const about = await tag.textContent();
      await tag.click();
      await tab.locator(`details#${about}[open] .prose`).waitFor();
      assert.match(await tab.locator(`details#${about} .prose`).textContent(), /When it is wrong/);
      await tab.locator("[data-choose=U102]").click();
      assert.strictEqual(await tab.locator("details.doc:visible").count(), some);
      await tab.locator("[data-filter='']").click();

      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} pixels wider than a ${name} window`);
      for (const [pair, where] of await tab.evaluate(contrasts)) {
        const [front, back] = pair.split("|").map(luminance).sort((a, b) => b - a);
        const contrast = (front + 0.05) / (back + 0.05);
        assert.ok(contrast >= 4.5, `contrast ${contrast.toFixed(2)} in ${colorScheme}: ${where}`);
      }
      if (screenshots) {
        await tab.goto("about:blank");
        await tab.goto(page);
        await tab.locator("#unfold").click();
        await tab.screenshot({ path: `${screenshots}/${name}-${colorScheme}.png`, fullPage: true });
      }
      assert.deepStrictEqual(noise, [], "console, dialogs or network");
      await context.close();
    }
  }
  await browser.close();
  console.log("the page works");
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
