package plumbago.web.graph;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What docs/gallery.md shows, as the resource {@code gallery.txt} lists it. Immutable. */
record Gallery(List<Section> sections) {
    /** What a picture's request has unless it says otherwise. */
    static final Map<String, String> DEFAULTS =
            new TreeMap<>(Map.of("width", "450", "height", "240", "from", "-8h", "until", "now"));

    Gallery {
        sections = List.copyOf(sections);
    }

    /** @param text may be empty */
    record Section(String title, String text, List<Picture> pictures) {}

    /** A parameter of a request, not encoded. */
    record Given(String name, String value) {}

    /**
     * @param name of the file, without what tells its kind
     * @param sentence what is to be seen, for who reads the page
     */
    record Picture(String name, String title, String sentence, List<Given> given) {
        String fileName() {
            return name + (value("outputFormat", value("format", "png")).equals("svg") ? ".svg" : ".png");
        }

        String value(String parameter, String fallback) {
            String found = fallback;
            for (Given one : given) {
                found = one.name().equals(parameter) ? one.value() : found;
            }
            return found;
        }

        /** The parameters with those that every picture has, encoded. */
        String query() {
            List<Given> all = new ArrayList<>(given);
            DEFAULTS.forEach((name, value) -> all.add(new Given(name, value(name, value))));
            return all.stream()
                    .map(one -> one.name() + "=" + URLEncoder.encode(one.value(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
        }
    }

    static Gallery read() throws IOException {
        String text;
        try (InputStream in = Gallery.class.getResourceAsStream("gallery.txt")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Section> sections = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Picture> pictures = List.of();
        // What stands before the first section says what the file is.
        for (String block : text.substring(text.indexOf("\n= ") + 1).strip().split("\n\n+")) {
            List<String> lines = block.lines().toList();
            if (lines.get(0).startsWith("= ")) {
                pictures = new ArrayList<>();
                String about = String.join(" ", lines.subList(1, lines.size()));
                sections.add(new Section(lines.get(0).substring(2), about, pictures));
                continue;
            }
            Picture picture = picture(lines);
            if (!names.add(picture.name())) {
                throw new IOException("two pictures are called " + picture.name());
            }
            pictures.add(picture);
        }
        return new Gallery(sections);
    }

    private static Picture picture(List<String> lines) throws IOException {
        int colon = lines.get(0).indexOf(": ");
        if (colon < 0 || lines.size() < 3) {
            throw new IOException("a picture is a line 'name: title', a sentence and parameters, and not: " + lines);
        }
        List<Given> given = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IOException("'" + line + "' of " + lines.get(0) + " is no name=value");
            }
            given.add(new Given(
                    line.substring(0, equals), line.substring(equals + 1).replace("\\n", "\n")));
        }
        return new Picture(
                lines.get(0).substring(0, colon), lines.get(0).substring(colon + 2), lines.get(1), List.copyOf(given));
    }

    List<Picture> pictures() {
        return sections.stream().flatMap(section -> section.pictures().stream()).toList();
    }

    /** The whole page. */
    String markdown() {
        StringBuilder to = new StringBuilder("""
                # Gallery

                What `/render` draws, with what it was asked. The series are made up: some days of a small shop's computers, up to
                a Wednesday at 18:00. Parameters stand as they are before URL-encoding, with `%0A` for a line feed. Where a
                request does not say otherwise, it has also:

                ```
                """);
        DEFAULTS.forEach(
                (name, value) -> to.append(name).append('=').append(value).append('\n'));
        to.append("```\n\n");
        for (Section section : sections) {
            to.append("- [")
                    .append(section.title())
                    .append("](#")
                    .append(anchor(section))
                    .append(")\n");
        }
        for (Section section : sections) {
            to.append("\n## ").append(section.title()).append('\n');
            if (!section.text().isEmpty()) {
                to.append('\n').append(section.text()).append('\n');
            }
            section.pictures().forEach(picture -> show(picture, to));
        }
        return to.append("""

                ## How it is made

                All of this page is written by a command, from `gallery.txt` beside `GalleryTest`; every build draws the pictures
                anew and compares:

                ```
                ./mvnw test -pl web-api -am -Dtest=GalleryTest -Dsurefire.failIfNoSpecifiedTests=false -Dplumbago.gallery=write
                ```
                """).toString();
    }

    private static void show(Picture picture, StringBuilder to) {
        to.append("\n### ").append(picture.title()).append("\n\n").append(picture.sentence());
        to.append("\n\n```\n");
        for (Given one : picture.given()) {
            String value = one.value().replace("\n", "%0A");
            to.append(one.name()).append('=').append(value).append('\n');
        }
        String file = "gallery/" + picture.fileName();
        // As wide as it was asked for, also where it has more pixels.
        to.append("```\n\n<img src=\"").append(file);
        to.append("\" width=\"").append(picture.value("width", DEFAULTS.get("width")));
        to.append("\" alt=\"").append(picture.title()).append("\">\n");
    }

    private static String anchor(Section section) {
        return section.title()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }
}
