package plumbago.web.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form as {@code multipart/form-data} (RFC 7578): what graphite-web posts to other members of a cluster and to a tag
 * database, and {@code curl -F}. Files in it are passed over.
 */
final class MultipartForm {
    static final String CONTENT_TYPE = "multipart/form-data";

    /** More parts than any sensible question has, and few enough for what each costs. */
    private static final int MAX_PARTS = 100_000;

    /** Netty fails over a boundary that is announced and empty, so it is only handed one that is not. */
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=\\s*(\"[^\"]+\"|[^\\s\";]+)", Pattern.CASE_INSENSITIVE);

    private MultipartForm() {}

    /**
     * Reads a form, in memory.
     *
     * @param contentType with the boundary
     * @throws RequestException with 400 if it is none
     */
    static void read(String contentType, byte[] body, Parameters into) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw RequestException.bad("the Content-Type multipart/form-data has no boundary");
        }
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, CONTENT_TYPE + "; boundary=" + boundary.group(1));
        HttpPostMultipartRequestDecoder decoder = null;
        try {
            decoder = new HttpPostMultipartRequestDecoder(
                    new DefaultHttpDataFactory(false), request, StandardCharsets.UTF_8, MAX_PARTS, body.length + 1);
            for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
                if (part instanceof Attribute attribute) {
                    into.add(attribute.getName(), attribute.getValue());
                }
            }
        } catch (DecoderException | IllegalArgumentException | IOException e) {
            throw RequestException.bad(
                    "the body cannot be read as multipart/form-data; expected: a boundary, the headers of"
                            + " a part with Content-Disposition: form-data; name=..., an empty line, a value, and so on");
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
            request.release();
        }
    }
}
