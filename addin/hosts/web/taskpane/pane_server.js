/* Asks Tieout's server: one request a press, answered line by line while it works. */

/* The server could not be asked, or said no. */
export class NoAnswer extends Error {}

const key = new URLSearchParams(location.search).get("key") || "";
const base = document.documentElement.dataset.endpoint || location.origin;

export async function ask(kind, asked, { line = () => undefined, signal } = {}) {
  let reply;
  try {
    reply = await fetch(`${base}/v1/${kind}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "text/plain" },
      body: JSON.stringify(asked),
      signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new NoAnswer("Tieout's server does not answer: start it with 'tieout serve --https'");
  }
  if (!reply.ok) throw new NoAnswer((await reply.json().catch(() => ({}))).error || `Tieout said ${reply.status}`);
  try {
    for await (const told of lines(reply.body)) {
      if ("done" in told) return told.done;
      line(told);
    }
  } catch (error) {
    if (error.name === "AbortError") throw error;
  }
  throw new NoAnswer("Tieout's server ended in the middle; start it and press again");
}

async function* lines(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    const whole = rest.split("\n");
    rest = whole.pop();
    for (const text of whole) if (text) yield JSON.parse(text);
  }
}
