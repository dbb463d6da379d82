package plumbago.base.http;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.WorkEndedException;
import plumbago.base.text.TooLongException;

/** Makes answers, ready to be sent, on whatever thread it is called. Safe for many threads. */
final class AnswerMaker {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerMaker.class);

    private final CrossOrigin origins;
    private final LongAdder asked = new LongAdder();

    AnswerMaker(CrossOrigin origins) {
        this.origins = origins;
    }

    /** How many requests came to be answered since the start. */
    long asked() {
        return asked.sum();
    }

    /** Turns whatever goes wrong into an answer that says no more than the client may know. */
    WebResponse answer(WebRequest request, RouteMatch match) {
        asked.increment();
        if (request.clientIsGone()) {
            return WebResponse.empty(499);
        }
        try {
            WebResponse preflight = origins.preflight(request).orElse(null);
            return preflight != null ? preflight : finish(request, match.answer(request));
        } catch (RequestException e) {
            return origins.mark(request, WebResponse.error(e.status(), e.getMessage(), e.details()));
        } catch (WorkEndedException e) {
            return refusal(request, RequestException.of(e).status(), e.getMessage());
        } catch (TooLongException e) {
            return refusal(request, 422, e.getMessage());
        } catch (StackOverflowError e) {
            return refusal(request, 400, "the request is nested too deeply");
        } catch (OutOfMemoryError e) {
            LOG.error("out of memory for {} {}", request.method(), request.path());
            return refusal(request, 503, "there is not enough memory for this answer; ask for less");
        } catch (Exception | Error e) {
            // Errors too: without an answer the client would wait, and the connection take no other request.
            if (!request.clientIsGone()) {
                LOG.error("no answer to {} {}", request.method(), request.path(), e);
            }
            return refusal(request, 500, "something went wrong here; the server's log tells more");
        }
    }

    private WebResponse finish(WebRequest request, WebResponse response) {
        return origins.mark(request, Packing.apply(request, EntityTag.apply(request, response)));
    }

    private WebResponse refusal(WebRequest request, int status, String sentence) {
        return origins.mark(request, WebResponse.error(status, sentence));
    }
}
