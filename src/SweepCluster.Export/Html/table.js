// The sortable table of cells, fifty at a time.

const pageLength = 50;

const tableColumns = [
  ...data.axes.map(axis => ({ name: axis.name, isNumber: axis.values.every(value => !Number.isNaN(Number(value.replace("−", "-")))), key: cell => axis.at[cell], content: cell => valueOf(axis, cell) })),
  { name: "Label", key: labelOf, content: labelTag },
  { name: "P(stable), interval", isNumber: true, key: cell => tallyOf(cell).p, content: probabilityText },
  { name: "Trials", isNumber: true, key: cell => tallyOf(cell).trials, content: cell => whole(tallyOf(cell).trials) },
  { name: "Score", isNumber: true, key: cell => data.cells.score[cell], content: cell => number(data.cells.score[cell]) },
  { name: "± sd", isNumber: true, key: cell => data.cells.deviation[cell], content: cell => number(data.cells.deviation[cell], 2) },
  { name: "Steps to divergence", isNumber: true, key: cell => data.cells.steps[cell], content: cell => whole(data.cells.steps[cell]) },
  { name: "Training time", isNumber: true, key: cell => data.cells.seconds[cell], content: cell => seconds(data.cells.seconds[cell]) },
];

const createTable = choose => {
  const section = document.getElementById("cells");
  const state = { column: -1, falls: false, page: 0, label: "", chosen: null };
  const body = element("tbody");
  const where = element("span", { className: "note" });
  const headings = tableColumns.map((column, i) => element("th", { className: column.isNumber ? "number" : "", scope: "col" },
    element("button", { type: "button", onclick: () => { state.falls = state.column === i && !state.falls; state.column = i; state.page = 0; draw(); } }, column.name)));
  const turn = (text, step) => element("button", { className: "plain", type: "button", onclick: () => { state.page += step; draw(); } }, text);
  const [previous, next] = [turn("‹ Previous", -1), turn("Next ›", 1)];
  const choices = element("select", { onchange: event => { state.label = event.target.value; state.page = 0; draw(); } },
    element("option", { value: "" }, "all labels"), ...data.outcomes.map((outcome, i) => element("option", { value: String(i) }, outcome.name)), element("option", { value: String(pendingLabel) }, "pending"),
    ...(data.sweep.unknownCells > 0 ? [element("option", { value: String(unknownLabel) }, "unknown")] : []));

  const rowsNow = () => {
    const rows = [];
    for (let cell = 0; cell < cellCount; cell++) if (state.label === "" || labelOf(cell) === Number(state.label)) rows.push(cell);
    if (state.column < 0) return rows;
    const key = tableColumns[state.column].key, sign = state.falls ? -1 : 1;
    // What is unknown comes last either way.
    return rows.sort((a, b) => {
      const [left, right] = [key(a), key(b)];
      if (left === right) return a - b;
      if (left === null || right === null) return left === null ? 1 : -1;
      return left < right ? -sign : sign;
    });
  };

  const draw = () => {
    const rows = rowsNow(), pages = Math.max(1, Math.ceil(rows.length / pageLength));
    state.page = Math.min(pages - 1, Math.max(0, state.page));
    const shown = rows.slice(state.page * pageLength, (state.page + 1) * pageLength);
    body.replaceChildren(...shown.map(cell => element("tr", { className: "pick", "aria-selected": String(cell === state.chosen), onclick: () => choose(cell, true) },
      ...tableColumns.map(column => element("td", { className: column.isNumber ? "number" : "" }, column.content(cell))))));
    headings.forEach((heading, i) => {
      heading.setAttribute("aria-sort", i !== state.column ? "none" : state.falls ? "descending" : "ascending");
      heading.firstChild.textContent = tableColumns[i].name + (i !== state.column ? "" : state.falls ? " ▼" : " ▲");
    });
    where.textContent = rows.length === 0 ? "no cells" : `${whole(state.page * pageLength + 1)}–${whole(state.page * pageLength + shown.length)} of ${whole(rows.length)} cells`;
    previous.disabled = state.page === 0;
    next.disabled = state.page >= pages - 1;
  };

  section.append(element("h2", {}, "Cells"), element("div", { className: "bar" }, choices, previous, next, where),
    element("div", { className: "scroll" }, element("table", {}, element("thead", {}, element("tr", {}, ...headings)), body)));
  draw();
  return cell => { state.chosen = cell; draw(); };
};
