package plumbago.testkit;

import java.util.List;

/**
 * What somebody may call a metric, a tag, an event or a dashboard to have a script run in the browser of whoever looks at it.
 * Each that comes to run sets {@code hit} of its window; none may.
 */
public final class HostileTexts {
    /** All of them, each another way out of a text. */
    public static final List<String> ALL = List.of(
            "<img src=x onerror=window.hit=1>",
            "\"><script>window.hit=1</script>",
            "</script><script>window.hit=1</script>",
            "</textarea><svg onload=window.hit=1>",
            "</title><img src=x onerror=window.hit=1>",
            "<!--><img src=x onerror=window.hit=1>-->",
            "]]><script>window.hit=1</script>",
            "<iframe srcdoc='<script>parent.hit=1</script>'>",
            "<svg><animate onbegin=window.hit=1 attributeName=x dur=1s>",
            "<math><mtext></table><mglyph><style><img src=x onerror=window.hit=1>",
            "<details open ontoggle=window.hit=1>",
            "<input autofocus onfocus=window.hit=1>",
            "<a href=javascript:window.hit=1>x</a>",
            "<base href=http://127.0.0.2:1/>",
            "<link rel=stylesheet href=http://127.0.0.2:1/>",
            "<meta http-equiv=refresh content='0;url=javascript:window.hit=1'>",
            "<form action=javascript:window.hit=1><button>x",
            "\" onmouseover=\"window.hit=1\" x=\"",
            "' autofocus onfocus='window.hit=1",
            "'-window.hit=1-'",
            "\\\"});window.hit=1;//",
            "`;window.hit=1;//",
            "${window.hit=1}{{hit}}",
            "{{constructor.constructor('window.hit=1')()}}",
            "<?lit$000000000$?><!--?lit$000000000$-->",
            "javascript:window.hit=1",
            "data:text/html,<script>parent.hit=1</script>",
            "&lt;img src=x onerror=window.hit=1&gt;&#60;b&#62;&",
            "%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E",
            "\uFF1Cscript\uFF1Ewindow.hit=1\uFF1C/script\uFF1E",
            "+ADw-script+AD4-window.hit=1+ADw-/script+AD4-",
            "\u202Eabc\u200B\u2066\u061C\u05D0\uFEFF",
            "\u2028window.hit=1\u2029",
            "a\u0000<b onclick=window.hit=1>\u0001\u001B\uFFFE",
            "\uD800<i>\uDC00\uD83D",
            "__proto__",
            "constructor",
            "<b>" + "x".repeat(4_000));

    private HostileTexts() {}
}
