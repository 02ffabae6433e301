import { afterAll, afterEach, describe, expect, inject, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened } from "./browser";
import { counted, csv, reading } from "./importing";

/** The import dialog through the visible page: layouts it knows, several files, and what it refuses. */

let opened: Opened;
afterEach(() => opened.close());
afterAll(closeBrowser);

async function dialogFor(...given: Parameters<typeof reading>) {
  const read = await reading(...given);
  ({ opened } = read);
  return read;
}

describe("layouts that are known, and several files", () => {
  const shopify = (from: number): string => {
    const rows = Array.from({ length: 60 }, (_, index) => {
      const day = new Date(Date.UTC(2024, 0, from + index)).toISOString().slice(0, 10);
      const order = `#${1000 + from + index},k${index % 23}@example.com`;
      return [
        `${order},paid,PLN,30.00,${day} 09:59:00 +0200,1,Lamp,20.00,0.00`,
        `${order},,,,,2,Mug,5.00,`,
      ].join("\n");
    });
    return `Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount\n${rows.join("\n")}\n`;
  };

  test("an export is recognised, read by its layout, saved as one's own, and others are put beside it", async () => {
    opened = await openPage(inject("site"));
    const { page } = opened;
    const files = [
      csv("may.csv", shopify(1)),
      csv("june.csv", shopify(61)),
      csv("nps.csv", "customer_id,nps,date\nk1@example.com,9,2024-05-01\nnobody@example.com,3,2024-05-02\n"),
    ];
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open files" }).first().click();
    await (await chooser).setFiles(files);
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await counted(dialog).toContain("240 rows become 120 orders of 23 customers");
    expect(await dialog.innerText()).toContain("2 files of the same columns");
    const layout = dialog.getByRole("combobox", { name: "Export", exact: true });
    expect(await layout.inputValue()).toBe("shopify_orders");
    expect(await dialog.innerText()).toContain("a zone beside them (+0200) is not applied");
    expect(await axe(page, "import of a known layout", "dialog")).toEqual([]);
    await dialog.getByText("Save this reading", { exact: true }).click();
    await dialog.getByLabel("Name", { exact: true }).fill("Our shop");
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await dialog.getByText("Saved as “Our shop”.").waitFor();
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("readings"))),
    ).toEqual(["tenure.readings"]);
    await dialog.getByRole("button", { name: "Make the notebook", exact: true }).click();
    // The survey has its turn, beside the orders that are here now.
    await dialog.getByRole("heading", { name: /nps\.csv/ }).waitFor({ timeout: 60_000 });
    expect(await dialog.getByRole("combobox", { name: "Rows are", exact: true }).inputValue()).toBe("survey");
    await dialog.getByText("2 customers, each on one row").waitFor({ timeout: 60_000 });
    await dialog.getByRole("button", { name: "Add to the notebook", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    for (const name of ["sales", "nps"]) {
      const cell = page.getByRole("region", { name, exact: true });
      await expect.poll(() => cell.getAttribute("data-state"), { timeout: 90_000 }).toBe("done");
    }
    expect(opened.errors).toEqual([]);
    expect(opened.foreign).toEqual([]);
  });
});

describe("what is no order file", () => {
  test.each([
    ["an empty file", "empty.csv", Buffer.alloc(0), /empty/i],
    [
      "a picture",
      "picture.csv",
      Buffer.from("89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61", "hex"),
      /picture\.csv/,
    ],
    [
      "rows without a date",
      "nodates.csv",
      Buffer.from("name,colour\nAnn,red\nBob,blue\nCid,green\n"),
      /date/i,
    ],
  ])("%s is refused in words, with a way out", async (_, name, buffer, words) => {
    const { page, dialog, make } = await dialogFor({ name, mimeType: "text/csv", buffer });
    const alert = dialog.getByRole("alert");
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(words);
    expect(await alert.innerText()).not.toMatch(/source\.|unexpected/);
    expect(await make.isEnabled()).toBe(false);
    expect(await dialog.getByRole("button", { name: "Open another file" }).count()).toBe(1);
    expect(await axe(page, "import refused", "dialog")).toEqual([]);
    await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByRole("button", { name: "Open files", exact: true }).count()).toBe(1);
  });
});
