// Text and elements.

const number = (value, digits = 4) => {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e6)) return value.toExponential(2).replace("e+", "e").replace("-", "−");
  return String(Number(value.toPrecision(digits))).replace("-", "−");
};

const whole = value => value === null || value === undefined ? "–" : Math.round(value).toLocaleString("en");

const percent = value => value === null || value === undefined ? "–" : `${(100 * value).toFixed(1)} %`;

const seconds = value => value === null || value === undefined ? "–" : value < 90 ? `${number(value, 3)} s` : value < 5400 ? `${number(value / 60, 3)} min` : `${number(value / 3600, 3)} h`;

/** An HTML element with properties and children; text is never read as markup. */
const element = (name, properties = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in node && key !== "style") node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
};

const drawn = (name, attributes = {}, ...children) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
};

const list = pairs => element("dl", {}, ...pairs.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, value)]));
