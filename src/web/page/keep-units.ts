const noBreakSpace = '\u00a0';
const unit = /(?<=[\d∞]) (?=(?:%|d|h|min|s|UTC)(?![\p{L}\d]))/gu;

/** A text for HTML in which no line ends between a number and its unit: a no-break space stands there instead of a plain one. */
export function keepUnits(text: string): string {
  return text.replace(unit, noBreakSpace);
}
