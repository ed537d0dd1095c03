import { EXPRESSIONS, type Expression } from '../../core/expression.ts';
import { text } from '../../locales/text.ts';

const isExpression = (label: string): label is Expression => (EXPRESSIONS as readonly string[]).includes(label);

/** A class of the model card in the user's language; as it stands there if it is none of the eight expressions. */
export function labelText(label: string): string {
  return isExpression(label) ? text(`expression_${label}`) : label;
}
