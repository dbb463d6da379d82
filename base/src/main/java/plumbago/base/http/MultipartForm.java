package plumbago.base.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form as {@code multipart/form-data} (RFC 7578): what graphite-web posts to other members of a cluster and to a tag
 * database, and {@code curl -F}. Files in it are passed over. Each byte is looked at a few times, whatever stands there.
 */
final class MultipartForm {
    static final String CONTENT_TYPE = "multipart/form-data";

    /** Headers of a part, in bytes; those of a sensible one take a hundred. */
    private static final int MAX_HEADERS = 8192;

    /** Between two looks at whether anybody still waits. */
    private static final int PARTS_AT_ONCE = 1000;

    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=\\s*(?:\"([^\"]+)\"|([^\\s\";]+))", Pattern.CASE_INSENSITIVE);

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset=\\s*\"?([\\w.:+-]+)\"?", Pattern.CASE_INSENSITIVE);

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([\\w*]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s\";]*))");

    private final byte[] body;
    private final byte[] delimiter;

    /** Where the next is looked at. */
    private int at;

    private MultipartForm(byte[] body, byte[] delimiter) {
        this.body = body;
        this.delimiter = delimiter;
    }

    /**
     * Reads a form.
     *
     * @param contentType with the boundary
     * @param gone whether nobody waits for the answer any more
     * @throws RequestException with 400 if it is none or has too many parts, with 499 if nobody waits
     */
    static void read(String contentType, byte[] body, Parameters into, BooleanSupplier gone) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw RequestException.bad("the Content-Type multipart/form-data has no boundary");
        }
        String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        new MultipartForm(body, ("--" + name).getBytes(StandardCharsets.ISO_8859_1)).read(into, gone);
    }

    private void read(Parameters into, BooleanSupplier gone) {
        skipTo(nextDelimiter(0));
        for (int parts = 0; !isLast(); parts++) {
            if (parts % PARTS_AT_ONCE == 0 && gone.getAsBoolean()) {
                throw new RequestException(499, "the client has gone");
            }
            skipLine();
            part(into);
        }
    }

    private void part(Parameters into) {
        String name = null;
        boolean isFile = false;
        Charset charset = StandardCharsets.UTF_8;
        int first = at;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (at - first > MAX_HEADERS) {
                throw RequestException.bad(
                        "the headers of a part of the form are longer than " + MAX_HEADERS + " bytes");
            }
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-disposition:")) {
                Matcher parameter = PARAMETER.matcher(line);
                while (parameter.find()) {
                    String value = parameter.group(2) == null
                            ? parameter.group(3)
                            : parameter.group(2).replaceAll("\\\\(.)", "$1");
                    name = parameter.group(1).equalsIgnoreCase("name") ? value : name;
                    isFile |= parameter.group(1).toLowerCase(Locale.ROOT).startsWith("filename");
                }
            } else if (lower.startsWith("content-type:")) {
                charset = charset(line);
                isFile |= lower.contains("multipart/");
            } else if (lower.startsWith("content-transfer-encoding:")
                    && !lower.matches("[^:]*:\\s*(7bit|8bit|binary)\\s*")) {
                throw unreadable();
            }
        }
        int from = at;
        int to = nextDelimiter(from);
        if (name == null) {
            throw unreadable();
        }
        if (!isFile) {
            into.add(name, new String(body, from, Math.max(0, endOfValue(from, to) - from), charset));
        }
        skipTo(to);
    }

    private static Charset charset(String line) {
        Matcher named = CHARSET.matcher(line);
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            throw RequestException.bad("a part of the form is in no charset that is known here: " + named.group(1));
        }
    }

    /** The line end before a delimiter belongs to it. */
    private int endOfValue(int from, int delimiterAt) {
        int end = delimiterAt - 1;
        return end > from && body[end - 1] == '\r' ? end - 1 : end;
    }

    /**
     * Where the next delimiter begins, at the beginning of a line.
     *
     * @throws RequestException if there is none
     */
    private int nextDelimiter(int from) {
        int start = from;
        while (start + delimiter.length <= body.length) {
            if (isDelimiter(start)) {
                return start;
            }
            start = endOfLine(start) + 1;
        }
        throw unreadable();
    }

    private boolean isDelimiter(int start) {
        int i = 0;
        while (i < delimiter.length && body[start + i] == delimiter[i]) {
            i++;
        }
        if (i < delimiter.length) {
            return false;
        }
        // It is no more than the beginning of something else unless dashes or the end of the line follow.
        int end = start + delimiter.length;
        if (end + 1 < body.length && body[end] == '-' && body[end + 1] == '-') {
            return true;
        }
        while (end < body.length && (body[end] == ' ' || body[end] == '\t' || body[end] == '\r')) {
            end++;
        }
        return end < body.length && body[end] == '\n';
    }

    private void skipTo(int delimiterAt) {
        at = delimiterAt + delimiter.length;
    }

    private boolean isLast() {
        return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
    }

    private void skipLine() {
        at = endOfLine(at) + 1;
    }

    /** A header; empty at the end of the headers. */
    private String line() {
        if (at >= body.length) {
            throw unreadable();
        }
        int end = endOfLine(at);
        int to = end > at && body[end - 1] == '\r' ? end - 1 : end;
        String line = new String(body, at, to - at, StandardCharsets.UTF_8);
        at = end + 1;
        return line;
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        return end;
    }

    private static RequestException unreadable() {
        return RequestException.bad(
                "the body cannot be read as multipart/form-data; expected: a boundary, the headers of a part with"
                        + " Content-Disposition: form-data; name=..., an empty line, a value, and so on");
    }
}
