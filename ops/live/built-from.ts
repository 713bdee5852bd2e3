import { type ActionKey, actionKeys, actionSource } from "../../stacks/actions";

const BUILT_FROM = /^\/\/ Built from actions\/([a-z-]+)\.ts/;

/** Which of ours this code was built from; `undefined` for anybody else's. */
export function builtFrom(code: string): ActionKey | undefined {
  const source = BUILT_FROM.exec(code)?.[1];
  return actionKeys.find((key) => actionSource(key) === source);
}
