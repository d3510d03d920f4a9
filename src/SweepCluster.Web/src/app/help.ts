import { h } from "../dom/element.js";
import { openDialog } from "./dialog.js";

const shortcuts: [string, [string, string][]][] = [
  ["Anywhere", [["?", "This list"], ["g s", "Sweeps"], ["g w", "Workers"], ["g e", "Events"], ["g n", "New sweep"], ["t", "Light or dark"]]],
  ["On the map", [
    ["← → ↑ ↓", "Move to the next cell; ten cells with Alt"],
    ["Shift + arrows", "Grow a rectangle from the cell"],
    ["Enter", "Learning curves of the cell"],
    ["Z", "Look closer at the rectangle"],
    ["+  −", "Zoom in, zoom out"],
    ["0", "The whole map"],
    ["1 … 5", "Label, P(stable), accuracy, cost, replicates"],
    ["i", "Isolines on or off"],
    ["Esc", "Forget rectangle or cell"],
  ]],
  ["With the pointer", [["Drag", "Move the map"], ["Wheel, pinch", "Zoom"], ["Shift + drag", "Rectangle to look closer at"], ["Click", "Learning curves of the cell"]]],
];

/** Opens the list of shortcuts. */
export function openHelp(): void {
  openDialog("Keyboard and pointer", () => shortcuts.map(([group, keys]) => h("section", {},
    h("h3", {}, group),
    h("dl", { class: "keys" }, ...keys.flatMap(([key, meaning]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, meaning)])))));
}
