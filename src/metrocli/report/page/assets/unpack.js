/** Return the whole numbers that metro packed into a text (see packing.py). */
function unpack(packed) {
  const bytes = atob(packed);
  let count = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes.charCodeAt(at) < 128) count++;
  }
  const found = new Float64Array(count);
  let at = 0;
  for (let k = 0; k < count; k++) {
    // Products instead of shifts, which would stop at 32 bits.
    let folded = 0;
    let unit = 1;
    let byte;
    do {
      byte = bytes.charCodeAt(at++);
      folded += (byte & 127) * unit;
      unit *= 128;
    } while (byte > 127);
    found[k] = folded % 2 ? -(folded + 1) / 2 : folded / 2;
  }
  return found;
}

/** Return whole numbers that metro packed by their differences. */
function unpackSteps(packed) {
  const found = unpack(packed);
  for (let k = 1; k < found.length; k++) found[k] += found[k - 1];
  return found;
}

/** Return where each of some things begins among their parts, and the end of the last. */
function startsOf(counts) {
  const starts = new Int32Array(counts.length + 1);
  for (let k = 0; k < counts.length; k++) starts[k + 1] = starts[k] + counts[k];
  return starts;
}
