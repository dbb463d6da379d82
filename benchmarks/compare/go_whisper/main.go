// Times the Whisper library that go-carbon uses; run by benchmarks/whisper-library --go BINARY. Prints the name of each
// figure and microseconds. To build it, put this file into a folder of its own inside a checkout of go-carbon, whose
// vendor folder has the library, and there: go build -mod=vendor -o BINARY ./FOLDER
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	whisper "github.com/go-graphite/go-whisper"
)

const (
	start  = 1_699_920_000
	minute = 60
	year   = 365 * 24 * 60
)

var now = start

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// best prints the shortest of several runs, as whatever else the machine does only ever makes one longer.
func best(name string, count int, operation func()) {
	shortest := time.Duration(1 << 62)
	for run := 0; run < 20; run++ {
		began := time.Now()
		for i := 0; i < count; i++ {
			operation()
		}
		if took := time.Since(began); took < shortest {
			shortest = took
		}
	}
	fmt.Printf("%s %.3f\n", name, float64(shortest.Nanoseconds())/float64(count)/1e3)
}

func batch() []*whisper.TimeSeriesPoint {
	points := make([]*whisper.TimeSeriesPoint, 100)
	for i := range points {
		now += 10
		points[i] = &whisper.TimeSeriesPoint{Time: now, Value: float64(i)}
	}
	return points
}

func opened(path string, operation func(*whisper.Whisper)) {
	file, err := whisper.Open(path)
	check(err)
	operation(file)
	check(file.Close())
}

func main() {
	folder := os.Args[1]
	whisper.Now = func() time.Time { return time.Unix(int64(now), 0) }

	update := func(file *whisper.Whisper) {
		now += 10
		check(file.Update(1.5, now))
	}
	updateMany := func(file *whisper.Whisper) { check(file.UpdateMany(batch())) }

	path := filepath.Join(folder, "updates.wsp")
	file, err := whisper.Create(path, parse("10s:6h,1m:7d,10m:1y"), whisper.Average, 0.5)
	check(err)
	best("update", 2000, func() { update(file) })
	best("update-100", 200, func() { updateMany(file) })
	check(file.Close())
	best("update-opening", 2000, func() { opened(path, update) })
	best("update-100-opening", 200, func() { opened(path, updateMany) })

	path = filepath.Join(folder, "year.wsp")
	now = start + year*minute
	file, err = whisper.Create(path, parse("1m:1y"), whisper.Average, 0.5)
	check(err)
	for i := 1; i <= year; i++ {
		check(file.Update(float64(i), start+i*minute))
	}
	fetch := func(seconds int) {
		_, err := file.Fetch(now-seconds, now)
		check(err)
	}
	best("fetch-day", 200, func() { fetch(86_400) })
	best("fetch-year", 5, func() { fetch(year * minute) })
	check(file.Close())

	number := 0
	create := func(sparse bool) {
		number++
		created, err := whisper.CreateWithOptions(filepath.Join(folder, fmt.Sprintf("new%d.wsp", number)),
			parse("10s:6h,1m:7d"), whisper.Average, 0.5, &whisper.Options{Sparse: sparse})
		check(err)
		check(created.Close())
	}
	best("create", 100, func() { create(false) })
	best("create-sparse", 100, func() { create(true) })
}

func parse(definitions string) whisper.Retentions {
	retentions, err := whisper.ParseRetentionDefs(definitions)
	check(err)
	return retentions
}
