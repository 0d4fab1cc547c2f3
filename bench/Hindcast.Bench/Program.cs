return args is ["evtx", .. string[] evtx] ? Hindcast.Bench.Evtx.EvtxBench.Run(evtx) : 0;
