import { listIn, member, type Raw, textOf } from "../../../document/index.ts";
import { known, type Reference } from "../../../schemas/index.ts";
import type { SourceExpressions } from "../source/terraform-expressions.ts";
import type { WrittenExpression } from "../source/written.ts";
import { callOf, keyOf, moduleConfig, namesIn, resourceConfig } from "./module-paths.ts";
import type { PlanResource } from "./plan-file.ts";
import type { Block, DataSource, References } from "./reference-types.ts";
import { isAllThatDiffers, saysTheSame } from "./same-text.ts";
import { asCreated, asItIs, isOpen, oneOf, perhapsOneOf, type ReferenceTarget } from "./targets.ts";

/** Attributes of the provider aws that AWS gives: they hold no wildcard. */
const IDS = new Set(["arn", "id", "unique_id"]);

/** Beginning of a reference that is no index: a resource's. */
const OF_RESOURCE = /^(?!(?:each|count|var|local|path|terraform|module|data)\.)/;

/** How many modules deep a reference is followed. */
const MAX_MODULE_DEPTH = 20;

/**
 * Follows references of the plan's configuration, through variables and outputs of modules. The plan's JSON does not tell what an expression does with
 * what it refers to: where an ARN, a name or an id is asked for and the expression refers to the ARN, name or id of one resource, it is taken to be that.
 * Values of `locals` are not in the plan; they are read from the text of the configuration, where it is given. Source: Terraform documentation, "JSON output format", expression representation.
 */
