const PIECE_CHARACTERS = 65_536;

/** Joins lines into pieces worth a write each; never holds more than one piece. */
export function* inPieces(lines: Iterable<string>): Iterable<string> {
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}
