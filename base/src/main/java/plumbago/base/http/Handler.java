package plumbago.base.http;

/** Answers one kind of request. Called by several threads at once. */
@FunctionalInterface
public interface Handler {
    WebResponse handle(WebRequest request) throws Exception;
}
