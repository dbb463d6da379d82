package plumbago.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import plumbago.base.http.RequestException;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;

/**
 * The page at {@code /} and its files below {@code /assets/}. The address of these has a sum over all of them in it, so that
 * browsers keep them for ever and never mix two versions. What the page names is all that is served. Immutable, safe for
 * many threads.
 */
public final class PageHandlers {
    private static final String FOLDER = "/plumbago/page/";
    private static final Pattern ASSET = Pattern.compile("\"assets/([A-Za-z0-9.-]+)\"");
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg", "image/svg+xml");

    /** Nothing of anybody else, no script in the page itself, and texts that nothing can turn into markup. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self';"
                    + " require-trusted-types-for 'script'; trusted-types lit-html";

    private final byte[] page;
    private final String version;
    private final Map<String, byte[]> assets;

    private PageHandlers(byte[] page, String version, Map<String, byte[]> assets) {
        this.page = page;
        this.version = version;
        this.assets = assets;
    }

    /**
     * The page, if this program has it.
     *
     * @throws UncheckedIOException if it is there in part
     */
    public static Optional<PageHandlers> find() {
        try {
            Optional<byte[]> page = resource("index.html");
            return page.isEmpty() ? Optional.empty() : Optional.of(of(page.get()));
        } catch (IOException e) {
            throw new UncheckedIOException("the page cannot be read", e);
        }
    }

    private static PageHandlers of(byte[] page) throws IOException {
        String text = new String(page, StandardCharsets.UTF_8);
        Map<String, byte[]> assets = new HashMap<>();
        CRC32C sum = new CRC32C();
        sum.update(page);
        Matcher named = ASSET.matcher(text);
        while (named.find()) {
            String name = named.group(1);
            byte[] asset = resource("assets/" + name)
                    .orElseThrow(() -> new IOException("the page names " + name + ", which is not there"));
            assets.put(name, asset);
            sum.update(asset);
        }
        String version = Long.toHexString(sum.getValue());
        String served = ASSET.matcher(text).replaceAll("\"assets/" + version + "/$1\"");
        return new PageHandlers(served.getBytes(StandardCharsets.UTF_8), version, assets);
    }

    private static Optional<byte[]> resource(String name) throws IOException {
        try (InputStream in = PageHandlers.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    /** Has the page and its files answered here, and addresses of graphite-web's pages lead to it. */
    public void register(Router router) {
        router.on("GET", "/", this::page, RouteTrait.QUICK);
        router.on("GET", "/assets/{version}/{name}", this::asset, RouteTrait.QUICK);
        OldAddresses.register(router);
    }

    private WebResponse page(WebRequest request) {
        if (request.stepWithoutSlash().isPresent()) {
            return OldAddresses.to(request, request.stepWithoutSlash().get() + '/', "");
        }
        return WebResponse.of(200, "text/html; charset=utf-8", page.clone())
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Referrer-Policy", "same-origin");
    }

    private WebResponse asset(WebRequest request) {
        String name = request.pathVariable("name");
        byte[] asset = assets.get(name);
        if (asset == null || !request.pathVariable("version").equals(version)) {
            throw new RequestException(404, "the page has no such file; it may have been opened before an upgrade");
        }
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        return WebResponse.of(200, type, asset.clone()).header("Cache-Control", "public, max-age=31536000, immutable");
    }
}
