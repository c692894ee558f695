export type TextTest = (text: string) => boolean;

/**
 * A glob over a whole text: `*` is any run of characters, `/` and `:` included, `?` exactly one character (a UTF-16 unit), all else stands
 * for itself; case counts and nothing escapes. Takes time linear in the text for each star-free piece, never exponential.
 */
export function compileGlob(pattern: string): TextTest {
  const pieces = pattern.split(/\*+/);
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return first.includes("?") ? (text) => text.length === first.length && pieceAt(text, first, 0) : (text) => text === first;
  const wild = pattern.includes("?");
  const middles = rest.filter((piece) => piece !== "");
  const least = first.length + last.length;
  if (!wild && middles.length === 0) {
    if (last === "") return first === "" ? () => true : (text) => text.startsWith(first);
    if (first === "") return (text) => text.endsWith(last);
    return (text) => text.length >= least && text.startsWith(first) && text.endsWith(last);
  }
  return (text) => {
    if (text.length < least || !pieceAt(text, first, 0) || !pieceAt(text, last, text.length - last.length)) return false;
    let from = first.length;
    const until = text.length - last.length;
    for (const piece of middles) {
      const found = find(text, piece, from, until);
      if (found < 0) return false;
      from = found + piece.length;
    }
    return true;
  };
}

function pieceAt(text: string, piece: string, at: number): boolean {
  for (let offset = 0; offset < piece.length; offset += 1) {
    const wanted = piece.charCodeAt(offset);
    if (wanted !== QUESTION_MARK && wanted !== text.charCodeAt(at + offset)) return false;
  }
  return true;
}

const QUESTION_MARK = "?".charCodeAt(0);

/** Leftmost place of a piece between two positions: with stars on both sides the leftmost never loses a match. */
function find(text: string, piece: string, from: number, until: number): number {
  if (!piece.includes("?")) {
    const found = text.indexOf(piece, from);
    return found >= 0 && found + piece.length <= until ? found : -1;
  }
  for (let at = from; at + piece.length <= until; at += 1) if (pieceAt(text, piece, at)) return at;
  return -1;
}
