import { type ScalarTag, stringify } from 'yaml';

const exactDigits: unique symbol = Symbol('digits');

/** A number whose digits are written as they are, however many there are. */
export interface WrittenNumber {
  readonly [exactDigits]: string;
}

/** A number to write with `writeYaml`, from decimal digits: `0.999`. */
export function writtenNumber(digits: string): WrittenNumber {
  return { [exactDigits]: digits };
}

const numberTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => typeof value === 'object' && value !== null && exactDigits in value,
  resolve: String,
  stringify: ({ value }) => (value as WrittenNumber)[exactDigits],
};

/** Writes plain values, and numbers of `writtenNumber`, as YAML; several documents are divided by `---`. What is used twice is written twice. */
export function writeYaml(documents: readonly unknown[]): string {
  return documents
    .map((value) =>
      stringify(value, {
        customTags: (tags) => [numberTag, ...tags],
        aliasDuplicateObjects: false,
        lineWidth: 0,
      }),
    )
    .join('---\n');
}
