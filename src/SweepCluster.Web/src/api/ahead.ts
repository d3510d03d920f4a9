import { token } from "./token.js";

/** Answers on their way to a reader that is not there yet, and whose token they were asked for with. */
const coming = new Map<string, { answer: Promise<Response>; as: string | null }>();

/** Asks before anyone can read the answers; each is for the first who wants it. */
export function askAhead(paths: string[]): void {
  const as = token.get();
  for (const path of paths) {
    const answer = ask(path, as);
    // Whoever takes it hears of a failure; until then nobody does.
    answer.catch(() => {});
    coming.set(path, { answer, as });
  }
}

/** Reads the body as it comes, so that it is at hand together with its headers. */
async function ask(path: string, as: string | null): Promise<Response> {
  const response = await fetch(path, { cache: "no-store", headers: as === null ? {} : { Authorization: `Bearer ${as}` } });
  return response.status === 200 ? new Response(await response.arrayBuffer(), { headers: response.headers }) : response;
}

/** Whether an answer is on its way that was asked for with the user's token. */
export const isAskedAhead = (path: string): boolean => coming.get(path)?.as === token.get();

/** Hands an answer over; null where none was asked for, or with another token. */
export function takeAhead(path: string): Promise<Response> | null {
  const found = isAskedAhead(path) ? coming.get(path)!.answer : null;
  coming.delete(path);
  return found;
}
