package plumbago.web.dashboard;

import java.io.IOException;
import java.util.Optional;
import plumbago.base.http.RequestException;
import plumbago.base.http.WebRequest;

/** What a request wants to hold of the dashboard that it saves over or deletes: nobody is to undo unseen what others did. */
@FunctionalInterface
interface Condition {
    /** Whatever is there. */
    Condition NONE = there -> {};

    /** What is there. */
    @FunctionalInterface
    interface There {
        Optional<String> state() throws IOException;
    }

    /** @throws RequestException with 412 if it does not hold */
    void check(There there) throws IOException;

    /** There must be none. */
    static Condition isNew(String name) {
        return there -> {
            if (there.state().isPresent()) {
                throw new RequestException(412, "there is a dashboard '" + name + "' already (If-None-Match: *)");
            }
        };
    }

    /**
     * What the headers {@code If-Match} and {@code If-None-Match} want, which may be nothing. A weak tag counts like a strong
     * one, since proxies that pack answers make weak ones of them, and a tag is over the state and not over its bytes.
     */
    static Condition of(WebRequest request, String name) {
        Condition isNew = NONE;
        Optional<String> none = request.header("If-None-Match");
        if (none.isPresent()) {
            if (!none.get().strip().equals("*")) {
                throw RequestException.bad("If-None-Match may only be * here: save if there is none");
            }
            isNew = isNew(name);
        }
        Optional<String> wanted = request.header("If-Match");
        return wanted.isEmpty() ? isNew : isNew.and(matches(name, wanted.get()));
    }

    private static Condition matches(String name, String tags) {
        return there -> {
            Optional<String> state = there.state();
            if (state.isEmpty()) {
                throw new RequestException(
                        412, "there is no dashboard '" + name + "' (any more), and so nothing is done");
            }
            String is = StateJson.tag(state.get());
            for (String tag : tags.split(",")) {
                String stripped = tag.strip();
                if (stripped.equals("*") || stripped.equals(is) || stripped.equals("W/" + is)) {
                    return;
                }
            }
            throw new RequestException(
                    412,
                    "the dashboard '" + name
                            + "' was saved by somebody else meanwhile, and so nothing is done; load it");
        };
    }

    private Condition and(Condition other) {
        return there -> {
            check(there);
            other.check(there);
        };
    }
}
