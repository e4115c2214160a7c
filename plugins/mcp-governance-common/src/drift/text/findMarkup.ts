/**
 * Markup in a text that a model may take for an order or a message of another
 * role, or that makes a client fetch something: role tags, chat delimiters,
 * comments, active elements, images.
 */
const patterns = [
  /<\/?\s*(?:system|assistant|user|human|developer|instructions?|important|secret|hidden|prompt|tool_call|function_call)\b[^<>]{0,80}>/gi,
  /<\|[a-z_]{2,40}\|>/gi,
  /\[\/?INST\]|<<\/?SYS>>/g,
  /<!--[\s\S]*?(?:-->|$)/g,
  /<\s*(?:script|iframe|object|embed|img|svg|style|link|meta|form)\b[^<>]{0,200}/gi,
  /!\[[^\]]{0,200}\]\(\s*(?:https?:|data:|\/\/)[^)]{0,500}/gi,
  /\]\(\s*(?:javascript|data|vbscript):[^)]{0,200}/gi,
];

/** Each piece of such markup in a text, as it is written. */
export function findMarkup(text: string): string[] {
  return patterns.flatMap(pattern => text.match(pattern) ?? []);
}
