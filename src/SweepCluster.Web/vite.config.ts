import { defineConfig, type Plugin } from "vite";

/** Has the browser fetch the program at once, and not only when the entry asks for it. */
const fetchProgramEarly: Plugin = {
  name: "fetch-program-early",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle }) => Object.values(bundle ?? {})
      .filter(part => part.type === "chunk" && part.isDynamicEntry && part.name === "page")
      .map(part => ({ tag: "link", attrs: { rel: "modulepreload", href: `/${part.fileName}` }, injectTo: "head" as const })),
  },
};

export default defineConfig({
  root: "src",
  base: "/",
  plugins: [fetchProgramEarly],
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "es2022",
    // The page allows no inline code and no data addresses, so everything stays a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": process.env["SWEEP_URL"] ?? "http://127.0.0.1:7500" } },
});
