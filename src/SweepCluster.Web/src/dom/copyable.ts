import { h } from "./element.js";
import { icon } from "./icons.js";

const confirmedFor = 1500;

/**
 * A text that is wanted elsewhere, with a button that copies it.
 * @param what Says what it is, for whoever cannot see it.
 */
export function copyable(text: string, what: string): HTMLElement {
  const shown = h("code", { class: "id" }, text);
  const button = h("button", { type: "button", class: "icon-button copy", title: `Copy ${what}`, "aria-label": `Copy ${what}`, onclick: () => void copy() }, icon("copy"));
  return h("span", { class: "copyable" }, shown, button);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Only pages of this machine or over TLS have a clipboard to write to; a selection can be copied anywhere.
      getSelection()?.selectAllChildren(shown);
      document.execCommand("copy");
    }
    button.replaceChildren(icon("check"));
    setTimeout(() => button.replaceChildren(icon("copy")), confirmedFor);
  }
}
