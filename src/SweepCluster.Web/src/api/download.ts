import { h } from "../dom/element.js";
import type { Client } from "./client.js";

/** Saves what an address answers. Links cannot send a token, so it is fetched first. */
export async function download(client: Client, path: string): Promise<void> {
  const response = await client.send(path);
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "sweep.txt";
  const address = URL.createObjectURL(await response.blob());
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser takes the blob over after the click; a minute is long enough for any disk.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
