// Reads lines of JSON resources, and writes for each, as one line of JSON, what npm « fhir » makes of it and of our XML.
const { Fhir } = require(process.argv[2]);
const fhir = new Fhir();
const lines = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean);
for (const line of lines) {
  const { resource, xml } = JSON.parse(line);
  const theirs = fhir.objToXml(resource);
  process.stdout.write(JSON.stringify({ theirs, read: fhir.xmlToObj(xml) }) + "\n");
}
