// A piece of software written on npm « fhir-kit-client » as it comes: it does, one after the other, what is asked on its
// input, and writes what came back. Nothing here knows the product; a step that fails gives the answer that failed it.
import { createPrivateKey, randomUUID, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { Client, CapabilityTool } = await import(pathToFileURL(process.argv[2]));
const { base, steps, token } = JSON.parse(readFileSync(0, "utf8"));
const client = new Client({ baseUrl: base, ...(token ? { bearerToken: token } : {}) });
const kept = {};

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

// SMART Backend Services, as its guide writes it: the kit brings the address, the developer signs.
async function askToken({ key, clientId, now, extensions }) {
  const { tokenUrl } = await client.smartAuthMetadata();
  const claims = { iss: clientId, sub: clientId, aud: tokenUrl.href, exp: now + 240, iat: now, jti: randomUUID(), extensions };
  const signed = `${encoded({ alg: "ES384", typ: "JWT", kid: "first" })}.${encoded(claims)}`;
  const signature = sign("sha384", Buffer.from(signed), { key: createPrivateKey(key), dsaEncoding: "ieee-p1363" });
  return askWith({
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: `${signed}.${signature.toString("base64url")}`,
  });
}

// What a token is asked with, sent where the kit found that tokens are asked for.
async function askWith(form) {
  const { tokenUrl } = await client.smartAuthMetadata();
  const answer = await fetch(tokenUrl, { method: "POST", body: new URLSearchParams(form) });
  const given = await answer.json();
  client.bearerToken = given.access_token;
  return given;
}

async function capabilities() {
  const tool = new CapabilityTool(await client.capabilityStatement());
  const all = tool.serverCapabilities().resource;
  return Object.fromEntries(all.map(({ type }) => [type, [...tool.interactionsFor({ resourceType: type }), ...tool.searchParamsFor({ resourceType: type })]]));
}

// Every page of a search, by the kit's own « next ».
async function pages(asked) {
  const found = [];
  for (let bundle = await client.search(asked); bundle; bundle = await client.nextPage({ bundle })) found.push(bundle);
  return found;
}

const own = {
  askToken,
  askWith,
  capabilities,
  pages,
  addresses: async () => Object.fromEntries(Object.entries(await client.smartAuthMetadata()).map(([name, url]) => [name, url?.href])),
};

// « $name.path » stands for what an earlier step gave.
function filled(value) {
  if (typeof value === "string" && value.startsWith("$kept.")) {
    return value.slice(6).split(".").reduce((from, step) => from[step], kept);
  }
  if (Array.isArray(value)) return value.map(filled);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner)]));
  }
  return value;
}

const answers = {};
for (const { name, does, operation, ...others } of steps) {
  const asked = operation ? { ...others, name: operation } : others; // a step has a name, and an operation too
  try {
    kept[name] = await (own[does] ? own[does](filled(asked)) : client[does](filled(asked)));
    answers[name] = { done: kept[name] };
  } catch (error) {
    answers[name] = { refused: error.response ?? { message: String(error), errors: error.errors?.map(String) } };
  }
}
process.stdout.write(JSON.stringify(answers));
