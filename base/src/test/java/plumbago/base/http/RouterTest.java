package plumbago.base.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterTest {
    private final Router router = new Router()
            .on("GET", "/", answering("top"))
            .on("GET POST", "/a/{x}", request -> WebResponse.text(200, "any " + request.pathVariable("x")))
            .on("GET", "/a/b", answering("one"))
            .on("GET POST", "/m", answering("more"))
            .onBare("GET", "/m", answering("bare"), RouteTrait.QUICK);

    private static Handler answering(String text) {
        return request -> WebResponse.text(200, text);
    }

    private WebResponse ask(String method, String path, String query, String body) throws Exception {
        byte[] sent = body.getBytes(StandardCharsets.UTF_8);
        return router.handle(new WebRequest(method, path, query, Map.of(), sent, () -> false));
    }

    private String get(String path) throws Exception {
        return text(ask("GET", path, "", ""));
    }

    private static String text(WebResponse response) {
        return new String(response.body(), 0, response.length(), StandardCharsets.UTF_8);
    }

    @Test
    void routesWithoutVariablesComeFirstAndSlashesCountOnce() throws Exception {
        for (String path : new String[] {"/", "//", ""}) {
            assertEquals("top", get(path), path);
        }
        for (String path : new String[] {"/a/b", "//a//b", "/a/b//", "a/b"}) {
            assertEquals("one", get(path), path);
        }
        assertEquals("any c", get("//a///c/"));
        assertEquals(404, assertThrows(RequestException.class, () -> get("/a")).status());
        assertEquals(
                404, assertThrows(RequestException.class, () -> get("/a/b/c")).status());
    }

    @Test
    void aBareRouteIsForWhoSaysNothingMore() throws Exception {
        assertEquals("bare", get("/m"));
        assertEquals("bare", get("//m"));
        assertEquals("more", get("/m/"));
        assertEquals("more", text(ask("GET", "/m", "a=1", "")));
        assertEquals("more", text(ask("GET", "/m", "", "a=1")));
        assertEquals("more", text(ask("POST", "/m", "", "")));
        assertEquals(Set.of(RouteTrait.QUICK), router.match("HEAD", "/m", false).traits());
        assertEquals(Set.of(), router.match("GET", "/m", true).traits());
    }

    @Test
    void saysWhatMayBeAsked() throws Exception {
        WebResponse refused = ask("DELETE", "/a/b", "", "");
        assertEquals(405, refused.status());
        assertEquals("GET, HEAD, OPTIONS", refused.headers().get("Allow"));
        WebResponse told = ask("OPTIONS", "/a/c", "", "");
        assertEquals(200, told.status());
        assertEquals("GET, HEAD, POST, OPTIONS", told.headers().get("Allow"));
    }
}
