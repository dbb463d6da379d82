package plumbago.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium, driven over its DevTools protocol with nothing but the JDK and Jackson. */
final class Browser implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final int ANSWER_SECONDS = 120;
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge");
    private static final List<String> PLACES = List.of(
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
            "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe");

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<BrowserTab> tabs = new CopyOnWriteArrayList<>();

    /** The browser of this machine: {@code -Dbrowser=PATH}, or else the first known one. */
    static Optional<Path> installed() {
        String told = System.getProperty("browser", "");
        if (!told.isEmpty()) {
            return Optional.of(Path.of(told)).filter(Files::isExecutable);
        }
        String[] folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        Stream<Path> onPath =
                Stream.of(folders).flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(onPath, PLACES.stream().map(Path::of))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser(Path executable) throws IOException {
        profile = Files.createTempDirectory("browser");
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--hide-scrollbars",
                "--window-size=1280,800"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--no-sandbox");
        }
        command.add("about:blank");
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address(process.inputReader())), new Messages())
                .join();
    }

    private static String address(BufferedReader said) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            int at = line.indexOf("ws://");
            if (line.startsWith("DevTools listening") && at >= 0) {
                Thread rest = new Thread(() -> said.lines().forEach(ignored -> {}), "browser's words");
                rest.setDaemon(true);
                rest.start();
                return line.substring(at);
            }
            all.append(line).append('\n');
        }
        throw new IOException("the browser ended at once: " + all);
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            message.append(part);
            if (isLast) {
                try {
                    take(JSON.readTree(message.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                message.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    private void take(JsonNode message) {
        CompletableFuture<JsonNode> asked =
                message.has("id") ? waiting.remove(message.get("id").asInt()) : null;
        if (asked == null) {
            String session = message.path("sessionId").asText();
            tabs.stream().filter(tab -> tab.session().equals(session)).forEach(tab -> tab.happened(message));
        } else if (message.has("error")) {
            asked.completeExceptionally(
                    new IllegalStateException(message.get("error").toString()));
        } else {
            asked.complete(message.path("result"));
        }
    }

    /** @param session of a tab; null for the browser itself */
    JsonNode ask(String session, String method, Map<String, ?> parameters) {
        int id = last.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (session != null) {
            message.put("sessionId", session);
        }
        synchronized (socket) {
            // One message at a time.
            CompletableFuture<WebSocket> sent = socket.sendText(message.toString(), true);
            sent.join();
        }
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException(method + ": " + e, e);
        }
    }

    /** A tab with a storage of its own. */
    BrowserTab tab() {
        JsonNode context = ask(null, "Target.createBrowserContext", Map.of());
        JsonNode target = ask(
                null,
                "Target.createTarget",
                Map.of(
                        "url",
                        "about:blank",
                        "browserContextId",
                        context.get("browserContextId").asText()));
        JsonNode attached = ask(
                null,
                "Target.attachToTarget",
                Map.of("targetId", target.get("targetId").asText(), "flatten", true));
        BrowserTab tab = new BrowserTab(
                this,
                attached.get("sessionId").asText(),
                context.get("browserContextId").asText());
        tabs.add(tab);
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            tab.ask(domain + ".enable", Map.of());
        }
        return tab;
    }

    void close(BrowserTab tab) {
        ask(null, "Target.disposeBrowserContext", Map.of("browserContextId", tab.context()));
        tabs.remove(tab);
    }

    @Override
    public void close() throws IOException {
        try {
            ask(null, "Browser.close", Map.of());
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (IllegalStateException | InterruptedException e) {
            // Ended below.
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (UncheckedIOException e) {
            // What a dying process of it still writes or removes is the system's to clear.
        }
    }
}
