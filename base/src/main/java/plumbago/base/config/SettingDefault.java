package plumbago.base.config;

import java.util.function.Function;

/**
 * What a setting is where nothing is set.
 *
 * @param value how it is found; most do not look at anything
 * @param text how the docs show it
 * @param carbon what carbon takes instead, if that is something else; empty otherwise
 * @param why why ours differs from carbon's; empty otherwise
 * @param <T> the type of the setting
 */
public record SettingDefault<T>(Function<DefaultSources, T> value, String text, String carbon, String why) {
    /** What a default may depend on. */
    public interface DefaultSources {
        /** Another setting of the same daemon. */
        <U> U get(Setting<U> setting);

        /**
         * The same but for what the section of the instance says. Folders below STORAGE_DIR go by this one, as in carbon,
         * so that the files are found where they were.
         */
        <U> U getBeforeInstance(Setting<U> setting);

        /** A variable of the environment; empty if it is not set. */
        String environment(String name);

        /** The folder of the carbon.conf that was given on the command line; empty if none was. */
        String configFolder();

        /** The daemon whose section is read. */
        Section daemon();
    }

    public static <T> SettingDefault<T> derived(String text, Function<DefaultSources, T> value) {
        return new SettingDefault<>(value, text, "", "");
    }

    /** A default of our own where carbon has another one. */
    public static <T> SettingDefault<T> ours(T value, SettingType<T> type, String carbon, String why) {
        return new SettingDefault<>(sources -> value, type.write(value), carbon, why);
    }
}
