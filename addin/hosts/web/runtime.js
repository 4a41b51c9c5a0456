/* Sends the calls of one recalculation to Tieout together, and shows what comes back.

   Runs in a page (shared runtime) and in Excel's engine without one: no document, storage or
   AbortController is taken for granted. */

let tieoutWaiting = [];
let tieoutTimer = null;
const tieoutLimit = {
  posts: 4, // on their way: browsers allow six connections to one host
  known: 32, // ranges that a new one is compared with
};
let tieoutOnTheirWay = 0;
const tieoutPosts = [];

const tieoutRetried = new Set([408, 429, 502, 503, 504]);

/* A call, answered later. */
function tieoutCall(name, values, invocation) {
  return new Promise((resolve, reject) => {
    const call = { name, values, resolve, reject, canceled: false, post: null };
    if (invocation && typeof invocation === "object") {
      invocation.onCanceled = () => tieoutCancel(call);
    }
    tieoutWaiting.push(call);
    if (tieoutTimer === null) tieoutTimer = setTimeout(tieoutGather, TIEOUT.wait);
  });
}

/* Excel no longer wants the answer: it is not asked for, or no longer waited for. */
function tieoutCancel(call) {
  call.canceled = true;
  call.reject(tieoutError("#N/A", "canceled"));
  const post = call.post;
  if (post && post.controller && post.calls.every((one) => one.canceled)) post.controller.abort();
}

/* A cell as Excel hands it over -> as JSON: errors as their text, data types as their value. */
function tieoutPlain(value) {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(tieoutPlain);
  if (typeof value === "number") return Number.isFinite(value) ? value : "#NUM!";
  if (typeof value !== "object") return value;
  if (value instanceof CustomFunctions.Error || typeof value.code === "string") return value.code;
  if (value.type === "Empty") return null;
  if (value.basicValue !== undefined) return tieoutPlain(value.basicValue);
  return "#VALUE!";
}

/* The calls gathered so far -> posts of a bearable size. A range that several calls use is sent
   once and referred to. */
function tieoutGather() {
  const calls = tieoutWaiting.filter((call) => !call.canceled);
  tieoutWaiting = [];
  if (tieoutTimer !== null) clearTimeout(tieoutTimer);
  tieoutTimer = null;
  let post = tieoutNewPost();
  for (const call of calls) {
    const fresh = call.values.reduce((sum, value) => sum + tieoutFresh(post, value), 0);
    const named = call.values.reduce((sum, value) => sum + tieoutCells(value), 0);
    const isFull =
      post.calls.length >= TIEOUT.calls ||
      post.cells + fresh > TIEOUT.cells ||
      post.named + named > TIEOUT.named;
    if (post.calls.length && isFull) {
      tieoutPosts.push(post);
      post = tieoutNewPost();
    }
    post.named += named;
    const given = call.values.map((value) => tieoutArgument(post, value));
    call.post = post;
    post.calls.push(call);
    post.texts.push('{"f":' + JSON.stringify(call.name) + ',"a":[' + given.join(",") + "]}");
  }
  if (post.calls.length) tieoutPosts.push(post);
  tieoutSendNext();
}

function tieoutNewPost() {
  return { calls: [], texts: [], ranges: [], known: [], cells: 0, named: 0, controller: null };
}

/* How many cells an argument adds to a post: none if it is a range that the post has. */
function tieoutFresh(post, value) {
  if (!Array.isArray(value)) return 1;
  return tieoutKnown(post, value) ? 0 : tieoutCells(value);
}

function tieoutCells(rows) {
  if (!Array.isArray(rows)) return 1;
  return rows.reduce((sum, row) => sum + (Array.isArray(row) ? row.length : 1), 0);
}

/* An argument as JSON, or as the place of its range in the post. */
function tieoutArgument(post, value) {
  if (!Array.isArray(value) || tieoutCells(value) < 2) {
    post.cells += 1;
    return JSON.stringify(tieoutPlain(value));
  }
  let known = tieoutKnown(post, value);
  if (!known) {
    known = { value, place: post.ranges.length };
    post.ranges.push(JSON.stringify(tieoutPlain(value)));
    post.cells += tieoutCells(value);
    post.known.push(known);
    if (post.known.length > tieoutLimit.known) post.known.shift();
  }
  return '{"range":' + known.place + "}";
}

/* The same cells as those of an earlier argument. Excel hands each call cells of its own; comparing
   them takes a tenth of the time of writing them, and ends at the first that differs. */
function tieoutKnown(post, value) {
  return post.known.find((one) => one.value === value || tieoutSame(one.value, value));
}

function tieoutSame(one, other) {
  if (one.length !== other.length) return false;
  for (let row = 0; row < one.length; row += 1) {
    const left = one[row];
    const right = other[row];
    if (left === right) continue;
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    for (let column = 0; column < left.length; column += 1) {
      if (left[column] !== right[column]) return false;
    }
  }
  return true;
}

