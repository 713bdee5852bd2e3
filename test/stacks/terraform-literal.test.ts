import { DataResource, TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import { terraformLiteral, textOfLiteral } from "../../stacks/terraform-literal";
import { TerraformFolder, terraformIsInstalled } from "./support/terraform";

/** Text rich in what Terraform and cdktf read as more than text. */
const pieces = fc.constantFrom(
  ...["$", "%", "#", "&", "{", "}", "${", "%{", "$${", "%%{", "${TfToken[", "#{TfToken[", "&{TfToken[", "TOKEN.0]}"],
  ...[
    "\\",
    '"',
    "'",
    "`",
    "\n",
    "\r\n",
    "\t",
    "\u2028",
    "\u0000",
    "é",
    "😀",
    "~}",
    "if true}",
    "1e5",
    "-1.8e+289",
    "x",
    " ",
  ],
);
const nastyText = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);

/** Terraform's reading of a template that holds nothing but literals, as its language reference describes it. */
function readTemplate(template: string): string {
  return template.replace(/\$\$\{|%%\{|\$\{"([$%#]+)"\}|\$\{|%\{/g, (found, quoted) => {
    if (quoted !== undefined) return quoted;
    if (found === "${" || found === "%{") throw new Error(`an expression begins at ${found}`);
    return found.slice(1);
  });
}

/** What cdktf writes for a stack in which each text is the input of a resource. */
function synthesised(texts: string[]): { resource: { terraform_data: Record<string, { input: { text: string } }> } } {
  const stack = new TerraformStack(Testing.app(), "literals");
  texts.forEach((text, index) => {
    const resource = new DataResource(stack, `text_${index}`, { input: { text: terraformLiteral(text) } });
    resource.overrideLogicalId(`text_${index}`);
  });
  return JSON.parse(Testing.synth(stack));
}

test("plain text is left as it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/[$%#]\{/.test(text));
      expect(terraformLiteral(text)).toBe(text);
    }),
  );
});

test("what Terraform reads is the text", () => {
  fc.assert(fc.property(nastyText, (text) => expect(readTemplate(terraformLiteral(text))).toBe(text)));
});

test("reading a literal gives the text back", () => {
  fc.assert(
    fc.property(nastyText, (text) => expect(textOfLiteral(terraformLiteral(text))).toBe(text)),
    { numRuns: 2000 },
  );
  for (const text of bodies) expect(textOfLiteral(terraformLiteral(text))).toBe(text);
});

test("cdktf passes every literal on unchanged", () => {
  fc.assert(
    fc.property(fc.array(nastyText, { minLength: 1, maxLength: 20 }), (texts) => {
      const resources = synthesised(texts).resource.terraform_data;
      expect(texts.map((_, index) => resources[`text_${index}`]?.input.text)).toEqual(texts.map(terraformLiteral));
    }),
    { numRuns: 50 },
  );
});

const bodies = [
  "`${event.user.user_id}`",
  "%{ if true }a%{ endif }",
  "$${x} %%{y} $$${z} %%%{w}",
  "a ${ `nested ${ deep }` } b",
  "$${TfToken[TOKEN.0]} %$#{TfToken[a]} $${x}",
  "${TfToken[TOKEN.0]} #{TfToken[TOKEN.1]} &{TfToken[Token.2]}",
  '"quoted" \\"escaped\\" \\\\ \\n \\u0041',
  "line\nline\r\nline\ttab",
  "\u2028\u2029\ufeff",
  "é 😀 e\u0301",
  "1e5 -1.8881545897087626e+289 0x10",
  "${",
  "%{",
  "$",
  "%",
  "${}",
  "~} ${~ x ~}",
  "const re = /^\\${1,3}[%{}]+$/u; // ${ unbalanced",
  "<<EOF\n${heredoc}\nEOF",
];

(terraformIsInstalled ? describe : describe.skip)("through the real terraform", () => {
  const texts = [...bodies, ...fc.sample(nastyText, { seed: 7, numRuns: 60 })]
    // Terraform normalises text to NFC and has no NUL; bundles hold escapes instead of such characters.
    .map((text) => text.normalize("NFC"))
    .filter((text) => !text.includes("\u0000"));
  let terraform: TerraformFolder;

  beforeAll(() => {
    terraform = new TerraformFolder(synthesised(texts));
  });
  afterAll(() => terraform.remove());

  test(`${texts.length} nasty texts come back byte for byte`, () => {
    expect(terraform.run(["init"])).toMatchObject({ status: 0 });
    expect(terraform.run(["apply", "-auto-approve"])).toMatchObject({ status: 0 });
    const resources = terraform.state().values.root_module.resources;
    const outputOf = (address: string) => resources.find((resource) => resource.address === address)?.values.output;
    const read = texts.map((_, index) => outputOf(`terraform_data.text_${index}`));
    expect(read).toEqual(texts.map((text) => ({ text })));
  });
});
