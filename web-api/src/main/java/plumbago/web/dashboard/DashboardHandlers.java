package plumbago.web.dashboard;

import static plumbago.web.dashboard.Answers.checked;

import java.io.IOException;
import java.util.Optional;
import plumbago.base.http.AnswerQuota;
import plumbago.base.http.RequestException;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.text.Bytes;

/**
 * {@code /dashboard/save}, {@code load}, {@code find}, {@code delete} and {@code create-temporary}, and the same of
 * templates, with the answers of graphite-web: a dashboard that there is not is answered with status 200 and
 * {@code {"error": …}}. What is no JSON is refused with 400, and what the disk does not accept with 503. Beyond it, answers
 * have an {@code ETag} over the state, and {@code If-Match} is honoured. Safe for many threads.
 */
public final class DashboardHandlers {
    private final KeptDashboards kept;
    private final Dashboards dashboards;
    private final AnswerQuota quota;

    /** Guards the search for a number that is free. */
    private final Object numbering = new Object();

    /**
     * @param kept the dashboards; stays the caller's
     * @param quota what answers take their memory from
     */
    public DashboardHandlers(KeptDashboards kept, AnswerQuota quota) {
        this.kept = kept;
        this.dashboards = kept.dashboards();
        this.quota = quota;
    }

    /** Has all below {@code /dashboard/} answered here that programs ask for. */
    public void register(Router router) {
        router.on("POST", "/dashboard/save/{name}", checked(this::save), RouteTrait.WRITES);
        router.on("GET POST", "/dashboard/load/{name}", checked(this::load));
        router.on("GET POST", "/dashboard/delete/{name}", checked(this::delete), RouteTrait.ADMINISTERS);
        router.on("GET POST", "/dashboard/find", checked(this::find));
        router.on("POST", "/dashboard/create-temporary", checked(this::createTemporary), RouteTrait.WRITES);
        new TemplateHandlers(kept.templates(), quota).register(router);
    }

    private WebResponse save(WebRequest request) throws IOException {
        String name = request.pathVariable("name");
        if (!TemporaryName.mayBeChosen(name)) {
            throw RequestException.bad(
                    "the number in '" + name + "' is too large; /dashboard/create-temporary gives one");
        }
        String state = Answers.state(request);
        dashboards.save(name, state, Condition.of(request, name));
        return Answers.success().header("ETag", StateJson.tag(state));
    }

    private WebResponse load(WebRequest request) throws IOException {
        String name = request.pathVariable("name");
        Optional<String> state = dashboards.load(name);
        if (state.isEmpty()) {
            return Answers.missing("Dashboard", name);
        }
        quota.take(request, 3L * state.get().length());
        return Answers.ofState(state.get()).header("ETag", StateJson.tag(state.get()));
    }

    private WebResponse delete(WebRequest request) throws IOException {
        String name = request.pathVariable("name");
        boolean deleted = dashboards.delete(name, Condition.of(request, name));
        return deleted ? Answers.success() : Answers.missing("Dashboard", name);
    }

    /** Temporary ones are not shown. */
    private WebResponse find(WebRequest request) throws IOException {
        return Answers.found(request, "dashboards", dashboards.names(), name -> !TemporaryName.isTemporary(name));
    }

    private WebResponse createTemporary(WebRequest request) throws IOException {
        String state = Answers.state(request);
        synchronized (numbering) {
            for (long number = TemporaryName.next(dashboards.names()); ; number++) {
                String name = TemporaryName.of(number);
                try {
                    dashboards.save(name, state, Condition.isNew(name));
                    return WebResponse.json(new Bytes(64)
                                    .ascii("{\"name\": ")
                                    .json(name)
                                    .put('}'))
                            .header("ETag", StateJson.tag(state));
                } catch (RequestException e) {
                    if (e.status() != 412) {
                        throw e;
                    }
                }
            }
        }
    }
}
