/** Where the page is: the part of the address behind `#`. */
export type Route =
  | { name: "sweeps" }
  | { name: "sweep"; id: string }
  | { name: "workers" }
  | { name: "events" }
  | { name: "new"; from: string | null }
  | { name: "unknown" };

export function parseRoute(hash: string): Route {
  const [first = "", second] = hash.replace(/^#\/?/, "").split("/");
  switch (first) {
    case "": return { name: "sweeps" };
    case "sweeps": return second ? { name: "sweep", id: decoded(second) } : { name: "sweeps" };
    case "workers": case "events": return { name: first };
    case "new": return { name: "new", from: second ? decoded(second) : null };
    default: return { name: "unknown" };
  }
}

export const sweepAddress = (id: string): string => `#/sweeps/${encodeURIComponent(id)}`;

export const newAddress = (from?: string): string => from === undefined ? "#/new" : `#/new/${encodeURIComponent(from)}`;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
