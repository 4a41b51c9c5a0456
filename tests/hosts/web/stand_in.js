/* What a custom functions runtime offers a script, as Microsoft's type definitions describe it. */
globalThis.tieoutTest = { functions: {} };
class StandInError extends Error {
  constructor(code, message) {
    super(message || "");
    this.code = code;
  }
}
globalThis.CustomFunctions = {
  associate(id, implementation) {
    tieoutTest.functions[id] = implementation;
  },
  Error: StandInError,
  ErrorCode: {
    invalidValue: "#VALUE!",
    notAvailable: "#N/A",
    divisionByZero: "#DIV/0!",
    invalidNumber: "#NUM!",
    nullReference: "#NULL!",
    invalidName: "#NAME?",
    invalidReference: "#REF!",
  },
};

/* Calls a function as Excel does: every argument there, repeating ones as one list, the invocation
   last. Gives what the cell, or the cells, would show; complains about what Excel would refuse. */
tieoutTest.call = async function (told, given) {
  const cell = (value) => (value && value.error ? new StandInError(value.error) : value);
  const asRange = (value) => {
    const rows = Array.isArray(value) ? value : [[value]];
    return rows.map((row) => row.map(cell));
  };
  const one = (parameter, value) => {
    if (value === null || value === undefined) return null;
    if (parameter.dimensionality === "matrix") return asRange(value);
    if (Array.isArray(value)) throw new TypeError("Excel calls once a cell here");
    return cell(value);
  };
  const rest = [...given];
  const values = told.parameters.map((parameter) =>
    parameter.repeating ? rest.splice(0).map((value) => one(parameter, value)) : one(parameter, rest.shift()),
  );
  const invocation = {};
  let shown;
  try {
    const running = tieoutTest.functions[told.id](...values, invocation);
    if (typeof invocation.onCanceled !== "function") throw new TypeError("not cancelable");
    shown = await running;
  } catch (error) {
    if (!(error instanceof StandInError)) return { broken: String(error) };
    return { error: error.code, message: error.message };
  }
  const plain = (value) => {
    if (value instanceof StandInError) return { error: value.code };
    if (value && value.type === "FormattedNumber") return { number: value.basicValue, format: value.numberFormat };
    if (["number", "string", "boolean"].includes(typeof value)) return value;
    throw new TypeError("Excel cannot show " + JSON.stringify(value));
  };
  try {
    if (told.result.dimensionality !== "matrix") return { value: plain(shown) };
    if (new Set(shown.map((row) => row.length)).size !== 1) throw new TypeError("rows differ");
    return { value: shown.map((row) => row.map(plain)) };
  } catch (error) {
    return { broken: String(error) };
  }
};
