var shown = {};
var g = new Graphene;
g.build({
  'Most requests': {
    source: 'PLUMBAGO/render?target=web.web01.requests&from=-5minutes&format=json',
    refresh_interval: 250,
    GaugeLabel: {parent: '#hero-one', title: 'Most requests', type: 'max', unit: 'req/s'}
  },
  'Requests now': {
    source: 'PLUMBAGO/render?target=web.web01.requests&from=-5minutes&format=json',
    refresh_interval: 250,
    GaugeGadget: {
      parent: '#hero-three', title: 'now', type: 'current', to: 1000,
      observer: function (value) { shown.gadget = value; }
    }
  },
  'Requests': {
    source: 'PLUMBAGO/render?target=web.*.requests&from=-5minutes&format=json',
    refresh_interval: 250,
    TimeSeries: {
      parent: '#g1-1', title: 'Requests',
      observer: function (data) { shown.series = data; }
    }
  }
});
