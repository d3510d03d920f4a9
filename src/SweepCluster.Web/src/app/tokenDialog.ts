import { h } from "../dom/element.js";
import { token } from "../api/token.js";
import { openDialog } from "./dialog.js";

let asking: Promise<void> | null = null;

/** Asks for a token, once however many requests want one; resolves when the user has given one. */
export function askForToken(wasRefused: boolean): Promise<void> {
  return asking ??= new Promise<void>(resolve => {
    let isGiven = false;
    const field = h("input", { id: "token", type: "password", autocomplete: "off", spellcheck: "false", required: true });
    const dialog = openDialog("This node wants a token", close => [
      wasRefused && h("p", { class: "error", role: "alert" }, "The node does not know the token that was given. Give another one."),
      h("p", {}, "A viewer's token shows everything; an operator's also starts, pauses and cancels sweeps. It is kept until this tab is closed."),
      h("form", { method: "dialog", onsubmit: take(close) },
        h("label", { for: "token" }, "Token"), field,
        h("div", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Use this token"))),
    ], () => {
      asking = null;
      if (isGiven) resolve();
      else setTimeout(() => void askForToken(wasRefused).then(resolve));
    });
    dialog.classList.add("narrow");
    field.focus();

    function take(close: () => void) {
      return (event: Event) => {
        event.preventDefault();
        if (field.value.trim() === "") return;
        token.set(field.value.trim());
        isGiven = true;
        close();
      };
    }
  });
}