export function referencesOf(configuration: Raw, changes: readonly PlanResource[], source: SourceExpressions | null): (change: PlanResource) => References {
  const root = member(configuration, "root_module");
  const instances = new Map<string, PlanResource[]>();
  for (const change of changes) {
    const key = keyOf(change.module, change.mode, change.type, change.name);
    const list = instances.get(key) ?? [];
    instances.set(key, list);
    list.push(change);
  }
  return (change) => {
    const configured = resourceConfig(moduleConfig(root, change.module), change);
    const expressions = member(configured, "expressions");
    const here: Place = { module: change.module, index: change.index, forEach: member(configured, "for_each_expression") };
    const kind = change.mode === "data" ? "data" : "resource";
    const targets = (attribute: string, skips?: Place["skips"]): ReferenceTarget[] | null => {
      const expression = member(expressions, attribute);
      if (expression === undefined || isAltered(change.module, kind, [change.type, change.name], attribute, skips)) return null;
      return follow({ ...here, skips, forEachOf: [change.type, change.name] }, expression, 0);
    };
    /**
     * Those of which an attribute that takes one name is one: its value is not known, and so it is none that is known. Of as many as there are instances to
     * name, each has one: which has which is the same where nothing else differs.
     */
    const own = (attribute: string): ReferenceTarget[] => {
      const found = (targets(attribute, "one") ?? []).filter(isOpen);
      if (found.length < 2) return found;
      const [choice, ...more] = source?.attribute(namesIn(change.module), change.type, change.name, attribute)?.choices ?? [];
      if (choice && more.length === 0 && saysTheSame(member(expressions, attribute), { references: [], choices: [choice] }))
        return chosenIn(here, choice) ?? [];
      // Where something known may be an index, two instances may have the same one.
      const isEach = targets(attribute)?.length === found.length;
      const siblings = (instances.get(keyOf(change.module, change.mode, change.type, change.name)) ?? []).filter(
        ({ unknown }) => member(unknown, attribute) === true,
      );
      const paired = isEach && siblings.length === found.length && isAllThatDiffers(expressions, attribute) ? found[siblings.indexOf(change)] : undefined;
      return paired ? [paired] : found;
    };
    return {
      runsPrograms: listIn(configured, "provisioners").length > 0,
      isOfNew: (attribute, value) => {
        const found = targets(attribute) ?? [];
        const isNew = ({ change: made, attribute: read }: ReferenceTarget): boolean =>
          made.mode === "managed" && made.actions.join() === "create" && (value === null || textOf(made.after, read) === value);
        return found.length > 0 && found.every(isNew);
      },
      isShown: (attribute) => member(expressions, attribute) !== undefined,
      isSet: (attribute) => configured === undefined || member(expressions, attribute) !== undefined,
      one: (attribute) => oneOf(own(attribute), `${change.address}.${attribute}`),
      all: (attribute) => {
        const isSure = source?.chooses(namesIn(change.module), kind, [change.type, change.name], attribute) !== true;
        const found = isSure ? targets(attribute)?.map(asCreated) : null;
        return found?.every((reference) => reference !== null) ? found.filter((reference) => reference !== null) : null;
      },
      some: (attribute) => {
        const sure = (targets(attribute, "sure") ?? []).flatMap((target) => asCreated(target) ?? []);
        // Others may be members too, each by itself.
        const all = (targets(attribute, "all") ?? []).filter((target) => asCreated(target) !== null);
        const perhaps = all.filter(({ change: { address } }) => !sure.some((one) => one.status === "created" && one.by === address));
        return [...sure, ...perhaps.map((target) => perhapsOneOf([target], `${change.address}.${attribute}`))];
      },
      written: (attribute) => {
        const expression = source?.attribute(namesIn(change.module), change.type, change.name, attribute) ?? null;
        const list = expression && !expression.isList ? localList(change.module, expression) : expression;
        if (!expression || !list?.isList || !saysTheSame(member(expressions, attribute), expression)) return null;
        const inList: Place = { ...here, forEach: undefined };
        const made =
          list.references.length === 0 ? [] : follow(inList, { references: list.references }, 0)?.map((target) => asCreated(target) ?? asItIs(target));
        const chosen = list.choices.flatMap((choice): (Reference | null)[] => {
          const found = chosenIn(inList, choice);
          if (found?.length === 0 && choice.orNone) return [];
          const one = oneOf(found ?? [], `${change.address}.${attribute}`);
          return [one !== null && found && choice.orNone && choice.takes === "any" ? perhapsOneOf(found, `${change.address}.${attribute}`) : one];
        });
        if (!made || [...made, ...chosen].includes(null)) return null;
        return [...[...made, ...chosen].filter((reference) => reference !== null), ...list.constants.map((text) => known(text))];
      },
      dataSource: (attribute, type) => {
        const [only, ...others] = targets(attribute) ?? [];
        return only && others.length === 0 && only.change.mode === "data" && only.change.type === type ? dataSourceAt(only.change) : null;
      },
    };
  };

  /** Whether the configuration, where its text is given, makes other values of what an attribute refers to; `sure`: or may leave some of it out. */
  function isAltered(module: string, kind: string, labels: readonly string[], attribute: string, skips?: Place["skips"]): boolean {
    if (skips === "sure" && source?.chooses(namesIn(module), kind, labels, attribute)) return true;
    return source?.isAltered(namesIn(module), kind, labels, attribute) ?? false;
  }

  /** What a written choice may give; null where one of its references cannot be followed. */
  function chosenIn(place: Place, { takes, references }: WrittenExpression["choices"][number]): ReferenceTarget[] | null {
    const followed = references.map((reference) => follow({ ...place, skips: "one" }, { references: [reference] }, 0));
    if (followed.includes(null)) return null;
    const found = followed.flatMap((targets) => targets ?? []);
    return takes === "first" ? found.slice(0, 1) : found;
  }

  /** The list that a local value is, where an expression is that value. */
  function localList(module: string, { references: [reference = "", ...others], constants, choices }: WrittenExpression): WrittenExpression | null {
    const name = others.length + constants.length + choices.length === 0 ? /^local\.([^.[]+)$/.exec(reference)?.[1] : undefined;
    return name === undefined ? null : (source?.local(namesIn(module), name) ?? null);
  }

  function dataSourceAt(resource: PlanResource): DataSource {
    /** What an attribute of one of its blocks refers to; null where that cannot be followed, or where the text of the configuration makes other values of it. */
    const targetsIn = (blocks: readonly Block[], attribute: string): ReferenceTarget[] | null => {
      const configured = resourceConfig(moduleConfig(root, resource.module), resource);
      let here: unknown = member(configured, "expressions");
      for (const { name, at, count } of blocks) {
        const written = listIn(here, name);
        if (written.length !== count) return null;
        here = written[at];
      }
      const expression = member(here, attribute);
      if (listIn(expression, "references").some((reference) => typeof reference !== "string" || /^(each|count|var|local|path|terraform)\./.test(reference)))
        return null;
      const found = expression === undefined ? null : follow({ module: resource.module, index: resource.index, forEach: undefined }, expression, 0);
      const isWritten = ({ change: { type, name } }: ReferenceTarget): boolean =>
        !source?.altersIn(namesIn(resource.module), "data", [resource.type, resource.name], `${type}.${name}`);
      return found?.every(isWritten) ? found : null;
    };
    return {
      resource,
      arns(blocks, attribute) {
        const found = targetsIn(blocks, attribute);
        const isArn = ({ change, attribute: read }: ReferenceTarget): boolean =>
          read === "arn" && change.mode === "managed" && change.actions.includes("create");
        return found?.every(isArn) ? found.map(({ change }) => change.address) : null;
      },
      ids(blocks, attribute) {
        const found = targetsIn(blocks, attribute);
        return found?.every(({ change: { type }, attribute: read }) => type.startsWith("aws_") && IDS.has(read))
          ? found.map(({ change, attribute: read }) => `${change.address}.${read}`)
          : null;
      },
      documents(attribute) {
        const { module, index, type, name } = resource;
        const expression = member(member(resourceConfig(moduleConfig(root, module), resource), "expressions"), attribute);
        if (expression === undefined || isAltered(module, "data", [type, name], attribute)) return [];
        const found = follow({ module, index, forEach: undefined, skips: "all" }, expression, 0) ?? [];
        const isDocument = ({ change, attribute: read }: ReferenceTarget): boolean =>
          change.mode === "data" && change.type === type && /^(?:minified_)?json$/.test(read) && member(change.unknown, read) === true;
        return found.filter(isDocument).map(({ change }) => dataSourceAt(change));
      },
    };
  }

  /** The resources that an expression refers to, each once; null where one of its references cannot be followed. */
  function follow(place: Place, expression: unknown, depth: number): ReferenceTarget[] | null {
    const references = listIn(expression, "references").filter((entry) => typeof entry === "string");
    // Each reference stands beside its own beginnings: x.y.arn, x.y. The longest ones alone say what is meant.
    const longest = references.filter((one) => !references.some((other) => other !== one && (other.startsWith(`${one}.`) || other.startsWith(`${one}[`))));
    const found = new Map<string, ReferenceTarget>();
    if (longest.length === 0 || depth > MAX_MODULE_DEPTH) return null;
    // The values that a for_each goes through; those of them that are known are not asked for.
    if (
      longest.length === 1 &&
      longest[0] === "each.value" &&
      place.forEach !== undefined &&
      place.forEachOf &&
      isAltered(place.module, "resource", place.forEachOf, "for_each")
    )
      return null;
    if (longest.length === 1 && longest[0] === "each.value" && place.forEach !== undefined)
      return follow({ ...place, forEach: undefined, skips: place.skips ?? "known" }, place.forEach, depth + 1);
    for (const reference of longest) {
      if (reference === "each.key" || reference === "each.value" || reference === "count.index") continue;
      const skipsAll = place.skips === "all" || place.skips === "sure";
      const listsAll = place.skips === "one" || (!skipsAll && longest.every((one) => OF_RESOURCE.test(one)));
      const targets = followOne({ ...place, listsAll }, reference, depth);
      if (!targets && (skipsAll || (place.skips !== undefined && isKnownAtPlan(place, reference)))) continue;
      if (!targets) return null;
      for (const target of targets) found.set(`${target.change.address} ${target.attribute}`, target);
    }
    return [...found.values()];
  }

  function followOne(place: Place, reference: string, depth: number): ReferenceTarget[] | null {
    const { module, index } = place;
    const ofEach = /^each\.value\.([^.[]+)$/.exec(reference)?.[1];
    if (ofEach !== undefined) {
      const [only, ...others] = (instancesOf(place, depth) ?? []).filter((change) => change.index === index);
      if (only) return others.length === 0 ? [{ change: only, attribute: ofEach }] : null;
      if (place.forEach === undefined || (place.forEachOf && isAltered(module, "resource", place.forEachOf, "for_each"))) return null;
      const each = follow({ ...place, forEach: undefined, skips: place.skips ?? "known" }, place.forEach, depth + 1);
      return each?.every(({ attribute }) => attribute === "") ? each.map(({ change }) => ({ change, attribute: ofEach })) : null;
    }
    const local = /^local\.([^.[]+)$/.exec(reference)?.[1];
    if (local !== undefined) {
      const written = source?.local(namesIn(module), local);
      if (!written || (written.constants.length > 0 && place.skips === undefined)) return null;
      const chosen = written.choices.flatMap((choice) => choice.references);
      if (chosen.length > 0 && place.skips !== "one" && place.skips !== "sure") return null;
      const references = place.skips === "sure" ? written.references : [...written.references, ...chosen];
      return follow({ ...place, forEach: undefined }, { references }, depth + 1);
    }
    const variable = /^var\.([^.[]+)$/.exec(reference)?.[1];
    if (variable !== undefined) {
      const { parent, call, callIndex } = callOf(module);
      const called = call === null ? undefined : moduleCall(parent, call);
      const expression = member(member(called, "expressions"), variable);
      const above: Place = { module: parent, index: callIndex, forEach: member(called, "for_each_expression"), skips: place.skips };
      return expression === undefined || call === null || isAltered(parent, "module", [call], variable, place.skips)
        ? null
        : follow(above, expression, depth + 1);
    }
    const output = /^module\.([^.[]+)(\[[^\]]*\])?\.([^.[]+)$/.exec(reference);
    if (output) {
      const [, call = "", callIndex = "", name = ""] = output;
      const inner = `${module}${module === "" ? "" : "."}module.${call}${callIndex}`;
      const child = member(moduleCall(module, call), "module");
      const expression = member(member(member(child, "outputs"), name), "expression");
      const isOther = isAltered(inner, "output", [name], "value", place.skips);
      return expression === undefined || isOther ? null : follow({ module: inner, index: "", forEach: undefined, skips: place.skips }, expression, depth + 1);
    }
    const resource = /^(data\.)?([a-z0-9_]+)\.([^.[]+)(\[[^\]]*\])?(?:\.([^.[]+))?$/.exec(reference);
    if (!resource) return null;
    const [, data, type = "", name = "", at, attribute = ""] = resource;
    const all = instances.get(keyOf(module, data ? "data" : "managed", type, name));
    // One that the configuration has and the plan has no instance of, as with count = 0, gives no value.
    if (!all) return place.skips === "one" && !data && resourceConfig(moduleConfig(root, module), { mode: "managed", type, name }) ? [] : null;
    const wanted = at ?? (all.length > 1 || all[0]?.index ? index : "");
    const chosen = all.filter((change) => change.index === wanted);
    const [only] = chosen;
    // A reference to a resource of several instances and to none of them, as that of a splat, is one to all.
    if (only === undefined && at === undefined && attribute === "" && place.listsAll) return all.map((change) => ({ change, attribute }));
    return only && chosen.length === 1 ? [{ change: only, attribute }] : null;
  }

  /** Whether what a reference means was known when the plan was made: a variable that is given a constant, or has its default, or is of the root module. */
  function isKnownAtPlan({ module }: Place, reference: string): boolean {
    if (/^(?:path|terraform)\./.test(reference)) return true;
    const [, type, name] = /^data\.([a-z0-9_]+)\.([^.[]+)/.exec(reference) ?? [];
    if (type && name) return !instances.has(keyOf(module, "data", type, name));
    const variable = /^var\.([^.[]+)/.exec(reference)?.[1];
    if (variable === undefined) return false;
    const { parent, call } = callOf(module);
    const given = call === null ? undefined : member(member(moduleCall(parent, call), "expressions"), variable);
    return given === undefined || member(given, "constant_value") !== undefined;
  }

  /** The resources that a for_each goes through where it is all instances of one, as `for_each = aws_iam_policy.p` is. */
  function instancesOf({ module, forEach }: Place, depth: number): PlanResource[] | null {
    const [reference, ...others] = listIn(forEach, "references").filter((entry) => typeof entry === "string");
    if (reference === undefined || others.length > 0 || depth > MAX_MODULE_DEPTH) return null;
    const variable = /^var\.([^.[]+)$/.exec(reference)?.[1];
    if (variable !== undefined) {
      const { parent, call, callIndex } = callOf(module);
      const passed = call === null ? undefined : member(member(moduleCall(parent, call), "expressions"), variable);
      return passed === undefined ? null : instancesOf({ module: parent, index: callIndex, forEach: passed }, depth + 1);
    }
    const resource = /^([a-z0-9_]+)\.([^.[]+)$/.exec(reference);
    return resource?.[1] && resource[2] ? (instances.get(keyOf(module, "managed", resource[1], resource[2])) ?? null) : null;
  }

  function moduleCall(module: string, call: string): unknown {
    return member(member(moduleConfig(root, module), "module_calls"), call);
  }
}

/** Where an expression stands: its module instance, the key of the instance whose it is, and what its for_each goes through. */
interface Place {
  module: string;
  index: string;
  forEach: unknown;
  /**
   * Which references may be left out where they cannot be followed: those to what is known, or all; `sure`: all, and what may be left out; `one`: as `known`, of a single value, which is one of all
   * instances of a resource that is named without an index. Left out: none.
   */
  skips?: "known" | "one" | "all" | "sure" | undefined;
  /** Whether a reference to a resource and to none of its instances is one to all: not where something beside it may be the index. */
  listsAll?: boolean;
  /** The resource whose for_each that is. */
  forEachOf?: readonly [type: string, name: string];
}