function tieoutSendNext() {
  while (tieoutPosts.length && tieoutOnTheirWay < tieoutLimit.posts) {
    const post = tieoutPosts.shift();
    if (post.calls.every((call) => call.canceled)) continue;
    tieoutOnTheirWay += 1;
    tieoutSend(post).then(() => {
      tieoutOnTheirWay -= 1;
      tieoutSendNext();
    });
  }
}

/* One post and its answers. Never rejects: what goes wrong is shown in the cells. A dropped
   connection is tried once more, which is safe because a function changes nothing. */
async function tieoutSend(post) {
  const body = '{"ranges":[' + post.ranges.join(",") + '],"calls":[' + post.texts.join(",") + "]}";
  try {
    let answers;
    try {
      answers = await tieoutFetch(post, body);
    } catch (error) {
      if (error.final || post.calls.every((call) => call.canceled)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
      answers = await tieoutFetch(post, body);
    }
    const isLate = (call, place) => answers[place].late === true;
    const late = post.calls.filter(isLate);
    if (late.length && late.length < post.calls.length) {
      // The others were answered, so asking again for these comes to an end.
      post.calls.forEach((call, place) => isLate(call, place) || tieoutAnswer(call, answers[place]));
      tieoutWaiting.push(...late);
      tieoutGather();
    } else {
      post.calls.forEach((call, place) => tieoutAnswer(call, answers[place]));
    }
  } catch (error) {
    post.calls.forEach((call) => call.reject(tieoutError("#N/A", "Tieout: " + error.message)));
  }
}

async function tieoutFetch(post, body) {
  // Without a page only headers of simple requests may be sent: the key goes into the address.
  const inPage = typeof document !== "undefined";
  const headers = { "Content-Type": "text/plain" };
  if (inPage && TIEOUT.key) headers["Authorization"] = "Bearer " + TIEOUT.key;
  const address = TIEOUT.endpoint + (inPage || !TIEOUT.key ? "" : "?key=" + TIEOUT.key);
  const options = { method: "POST", headers, body };
  let timer = null;
  let late = false;
  if (typeof AbortController !== "undefined") {
    post.controller = new AbortController();
    options.signal = post.controller.signal;
    timer = setTimeout(() => {
      late = true;
      post.controller.abort();
    }, TIEOUT.seconds * 1000);
  }
  try {
    let response;
    try {
      response = await fetch(address, options);
    } catch (error) {
      if (late) throw tieoutFinal("no answer within " + TIEOUT.seconds + " s");
      throw new Error("no connection to " + TIEOUT.endpoint + "; is 'tieout serve' running?");
    }
    if (!response.ok) {
      let reason = "";
      try {
        reason = (await response.json()).error;
      } catch (error) {
        reason = "";
      }
      const problem = new Error(reason || "the server answered " + response.status);
      problem.final = !tieoutRetried.has(response.status);
      throw problem;
    }
    const answers = (await response.json()).answers;
    if (!Array.isArray(answers) || answers.length !== post.calls.length) {
      throw tieoutFinal("the server's answer cannot be read");
    }
    return answers;
  } finally {
    if (timer !== null) clearTimeout(timer);
  }
}

function tieoutFinal(message) {
  const error = new Error(message);
  error.final = true;
  return error;
}

function tieoutAnswer(call, answer) {
  if (answer.e !== undefined) call.reject(tieoutError(answer.e, answer.m));
  else if (Array.isArray(answer.r)) call.resolve(answer.r.map((row) => row.map(tieoutShown)));
  else call.resolve(tieoutShown(answer.r));
}

/* A cell of an answer -> as Excel shows it. */
function tieoutShown(cell) {
  if (cell === null || typeof cell !== "object") return cell;
  if (cell.e !== undefined) return tieoutError(cell.e);
  if (!tieoutShowsFormats()) return cell.d;
  return { type: "FormattedNumber", basicValue: cell.d, numberFormat: cell.f };
}

/* Excel before data types shows a date as its serial number. */
function tieoutShowsFormats() {
  if (typeof Office === "undefined" || !Office.context || !Office.context.requirements) return true;
  return Office.context.requirements.isSetSupported("ExcelApi", "1.16");
}

/* Excel shows a message with #VALUE! and #N/A only, and takes none with the others. */
function tieoutError(code, message) {
  const codes = CustomFunctions.ErrorCode;
  const known = {
    "#N/A": codes.notAvailable,
    "#VALUE!": codes.invalidValue,
    "#NUM!": codes.invalidNumber,
    "#DIV/0!": codes.divisionByZero,
    "#REF!": codes.invalidReference,
    "#NAME?": codes.invalidName,
    "#NULL!": codes.nullReference,
  };
  const shown = known[code] || codes.invalidValue;
  const told = message && (shown === codes.notAvailable || shown === codes.invalidValue);
  return told ? new CustomFunctions.Error(shown, message) : new CustomFunctions.Error(shown);
}
