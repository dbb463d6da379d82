package plumbago.web.render.function;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All functions by name. Immutable once built, safe for any number of threads. */
public final class Catalogue {
    private static final Catalogue STANDARD = new Catalogue();

    private final Map<String, RenderFunction> functions = new TreeMap<>();

    private Catalogue() {
        Groups.declare(this);
    }

    /** The functions that Plumbago has. */
    public static Catalogue standard() {
        return STANDARD;
    }

    /** The function of a name as targets write it; small and capital letters differ. */
    public Optional<RenderFunction> find(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    /** In order of name. */
    public Iterable<RenderFunction> all() {
        return functions.values();
    }

    /** Begins a declaration. */
    Declaration function(String name, Group group, String description) {
        return new Declaration(name, group, description);
    }

    /** A declaration that waits for its parameters and its body. */
    final class Declaration {
        private final String name;
        private final Group group;
        private final String description;
        private List<Parameter> parameters = List.of();

        private Declaration(String name, Group group, String description) {
            this.name = name;
            this.group = group;
            this.description = description;
        }

        Declaration takes(Parameter... declared) {
            parameters = List.of(declared);
            return this;
        }

        void does(RenderFunction.Body body) {
            RenderFunction function = new RenderFunction(name, group, description, parameters, body);
            if (functions.put(name, function) != null) {
                throw new IllegalStateException("two functions are called " + name);
            }
        }
    }

    /** Another name for what has been declared. */
    void alias(String newName, String name) {
        RenderFunction known = functions.get(name);
        functions.put(
                newName,
                new RenderFunction(newName, known.group(), known.description(), known.parameters(), known.body()));
    }
}
