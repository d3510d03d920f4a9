import { h } from "../dom/element.js";

const shownFor = 6000;

const region = h("div", { class: "toasts", role: "status", "aria-live": "polite" });

/** Says something for a while at the lower edge of the page. */
export function say(text: string, kind: "info" | "error" = "info"): void {
  if (!region.isConnected) document.body.append(region);
  const toast = h("p", { class: `toast ${kind}` }, text);
  region.append(toast);
  setTimeout(() => toast.remove(), shownFor);
}

/** Does something and says what went wrong. */
export async function attempt(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), "error");
  }
}
