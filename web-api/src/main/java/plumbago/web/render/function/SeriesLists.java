package plumbago.web.render.function;

import java.util.List;
import plumbago.web.render.series.Series;

/** Several lists of series that belong together: what {@code mapSeries} makes and {@code reduceSeries} takes. */
record SeriesLists(List<List<Series>> lists) {}
