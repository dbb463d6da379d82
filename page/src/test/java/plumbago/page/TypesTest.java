package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The types in the page's comments hold, by TypeScript's own compiler, which runs in the browser that the page is tested in:
 * nothing else has to be installed. An editor sees the same by {@code tsconfig.json}, once the libraries' types were unpacked.
 */
@Timeout(300)
@ExtendWith(BrowserExtension.class)
class TypesTest {
    private static final Path MODULES = Path.of("src", "main", "web");
    private static final Path LIBRARIES = Path.of("target", "node_modules");

    /** A compiler's host before a map of files; answers what was checked, and what was found as text. */
    private static final String CHECK = """
            (async () => {
              const files = new Map(Object.entries(await (await fetch("/files")).json()));
              const modules = [...files.keys()].filter((file) => file.startsWith("/src/") && file.endsWith(".js"));
              const folders = new Set([...files.keys()].flatMap((file) => [...file.matchAll(/\\//g)].map((at) => file.slice(0, at.index))));
              const reads = { fileExists: (file) => files.has(file), readFile: (file) => files.get(file) };
              const config = ts.parseJsonConfigFileContent(
                ts.parseConfigFileTextToJson("/tsconfig.json", files.get("/tsconfig.json")).config,
                { ...reads, useCaseSensitiveFileNames: true, readDirectory: () => modules }, "/");
              const lib = "/target/node_modules/typescript/lib";
              const host = {
                ...reads,
                getSourceFile: (file, version) => files.has(file) ? ts.createSourceFile(file, files.get(file), version) : undefined,
                getDefaultLibFileName: (options) => `${lib}/${ts.getDefaultLibFileName(options)}`,
                getDefaultLibLocation: () => lib,
                directoryExists: (folder) => folders.has(folder.replace(/\\/$/, "")),
                writeFile() {}, realpath: (file) => file, getCanonicalFileName: (file) => file, getCurrentDirectory: () => "/",
                useCaseSensitiveFileNames: () => true, getNewLine: () => "\\n",
              };
              const program = ts.createProgram(config.fileNames, config.options, host);
              return {
                checked: program.getSourceFiles().filter((file) => modules.includes(file.fileName)).length,
                found: ts.formatDiagnostics([...config.errors, ...ts.getPreEmitDiagnostics(program)], host),
              };
            })()""";

    @Test
    void typesHold(Browser browser) throws IOException {
        Map<String, String> files = files();
        JsonNode result = check(browser, files);
        assertEquals("", result.get("found").asText());
        assertEquals(
                files.keySet().stream().filter(file -> file.endsWith(".js")).count(),
                result.get("checked").asLong());
    }

    /** One against the page's own types, one against each library's, and one against each of the stricter rules. */
    @Test
    void mistakesAreFound(Browser browser) throws IOException {
        Map<String, String> planted = Map.of(
                "own", "import { children } from './api.js';\nvoid children(1, new AbortController().signal);",
                "markup", "import { html, render } from './lit-html.js';\nrender(html`a`, 'page');",
                "chart", "new uPlot({ width: '1', height: 1, series: [] }, [[]], document.body);",
                "element", "export const first = [1][0].toFixed();",
                "optional", "/** @type {import('./api.js').Style} */\nexport const style = { color: undefined };",
                "unused", "const unused = 1;\nexport {};");
        Map<String, String> files = files();
        planted.forEach((name, text) -> files.put("/src/main/web/assets/planted-" + name + ".js", text));
        String found = check(browser, files).get("found").asText();
        for (String name : planted.keySet()) {
            assertTrue(found.contains("planted-" + name + ".js"), name + " is not in: " + found);
        }
        assertEquals(
                planted.size(),
                found.lines()
                        .filter(line -> line.matches(".*/planted-.*: error TS.*"))
                        .count(),
                found);
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        take(files, Path.of("tsconfig.json"));
        for (Path folder : List.of(MODULES, LIBRARIES)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.toList()) {
                    String name = file.toString();
                    if (name.endsWith(".d.ts") || (name.endsWith(".js") && folder.equals(MODULES))) {
                        take(files, file);
                    }
                }
            }
        }
        return files;
    }

    private static void take(Map<String, String> files, Path file) throws IOException {
        files.put("/" + file.toString().replace('\\', '/'), Files.readString(file));
    }

    private static JsonNode check(Browser browser, Map<String, String> files) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext(
                "/",
                asked -> answer(
                        asked,
                        switch (asked.getRequestURI().getPath()) {
                            case "/files" -> Browser.JSON.writeValueAsBytes(files);
                            case "/typescript.js" ->
                                Files.readAllBytes(LIBRARIES.resolve(Path.of("typescript", "lib", "typescript.js")));
                            default ->
                                "<!doctype html><meta charset=utf-8><script src=typescript.js></script>"
                                        .getBytes(StandardCharsets.UTF_8);
                        }));
        server.start();
        try (BrowserTab tab = browser.tab()) {
            tab.open("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            tab.until("window.ts");
            return tab.eval(CHECK);
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange asked, byte[] body) throws IOException {
        try (asked) {
            asked.sendResponseHeaders(200, body.length);
            asked.getResponseBody().write(body);
        }
    }
}
