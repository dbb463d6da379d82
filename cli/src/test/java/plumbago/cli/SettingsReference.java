package plumbago.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.Setting.Status;
import plumbago.base.config.SettingDefault;
import plumbago.base.config.SettingGroups;
import plumbago.base.config.Settings;

/** Writes down all settings as they are declared: for the docs, and as an example of carbon.conf. */
final class SettingsReference {
    private static final int LINE = 78;

    private SettingsReference() {}

    /** The tables of docs/configuration.md. */
    static String markdown() {
        StringBuilder out = new StringBuilder();
        out.append("## Settings\n\nWhat may stand for a value:\n\n");
        new SettingGroups(Parts.settings())
                .list().stream()
                        .map(Setting::type)
                        .filter(type -> !type.name().equals("choice"))
                        .map(type -> "- " + type.name() + ": " + type.expected() + "\n")
                        .distinct()
                        .forEach(out::append);
        chapters(out, Status.HONOURED, SettingsReference::does);
        out.append("\n## Settings that are not honoured yet\n\n")
                .append("These are read and checked, and nothing acts on them; a start that meets one says so.\n");
        chapters(out, Status.NOT_YET, SettingsReference::does);
        out.append("\n## Settings of carbon that have no meaning here\n\n")
                .append("A start that meets one of these says why.\n");
        chapters(out, Status.WITHOUT_MEANING, setting -> setting.doc() + " *Here: " + setting.why() + ".*");
        return out.toString();
    }

    /** A carbon.conf that changes nothing, with every honoured setting as a comment. */
    static String exampleFile() {
        StringBuilder out = new StringBuilder();
        comment(
                out,
                "Every setting that Plumbago honours, with its default. Take the # away in front of a name, and change"
                        + " the value. A # behind a value is part of the value, and a per cent sign is written %%.");
        comment(out, "");
        comment(out, "Your carbon.conf of before may stand here as it is.");
        Section section = null;
        for (Map.Entry<String, List<Setting<?>>> chapter : bySection()) {
            List<Setting<?>> honoured = chapter.getValue();
            Section home = home(honoured);
            if (!home.equals(section)) {
                out.append("\n").append(home).append('\n');
                section = home;
            }
            out.append("\n# ---- ").append(chapter.getKey()).append(" ----\n");
            for (Setting<?> setting : honoured) {
                out.append('\n');
                comment(out, setting.doc().replace("`", ""));
                if (!setting.unit().isEmpty()) {
                    comment(out, "Unit: " + setting.unit());
                }
                if (isDerived(setting)) {
                    comment(out, "Default: " + setting.defaultValue().text().replace("`", ""));
                    // One that is another one for other daemons is still this one here.
                    String here = written(setting);
                    boolean isShown = setting.defaultValue().text().startsWith(here + "; ");
                    out.append('#')
                            .append(setting.name())
                            .append(isShown ? " = " + here : " =")
                            .append('\n');
                } else {
                    out.append('#')
                            .append(setting.name())
                            .append(" = ")
                            .append(written(setting).replace("%", "%%"))
                            .append('\n');
                }
            }
        }
        return out.toString();
    }

    /** The chapters with honoured settings, those of one section together: it may stand in a file once. */
    private static List<Map.Entry<String, List<Setting<?>>>> bySection() {
        Map<Section, List<Map.Entry<String, List<Setting<?>>>>> sections = new LinkedHashMap<>();
        new SettingGroups(Parts.settings()).chapters().forEach((title, settings) -> {
            List<Setting<?>> honoured = with(Status.HONOURED, settings);
            if (!honoured.isEmpty()) {
                sections.computeIfAbsent(home(honoured), home -> new ArrayList<>())
                        .add(Map.entry(title, honoured));
            }
        });
        return sections.values().stream().flatMap(List::stream).toList();
    }

    private static Section home(List<Setting<?>> settings) {
        return settings.get(0).sections().iterator().next();
    }

    static boolean isDerived(Setting<?> setting) {
        return !setting.defaultValue().text().equals(written(setting));
    }

    private static void chapters(StringBuilder out, Status status, Function<Setting<?>, String> does) {
        new SettingGroups(Parts.settings()).chapters().forEach((title, settings) -> {
            List<Setting<?>> some = with(status, settings);
            if (some.isEmpty()) {
                return;
            }
            out.append("\n### ").append(title).append("\n\n");
            out.append("| setting | section | value | default | what it does |\n|---|---|---|---|---|\n");
            for (Setting<?> setting : some) {
                String sections =
                        setting.sections().stream().map(s -> "`" + s + "`").collect(Collectors.joining(" "));
                out.append("| `").append(setting.name()).append("` | ").append(sections);
                boolean choice = setting.type().name().equals("choice");
                out.append(" | ")
                        .append(
                                choice
                                        ? setting.type().expected()
                                        : setting.type().name());
                if (!setting.unit().isEmpty()
                        && !setting.unit().equals(setting.type().name())) {
                    out.append(", ").append(setting.unit());
                }
                out.append(" | ").append(shownDefault(setting));
                out.append(" | ").append(does.apply(setting)).append(" |\n");
            }
        });
    }

    private static String shownDefault(Setting<?> setting) {
        String text = setting.defaultValue().text();
        if (text.isEmpty()) {
            return "none";
        }
        return isDerived(setting) ? text : "`" + text + "`";
    }

    private static String does(Setting<?> setting) {
        SettingDefault<?> value = setting.defaultValue();
        return value.carbon().isEmpty()
                ? setting.doc()
                : setting.doc() + " *Carbon's default is " + value.carbon() + "; " + value.why() + ".*";
    }

    private static List<Setting<?>> with(Status status, List<Setting<?>> settings) {
        return settings.stream().filter(s -> s.status() == status).toList();
    }

    private static <T> String written(Setting<T> setting) {
        return setting.type().write(Settings.defaults(Parts.settings()).get(setting));
    }

    private static void comment(StringBuilder out, String text) {
        StringBuilder line = new StringBuilder("#");
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > LINE) {
                out.append(line).append('\n');
                line.setLength(1);
            }
            line.append(word.isEmpty() ? "" : " ").append(word);
        }
        out.append(line).append('\n');
    }
}
