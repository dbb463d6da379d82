package plumbago.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.base.http.HttpOptions;
import plumbago.base.http.HttpServer;
import plumbago.base.http.Router;
import plumbago.base.http.WebResponse;

class OldAddressesTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Router router = new Router().on("GET", "/dashboard/find", request -> WebResponse.text(200, "found"));
        OldAddresses.register(router);
        HttpOptions options = HttpOptions.defaults();
        server = new HttpServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                router,
                new HttpOptions(
                        options.maxRequestLine(),
                        options.maxHeaders(),
                        options.maxBody(),
                        options.idle(),
                        options.workers(),
                        options.maxWaiting(),
                        options.maxConnections(),
                        options.maxConnectionsPerAddress(),
                        "/graphite"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Whichever path a proxy has put in front. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/composer?target=a.b&from=-1h | /?target=a.b&from=-1h",
                "/composer/?target=a%20b&x=%C3%A4+c | /?target=a%20b&x=%C3%A4+c",
                "/composer | /",
                "/dashboard | /?view=boards",
                "/dashboard/ | /?view=boards",
                "/dashboard?query=x | /?view=boards&query=x",
                "/dashboard/web%20cpu | /?board=web%20cpu",
                "/dashboard/a%26b%3D%C3%A4?from=-1d&until=now | /?board=a%26b%3D%C3%A4&from=-1d&until=now",
                "/dashboard/a/ | /?board=a",
            })
    void leadToThePage(String from, String to) throws Exception {
        HttpResponse<String> answer = get("/graphite" + from);
        assertEquals(302, answer.statusCode());
        String location = answer.headers().firstValue("Location").orElseThrow();
        for (String before : new String[] {"http://a.example/graphite", "https://b.example/far/away"}) {
            assertEquals(
                    before + to, URI.create(before + from).resolve(location).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"save, 404", "email, 404", "find, 200"})
    void whatProgramsAskForIsNoName(String name, int status) throws Exception {
        assertEquals(status, get("/graphite/dashboard/" + name).statusCode());
    }

    @Test
    void noQueryMakesAHeaderOfItsOwn() throws Exception {
        HttpResponse<String> answer = get("/graphite/composer?a=%0D%0AX:%20y");
        assertEquals(
                "./?a=%0D%0AX:%20y", answer.headers().firstValue("Location").orElseThrow());
    }
}
