/** Whether a key was meant for a field that takes text. */
const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);

/** Keys that work anywhere; `g` waits for a second one. */
export function listenForKeys(actions: { go: (address: string) => void; help: () => void; theme: () => void }): void {
  const pages: Record<string, string> = { s: "#/", w: "#/workers", e: "#/events", n: "#/new" };
  let isGoing = false;
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const wasGoing = isGoing;
    isGoing = event.key === "g";
    if (wasGoing && pages[event.key]) actions.go(pages[event.key]!);
    else if (event.key === "?") actions.help();
    else if (event.key === "t") actions.theme();
  });
}
