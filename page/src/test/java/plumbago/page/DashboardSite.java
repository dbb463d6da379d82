package plumbago.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The server of somebody's dashboards, another than Plumbago: files as they come, libraries by name, texts of a test. */
final class DashboardSite implements AutoCloseable {
    /** Where what comes from Maven as a library of browsers lies. */
    private static final String LIBRARIES = "/META-INF/resources";

    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript", "css", "text/css", "html", "text/html; charset=utf-8", "png", "image/png");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Path root;
    private final HttpServer server;

    /** @param root of the files */
    DashboardSite(Path root) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Has a text answered, in place of a file if there is one. */
    void put(String path, String text) {
        texts.put(path, text);
    }

    /** What browsers call the place that its pages are from. */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<byte[]> content = content(path);
        String ending = path.substring(path.lastIndexOf('.') + 1);
        exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(ending, TYPES.get("html")));
        // A browser asks for an icon by itself.
        int status = content.isPresent() ? 200 : path.equals("/favicon.ico") ? 204 : 404;
        exchange.sendResponseHeaders(
                status, content.map(bytes -> (long) bytes.length).orElse(-1L));
        if (content.isPresent()) {
            exchange.getResponseBody().write(content.get());
        }
        exchange.close();
    }

    private Optional<byte[]> content(String path) throws IOException {
        String text = texts.get(path);
        if (text != null) {
            return Optional.of(text.getBytes(StandardCharsets.UTF_8));
        }
        Path file = root.resolve(path.substring(1)).normalize();
        if (file.startsWith(root) && Files.isRegularFile(file)) {
            return Optional.of(Files.readAllBytes(file));
        }
        if (!path.startsWith("/webjars/")) {
            return Optional.empty();
        }
        try (InputStream library = DashboardSite.class.getResourceAsStream(LIBRARIES + path)) {
            return library == null ? Optional.empty() : Optional.of(library.readAllBytes());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
