export const Idiomorph: { morph(old: Node | null, fresh: Node | null, options?: object): void };
