// Talks to the people's side of the sandbox: JSON in, JSON out.

/** What the sandbox refused, in its own words. */
export class Refused extends Error {
  constructor(status, line) {
    super(line);
    this.status = status;
  }
}

async function read(response) {
  const answer = await response.json();
  if (!response.ok) throw new Refused(response.status, answer.error ?? "the sandbox refused");
  return answer;
}

/** Ask for something. */
export async function get(path, query = {}, signal = undefined) {
  const search = new URLSearchParams(query);
  return read(await fetch(`/sandbox/${path}?${search}`, { signal }));
}

/** Do something. */
export async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return read(await fetch(`/sandbox/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}
