package plumbago.web.render.function;

/** The list of files that declare functions. */
final class Groups {
    private Groups() {}

    static void declare(Catalogue catalogue) {
        AliasFunctions.declare(catalogue);
        LegendFunctions.declare(catalogue);
        AggregateFunctions.declare(catalogue);
        PairFunctions.declare(catalogue);
        PercentFunctions.declare(catalogue);
        GroupingFunctions.declare(catalogue);
        MapFunctions.declare(catalogue);
        ArithmeticFunctions.declare(catalogue);
        RateFunctions.declare(catalogue);
        GapFunctions.declare(catalogue);
        BucketFunctions.declare(catalogue);
        TimeFunctions.declare(catalogue);
        MovingFunctions.declare(catalogue);
        StatisticsFunctions.declare(catalogue);
        HoltWintersFunctions.declare(catalogue);
        FilterDataFunctions.declare(catalogue);
        FilterSeriesFunctions.declare(catalogue);
        SortingFunctions.declare(catalogue);
        GraphFunctions.declare(catalogue);
        SpecialFunctions.declare(catalogue);
        GeneratedFunctions.declare(catalogue);
    }
}
