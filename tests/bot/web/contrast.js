// Every visible text whose contrast with the plain colour behind it is below WCAG AA.
() => {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], [br, bg, bb]) =>
    [r * a + br * (1 - a), g * a + bg * (1 - a), b * a + bb * (1 - a)];
  const light = (rgb) => {
    const [r, g, b] = rgb.map((c) => {
      const part = c / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      layers.push(channels(style.backgroundColor));
      const [, , , alpha = 1] = layers.at(-1);
      if (alpha === 1) break;
      // Of a gradient, its first colour stands for all.
      const first = style.backgroundImage.match(/linear-gradient\([^r]*(rgb\([^)]*\))/);
      if (first) {
        layers.push(channels(first[1]));
        break;
      }
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (!text.data.trim() || !node.checkVisibility()) continue;
    const back = behind(node);
    const fore = over(channels(getComputedStyle(node).color), back);
    const [dark, bright] = [light(back), light(fore)].sort((a, b) => a - b);
    const ratio = (bright + 0.05) / (dark + 0.05);
    if (ratio < 4.5) weak.push(`${ratio.toFixed(2)} ${node.className} ${text.data.slice(0, 30)}`);
  }
  return weak;
}
