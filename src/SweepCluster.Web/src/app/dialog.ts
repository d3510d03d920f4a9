import { h, type Child } from "../dom/element.js";
import { icon } from "../dom/icons.js";

/** Opens a dialog over the page; it closes by Escape, by its cross, or by `close`. */
export function openDialog(title: string, content: (close: () => void) => Child[], onClose?: () => void): HTMLDialogElement {
  const heading = h("h2", { id: `dialog-${++count}` }, title);
  const dialog = h("dialog", { "aria-labelledby": heading.id });
  const close = () => dialog.close();
  dialog.append(
    h("header", {}, heading, h("button", { type: "button", class: "icon-button", "aria-label": "Close", onclick: close }, icon("close"))),
    h("div", { class: "dialog-body" }, ...content(close)));
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

let count = 0;
