/** A key and what it was defined to on some object. */
type Metadata = Map<unknown, unknown>;

interface MetadataReflection {
  getMetadata?(key: unknown, target: object): unknown;
  getOwnMetadata?(key: unknown, target: object): unknown;
  defineMetadata?(key: unknown, value: unknown, target: object): void;
}

/**
 * The three functions of the metadata reflection proposal that the dependency injection inside `@peculiar/x509` refuses
 * to load without. Import this file before that package; where a full polyfill is loaded already it does nothing.
 */
function installMetadataReflection(reflection: MetadataReflection): void {
  if (reflection.getMetadata) return;
  const store = new WeakMap<object, Metadata>();
  const own = (key: unknown, target: object) => store.get(target)?.get(key);
  const inherited = (key: unknown, target: object | null): unknown =>
    target === null ? undefined : (own(key, target) ?? inherited(key, Object.getPrototypeOf(target)));
  reflection.getOwnMetadata = own;
  reflection.getMetadata = inherited;
  reflection.defineMetadata = (key, value, target) => {
    store.set(target, new Map(store.get(target)).set(key, value));
  };
}

installMetadataReflection(Reflect as MetadataReflection);
