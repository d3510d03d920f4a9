import "./styles/base.css";
import "./styles/shell.css";
import "./styles/lists.css";
import "./styles/sweep.css";
import "./styles/map.css";
import { askAhead } from "./api/ahead.js";
import { accessPath, openingPaths } from "./api/paths.js";
import { parseRoute } from "./app/router.js";

// What the page opens with is asked for while its program still loads: both are there at about the same time, and
// nothing waits for an answer only to ask the next question.
const route = parseRoute(location.hash);
askAhead(route.name === "sweep" ? openingPaths(route.id) : [accessPath]);
await import("./page.js");
