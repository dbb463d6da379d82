package plumbago.web.render;

import plumbago.base.http.RequestException;
import plumbago.base.measure.WorkEndedException;
import plumbago.web.graph.InvalidGraphException;
import plumbago.web.render.service.RefusedException;

/** What clients are answered when a render comes to nothing. */
final class Refusals {
    private Refusals() {}

    /** The status and the sentence for what was thrown; what is not known here is passed on as it is. */
    static RuntimeException of(RuntimeException thrown) {
        if (thrown instanceof RefusedException refused) {
            int status = switch (refused.reason()) {
                case INVALID -> 400;
                case TOO_LARGE -> 422;
                case BUSY, UNREACHABLE -> 503;
            };
            RequestException answer = new RequestException(status, thrown.getMessage());
            refused.target().ifPresent(target -> answer.with("target", target));
            refused.place().ifPresent(at -> answer.with("at", at));
            return answer;
        }
        if (thrown instanceof WorkEndedException ended) {
            return RequestException.of(ended);
        }
        if (thrown instanceof InvalidGraphException) {
            return RequestException.bad(thrown.getMessage());
        }
        return thrown;
    }

    /** The same in a few words for the log. */
    static String outcome(RuntimeException thrown) {
        return of(thrown) instanceof RequestException refusal ? "refused with " + refusal.status() : "no answer";
    }
}
