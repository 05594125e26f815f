/** Has the browser save what an address leads to, as if the user had clicked a link. */
export function saveByLink(href: string, name: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}
