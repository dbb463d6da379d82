package plumbago.web.dashboard;

import static plumbago.web.dashboard.Answers.checked;

import java.io.IOException;
import java.util.Optional;
import plumbago.base.http.AnswerQuota;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;

/** Templates of dashboards, as graphite-web has them: saved with a word that stands for any, loaded with another. */
final class TemplateHandlers {
    private final Dashboards templates;
    private final AnswerQuota quota;

    TemplateHandlers(Dashboards templates, AnswerQuota quota) {
        this.templates = templates;
        this.quota = quota;
    }

    void register(Router router) {
        router.on("POST", "/dashboard/save_template/{name}/{key}", checked(this::save), RouteTrait.WRITES);
        router.on("GET POST", "/dashboard/load_template/{name}/{value}", checked(this::load));
        router.on("GET POST", "/dashboard/load/{name}/{value}", checked(this::load));
        router.on("GET POST", "/dashboard/find_template", checked(this::find));
        router.on("GET POST", "/dashboard/delete_template/{name}", checked(this::delete), RouteTrait.ADMINISTERS);
    }

    private WebResponse save(WebRequest request) throws IOException {
        String state = TemplateText.of(Answers.state(request), request.pathVariable("key"));
        templates.save(request.pathVariable("name"), state, Condition.NONE);
        return Answers.success();
    }

    private WebResponse load(WebRequest request) throws IOException {
        String name = request.pathVariable("name");
        Optional<String> template = templates.load(name);
        if (template.isEmpty()) {
            return Answers.missing("Template", name);
        }
        quota.take(request, 3L * template.get().length());
        String state = TemplateText.filled(template.get(), name, request.pathVariable("value"));
        quota.take(request, 3L * state.length());
        return Answers.ofState(state).header("ETag", StateJson.tag(state));
    }

    private WebResponse delete(WebRequest request) throws IOException {
        String name = request.pathVariable("name");
        return templates.delete(name, Condition.NONE) ? Answers.success() : Answers.missing("Template", name);
    }

    private WebResponse find(WebRequest request) throws IOException {
        return Answers.found(request, "templates", templates.names(), name -> true);
    }
}
