package plumbago.web.graph;

import java.util.List;
import java.util.Locale;

/** Units by which large values are written shorter, largest first: {@code yUnitSystem}. */
public enum UnitSystem {
    SI(unit("P", 1e15), unit("T", 1e12), unit("G", 1e9), unit("M", 1e6), unit("k", 1e3)),
    BINARY(unit("Pi", 1L << 50), unit("Ti", 1L << 40), unit("Gi", 1 << 30), unit("Mi", 1 << 20), unit("Ki", 1 << 10)),
    SEC(unit("Y", 31_536_000), unit("M", 2_592_000), unit("D", 86_400), unit("H", 3600), unit("m", 60)),
    MSEC(
            unit("Y", 31_536_000_000L),
            unit("M", 2_592_000_000L),
            unit("D", 86_400_000),
            unit("H", 3_600_000),
            unit("m", 60_000),
            unit("s", 1000)),
    NONE();

    /** @param size what it stands for, above 1 */
    record Unit(String name, double size) {}

    @SuppressWarnings("ImmutableEnumChecker") // List.of's is
    private final List<Unit> units;

    UnitSystem(Unit... units) {
        this.units = List.of(units);
    }

    private static Unit unit(String name, double size) {
        return new Unit(name, size);
    }

    List<Unit> units() {
        return units;
    }

    /** The system of that name, in whatever case; SI if there is none, as in graphite-web. */
    public static UnitSystem named(String name) {
        for (UnitSystem one : values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return one;
            }
        }
        return SI;
    }
}
