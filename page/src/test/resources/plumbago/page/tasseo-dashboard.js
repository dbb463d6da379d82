var period = 5;
var refresh = 250;
var metrics = [
  {alias: 'requests', target: 'web.web01.requests', warning: 100, critical: 500, unit: '/s'},
  {alias: 'free', target: 'web.web01.free', warning: 20, critical: 5, unit: 'GB'},
  {alias: 'all', target: 'sumSeries(web.*.requests)', warning: 1000, critical: 5000},
  {alias: 'average', target: 'averageSeries(web.*.requests)'},
  {alias: 'two', target: 'sumSeries(web.{web01,web02}.requests)', description: 'the first two'},
  {alias: 'scaled', target: 'scale(web.web02.requests,0.01)', scale: true},
  {alias: 'ratio', target: 'divideSeries(web.web01.requests,web.web02.requests)'},
  {target: 'maxSeries(web.*.requests)', link: '/elsewhere'},
  {alias: 'moving', target: 'movingAverage(web.web03.requests,3)'},
  {alias: 'each minute', target: 'summarize(web.web02.requests, "1min", "sum")'},
  {alias: 'nested', target: 'absolute(diffSeries(web.web01.requests,sumSeries(web.*.free)))'},
  {alias: 'gaps', target: 'web.web03.gaps', transform: function (value) { return value * 2; }}
];
