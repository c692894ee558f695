import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ROOMS = ["schemas", "document", "collectors", "engine", "reporters", "editor", "cli"];

/** What stands in one place. `elsewhere`: files where the pattern may stand too, each with its reason; one in which it no longer stands is named. */
interface Place {
  what: string;
  pattern: RegExp;
  elsewhere: Record<string, string>;
}

const CACHE = "reads what Reeve itself wrote; damage counts as nothing kept";

const PLACES: Place[] = [
  {
    what: "files are read in collectors/files",
    pattern: /\b(readFileSync|readFile|readSync|createReadStream)\(/,
    elsewhere: {
      "collectors/files/bytes.ts": "its home",
      "collectors/files/descriptors.ts": "its home",
      "collectors/files/file-lock.ts": "a lock that Reeve itself wrote, and /proc",
      "collectors/files/own-table.ts": "its home; this part reads what the package brings along",
      "collectors/files/sealed-cache.ts": "an entry of the cache that Reeve itself wrote",
      "collectors/files/update-output.ts": "bytes, to compare them with those from before",
      "collectors/files/stream.ts": "its home; this part reads what is too long to be read whole",
      "collectors/cloudtrail/files.ts": "a function of its own that is called readFile",
      "engine/decide/waive/load-attestations.ts": "a function of the loader that is called readFile",
      "engine/decide/waive/load-waivers.ts": "a function of the loader that is called readFile",
      "engine/language/load/files.ts": "a function of its own that is called readFile",
      "collectors/aws/profiles.ts": "reads the configuration of the AWS SDK as the SDK does; what cannot be read names no profile",
      "cli/last-check-store.ts": CACHE,
      "cli/folders.ts": "reads the package's own manifest",
      "cli/commands/init.ts": "reads the templates of the package",
      "cli/rule-files.ts": "compares the bytes of a file with a text before it is written again",
      "schemas/generate.ts": "runs when the package is built",
    },
  },
  {
    what: "compressed data is unpacked in collectors/files",
    pattern: /\b(gunzipSync|gunzip|createGunzip|inflateSync|inflateRawSync|createInflateRaw|zstdDecompressSync|createZstdDecompress)\b(?!\.ts)/,
    elsewhere: {
      "collectors/files/compression.ts": "its home",
      "collectors/files/gunzip.ts": "its home; this part reads what is too long to be unpacked at once",
    },
  },
  {
    what: "times are read in schemas/instant.ts",
    pattern: /\bDate\.parse\(|new Date\((`|"|'|\w*([tT]ext|[vV]alue|[iI]nstant|[dD]ay)\b)/,
    elsewhere: { "document/instant.ts": "times with the name of a month, as certificates write them" },
  },
  {
    what: "ARNs are read in schemas/arn.ts",
    pattern: /split\(":"|\/\^arn:/,
    elsewhere: {
      "schemas/arn.ts": "its home",
      "engine/decide/select/fitted.ts": "a framework and its control",
      "engine/language/load/comparison.ts": "a service and its action",
      "engine/language/matchers/glob.ts": "makes samples from a pattern, part by part",
      "engine/author/testing/case-text.ts": "whether YAML needs quotes around an ARN",
    },
  },
  {
    what: "names of IAM are compared in document/names.ts",
    pattern: /[nN]ame(OrArn)?\)?\.toLowerCase\(\)/,
    elsewhere: {
      "document/names.ts": "its home",
      "collectors/cloudtrail/found-value.ts": "members of records that were written with other letters",
      "document/actions/table.ts": "names of actions, which policies write in any letters",
      "document/calls/event-names.ts": "names of calls, which an author wrote in other letters",
      "document/text/opposite.ts": "words of rules",
      "engine/language/load/record.ts": "members of records that an author wrote in other letters",
      "engine/language/load/record-step.ts": "the same",
      "engine/language/load/unknown-root.ts": "names of fields",
      "document/text/nearest.ts": "likeness of names, not equality",
      "document/records/denied-resource.ts": "names of actions, in the message of a denial",
      "document/records/documented.ts": "members of records, and the texts that AWS lists for them, in other letters",
      "document/records/password-policy.ts": "members of one answer in two spellings",
      "cli/testing/suites.ts": "words of test cases",
      "engine/author/scaffold/samples.ts": "the end of a field's name",
      "engine/language/lint/aws/request.ts": "members of requests, which some services record with the capitals of their API",
      "engine/language/lint/lints/events.ts": "a call's name in other letters is a mistake of the author",
      "engine/language/load/types.ts": "a field's name that begins with its kind",
      "engine/remediate/replaces.ts": "the value of a parameter that is a field of the document",
      "reporters/decision-states.ts": "the word of a heading",
      "schemas/reference.ts": "a link's target",
    },
  },
  {
    what: "a count and its noun are joined in schemas/words.ts",
    pattern: /=== 1 \? (one|"(\w+)" : "\2s")|=== 1 \? "" : "s"/,
    elsewhere: { "schemas/words.ts": "its home" },
  },
  {
    what: "the likeness of names is measured in document/text/nearest.ts",
    pattern: /[dD]id you mean \$\{|function (editDistance|levenshtein|distance)\b/,
    elsewhere: { "document/text/nearest.ts": "its home" },
  },
];

const sources: [file: string, text: string][] = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: "utf8" }).map((name) => `${room}/${name.replaceAll("\\", "/")}`),
)
  .filter((file) => file.endsWith(".ts") && !file.startsWith("schemas/generated/"))
  .map((file) => [file, readFileSync(file, "utf8")]);

describe("one place", () => {
  it("reads the production code", () => {
    expect(sources.length).toBeGreaterThan(600);
  });

  it.each(PLACES)("$what", ({ pattern, elsewhere }) => {
    const found = sources.filter(([, text]) => pattern.test(text)).map(([file]) => file);
    expect(found.sort()).toEqual(Object.keys(elsewhere).sort());
  });

  it.each([
    ["files are read", 'const text = readFileSync(path, "utf8");'],
    ["compressed data", "const bytes = gunzipSync(packed);"],
    ["times are read", "const at = Date.parse(text);"],
    ["times are read", "const at = new Date(`${day}T00:00:00`);"],
    ["ARNs are read", 'const account = arn.split(":")[4];'],
    ["names of IAM", "role.name.toLowerCase() === wanted"],
    ["a count", '`${count} ${count === 1 ? "rule" : "rules"}`'],
    ["the likeness", "` Did you mean ${name}?`"],
  ])("notices a second place: %s", (what, line) => {
    expect(PLACES.find((place) => place.what.startsWith(what))?.pattern.test(line)).toBe(true);
  });
});
