// shapes.mjs - writes src/shapes.ts: the types of what the server answers, from its description docs/openapi.json.
import { readFileSync, writeFileSync } from "node:fs";

const folder = new URL(".", import.meta.url);
const { schemas } = JSON.parse(readFileSync(new URL("../docs/openapi.json", folder), "utf8")).components;
const SIMPLE = { integer: "number", number: "number", string: "string", boolean: "boolean", null: "null" };

function fields(s) {
    if (!s.properties) return "Record<string, unknown>";
    const required = s.required ?? [];
    return `{ ${Object.entries(s.properties).map(([k, v]) => `${k}${required.includes(k) ? "" : "?"}: ${type(v)}`).join("; ")} }`;
}

function type(s) {
    if (s.$ref) return name(s.$ref.split("/").pop());
    if (s.enum) return s.enum.map((v) => JSON.stringify(v)).join(" | ");
    if (s.anyOf) return s.anyOf.map(type).join(" | ");
    if (s.prefixItems) return `[${s.prefixItems.map(type).join(", ")}]`;
    if (Array.isArray(s.type)) return s.type.map((t) => type({ ...s, type: t })).join(" | ");
    if (s.type === "array") return `(${type(s.items ?? {})})[]`;
    if (s.type === "object") return fields(s);
    return SIMPLE[s.type] ?? "unknown";
}

// Names that TypeScript's own world has already.
function name(n) {
    return { Date: "Day", Document: "Doc" }[n] ?? n;
}

let out = "// shapes.ts - what the server answers.  Written by shapes.mjs from docs/openapi.json; not by hand.\n\n";
for (const [n, s] of Object.entries(schemas)) {
    if (s.description) out += `/** ${s.description} */\n`;
    out += `export type ${name(n)} = ${type(s)};\n`;
}
writeFileSync(new URL("src/shapes.ts", folder), out);
