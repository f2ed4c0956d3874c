// What the flows in JavaScript need: to wait, to be refused, to move the server's clock, to run and tell.

const ENDPOINT = process.env.AWS_ENDPOINT_URL;

/** Asks again and again until the answer is true. */
async function eventually(what, ask, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} did not happen`);
}

/** What a promise is refused with. */
async function refused(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it was not refused");
}

/** Moves the emulator's clock: docs/control.md. */
async function advance(seconds) {
  const reply = await fetch(`${ENDPOINT}/_ruststack/clock/advance`, {
    method: "POST",
    body: JSON.stringify({ seconds }),
  });
  if (!reply.ok) throw new Error(`the clock: ${reply.status}`);
}

/** Runs flows one after another, all of them whatever happens, and ends the program with how it went. */
async function run(name, flows) {
  const failed = [];
  for (const flow of flows) {
    try {
      await flow();
    } catch (error) {
      console.error(flow.name, error);
      failed.push(flow.name);
    }
  }
  console.log(`${name}: ${flows.length - failed.length} passed, ${failed.length} failed ${failed.join(", ")}`);
  process.exit(failed.length === 0 ? 0 : 1);
}

module.exports = { ENDPOINT, advance, eventually, refused, run };
