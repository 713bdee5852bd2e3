import { keepComment } from "../../../ops/verbs/ci/comment";
import { githubFrom } from "../../../ops/verbs/ci/github";
import { closeIssue, keepIssue } from "../../../ops/verbs/ci/issue";
import { type FakeGitHub, GITHUB_TOKEN, startGitHub } from "../../support/github";

let fake: FakeGitHub;
const env = () => ({ GITHUB_TOKEN, GITHUB_REPOSITORY: "acme/login", GITHUB_API_URL: fake.url });

/** A GitHub whose waits take no time. */
function patient() {
  const waits: number[] = [];
  return { github: githubFrom(env(), async (ms) => waits.push(ms)), waits };
}

beforeEach(async () => {
  fake = await startGitHub();
});
afterEach(() => fake.stop());

describe("the comment on a pull request", () => {
  it("is written once for each marker, then kept up to date", async () => {
    const github = githubFrom(env());
    await keepComment(github, 5, "plan of dev", "first");
    await keepComment(github, 5, "plan of prod", "other");
    await keepComment(github, 5, "plan of dev", "second");
    expect(fake.comments.map(({ issue, body }) => [issue, body])).toEqual([
      [5, "<!-- auth0-verify-feedback: plan of dev -->\nsecond"],
      [5, "<!-- auth0-verify-feedback: plan of prod -->\nother"],
    ]);
  });

  it("is not a person's, whatever that one says", async () => {
    const body = "<!-- auth0-verify-feedback: plan of dev -->\nlooks good";
    fake.comments.push({ id: 1, issue: 5, body, user: { login: "mallory", type: "User" } });
    await keepComment(githubFrom(env()), 5, "plan of dev", "ours");
    expect(fake.comments.map(({ body: text }) => text)).toEqual([body, expect.stringContaining("ours")]);
  });

  it("is found behind a hundred others", async () => {
    const github = githubFrom(env());
    for (let id = 1; id <= 130; id += 1) {
      fake.comments.push({ id, issue: 5, body: `comment ${id}`, user: { login: "ann", type: "User" } });
    }
    await keepComment(github, 5, "plan of dev", "first");
    await keepComment(github, 5, "plan of dev", "second");
    expect(fake.comments).toHaveLength(131);
    expect(fake.comments.at(-1)?.body).toContain("second");
  });
});

describe("GitHub's API", () => {
  it("is refused without what a workflow hands over, by name", () => {
    expect(() => githubFrom({})).toThrow(/sets GITHUB_TOKEN, GITHUB_REPOSITORY\. That is missing here/);
    expect(() => githubFrom({ GITHUB_REPOSITORY: "a/b", GITHUB_TOKEN: "" })).toThrow(/sets GITHUB_TOKEN\. That/);
  });

  it("says what GitHub said, and about the permission", async () => {
    fake.failures.push({ status: 403, message: "Resource not accessible by integration" });
    await expect(keepComment(githubFrom(env()), 5, "plan of dev", "text")).rejects.toThrow(
      /answered 403: Resource not accessible by integration\nThe job needs the permission/,
    );
  });

  it("says who does not answer, after four tries, and never shows the token", async () => {
    await fake.stop();
    const { github, waits } = patient();
    const failed = await keepComment(github, 5, "plan of dev", "text").catch((error: Error) => error);
    expect(failed).toMatchObject({
      isUserError: true,
      message: expect.stringMatching(/can't be reached: .*ECONNREFUSED/),
    });
    expect(String(failed)).not.toContain(GITHUB_TOKEN);
    expect(waits).toEqual([1000, 2000, 4000]);
  });

  it("is asked again after a server's error, but for what would be written twice", async () => {
    const { github, waits } = patient();
    fake.failures.push({ status: 502, message: "Bad Gateway" }, { status: 503, message: "Unavailable" });
    await keepComment(github, 5, "plan of dev", "first");
    expect(waits).toEqual([1000, 2000]);
    expect(fake.comments).toHaveLength(1);

    fake.failures.push({ status: 500, message: "Server Error" });
    await expect(github.post("/issues/5/comments", { body: "second" })).rejects.toThrow(/answered 500: Server Error$/);
    expect(fake.comments).toHaveLength(1);
  });

  it.each<[string, number, Record<string, string>, number]>([
    ["a second limit, told in seconds", 403, { "retry-after": "7" }, 7000],
    ["a second limit, told without a time", 429, {}, 60_000],
    ["the hour's limit, about to end", 403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }, 0],
  ])("waits out %s", async (_what, status, headers, ms) => {
    const { github, waits } = patient();
    fake.failures.push({ status, message: "slow down", headers });
    await github.post("/issues/5/comments", { body: "said once" });
    expect(waits).toEqual([ms]);
    expect(fake.comments).toHaveLength(1);
  });

  it("does not wait for a limit that lasts long, and says when to try again", async () => {
    const { github, waits } = patient();
    const reset = String(Math.ceil(Date.now() / 1000) + 30 * 60);
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
    fake.failures.push({ status: 403, message: "API rate limit exceeded", headers });
    await expect(keepComment(github, 5, "plan of dev", "text")).rejects.toThrow(
      /rate limit for this repository's workflows is used up\.\nRe-run the job in (30|31) minutes\.$/,
    );
    expect(waits).toEqual([]);
  });
});

describe("the issue of a tenant", () => {
  const marker = "drift of dev";

  it("is opened once, kept up to date, closed with a word, and opened anew the next time", async () => {
    const github = githubFrom(env());
    expect(await closeIssue(github, marker, "gone")).toBe("none");
    expect(await keepIssue(github, marker, { title: "dev drifts", body: "one" })).toBe("opened");
    expect(await keepIssue(github, marker, { title: "dev drifts", body: "one" })).toBe("unchanged");
    expect(await keepIssue(github, marker, { title: "dev drifts", body: "two" })).toBe("updated");
    expect(fake.issues).toMatchObject([{ title: "dev drifts", body: expect.stringMatching(/two$/), state: "open" }]);
    expect(await closeIssue(github, marker, "gone")).toBe("closed");
    expect(fake.issues).toMatchObject([{ state: "closed" }]);
    expect(fake.comments).toMatchObject([{ issue: 1, body: "gone" }]);
    expect(await keepIssue(github, marker, { title: "dev drifts", body: "three" })).toBe("opened");
    expect(fake.issues.map(({ state }) => state)).toEqual(["closed", "open"]);
  });

  it("is another one for another tenant, and never a person's", async () => {
    const github = githubFrom(env());
    const body = "<!-- auth0-verify-feedback: drift of dev -->\nmine";
    fake.issues.push({ number: 1, title: "mine", body, state: "open", user: { login: "mallory", type: "User" } });
    expect(await keepIssue(github, marker, { title: "dev drifts", body: "one" })).toBe("opened");
    expect(await keepIssue(github, "drift of prod", { title: "prod drifts", body: "one" })).toBe("opened");
    expect(await closeIssue(github, marker, "gone")).toBe("closed");
    expect(fake.issues.map(({ title, state }) => [title, state])).toEqual([
      ["mine", "open"],
      ["dev drifts", "closed"],
      ["prod drifts", "open"],
    ]);
  });
});
