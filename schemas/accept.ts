/**
 * Writes, from a JSON Schema, a function that accepts in one pass: true means that the schema holds; false, that it may not. The validator tells
 * what the fault is, and has the last word. Knows the keywords that document.schema.json uses and throws on any other, which only
 * `npm run generate` can meet.
 */
interface Schema {
  [keyword: string]: unknown;
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  format?: string;
  const?: string;
  enum?: string[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
}

const SUPPORTED_KEYWORDS = new Set(["$ref", "type", "format", "const", "enum", "anyOf", "items", "properties", "required", "additionalProperties"]);
const SILENT = /^(title|description|\$schema|\$id|\$defs|x-.*)$/;
const MARK = "#/$defs/unknown";

/** `H` asks for an own member, `O` for an object, `T` for an instant, `U` for the mark, whose gap it notes. Element marks must stand last. */
const prelude = (instant: RegExp): string => `const H=Object.hasOwn;let M;const T=${instant};
const O=(v)=>typeof v==="object"&&v!==null&&!Array.isArray(v);
const I=(v)=>typeof v==="number"&&Number.isInteger(v);
function U(v){if(!O(v)||!H(v,"$unknown")||typeof v.$unknown!=="string")return false;let n=0;for(const _ in v)n++;if(n!==1)return false;M.add(v.$unknown);return true}
`;

/** Source of a module whose default export takes data and gives the set of gap ids that its marks name, or null where the schema may not hold. */
export function acceptor(schema: Schema, instant: RegExp): string {
  const functions: string[] = [];
  const defs = schema.$defs ?? {};
  const named = new Map<string, string>();
  const root = accepts(schema, "d");
  return `${prelude(instant)}${functions.join("\n")}\nexport default (d)=>{M=new Set();return ${root}?M:null};\n`;

  function accepts(node: Schema, value: string): string {
    for (const keyword of Object.keys(node))
      if (!SUPPORTED_KEYWORDS.has(keyword) && !SILENT.test(keyword)) throw new Error(`schemas/accept.ts does not know ${keyword}`);
    if (node.$ref) return ofReference(node.$ref, value);
    if (node.anyOf)
      return `(${[...node.anyOf]
        .sort((left) => (left.$ref === MARK ? 1 : 0))
        .map((option) => accepts(option, value))
        .join("||")})`;
    if (node.const !== undefined) return `${value}===${JSON.stringify(node.const)}`;
    if (node.enum) return `(${node.enum.map((text) => `${value}===${JSON.stringify(text)}`).join("||")})`;
    switch (node.type) {
      case "string":
        if (node.format !== undefined && node.format !== "date-time") throw new Error(`schemas/accept.ts does not know the format ${node.format}`);
        return `typeof ${value}==="string"${node.format ? `&&T.test(${value})` : ""}`;
      case "boolean":
        return `typeof ${value}==="boolean"`;
      case "integer":
        return `I(${value})`;
      case "null":
        return `${value}===null`;
      case "array":
        return `${made(ofList(node.items ?? {}))}(${value})`;
      case "object":
        return node.properties || node.additionalProperties !== undefined ? `${made(ofObject(node))}(${value})` : `O(${value})`;
      default:
        throw new Error(`schemas/accept.ts does not know the type ${node.type}`);
    }
  }

  function made(body: string): string {
    const name = `f${functions.length}`;
    functions.push(`function ${name}(v){${body}}`);
    return name;
  }

  function ofReference(ref: string, value: string): string {
    if (ref === MARK) return `U(${value})`;
    const target = defs[ref.replace("#/$defs/", "")];
    if (!target) throw new Error(`${ref} is not defined`);
    if (!target.properties) return accepts(target, value);
    const name = named.get(ref) ?? made(ofObject(target));
    named.set(ref, name);
    return `${name}(${value})`;
  }

  function ofList(items: Schema): string {
    const isOpen = items.anyOf?.some((option) => option.$ref === MARK) ?? false;
    const known = isOpen ? { ...items, anyOf: items.anyOf?.filter((option) => option.$ref !== MARK) ?? [] } : items;
    const element = accepts(known, "e");
    const test = isOpen ? `${element}||i===v.length-1&&U(e)` : element;
    return `if(!Array.isArray(v))return false;for(let i=0;i<v.length;i++){const e=v[i];if(!(${test}))return false}return true`;
  }

  /** Every named member fits and there are no more members than those: then there is no other. */
  function ofObject(node: Schema): string {
    const { properties = {}, required = [], additionalProperties } = node;
    if (typeof additionalProperties === "object") {
      if (Object.keys(properties).length > 0) throw new Error("schemas/accept.ts does not know named members beside a map");
      return `if(!O(v))return false;for(const k of Object.keys(v)){const e=v[k];if(!(${accepts(additionalProperties, "e")}))return false}return true`;
    }
    if (additionalProperties !== false) throw new Error("schemas/accept.ts does not know objects that are open");
    for (const name of Object.keys(properties)) if (name in Object.prototype) throw new Error(`schemas/accept.ts: ${name} may be inherited`);
    const optional = Object.keys(properties).filter((name) => !required.includes(name));
    const count = [String(Object.keys(properties).length - optional.length), ...optional.map((name) => `(H(v,"${name}")?1:0)`)].join("+");
    const members = Object.entries(properties).map(([name, member]) => {
      const fits = accepts(member, `v.${name}`);
      return optional.includes(name) ? `(!H(v,"${name}")||${fits})` : fits;
    });
    return `if(!O(v))return false;let n=0;for(const _ in v)n++;return n===${count}&&${members.join("&&") || "true"}`;
  }
}
