using Hindcast.Evidence;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Intrusions;

/// <summary>
/// Ways in that nobody published and no pack describes, to see what is found without signatures. They use no real flaw: the
/// server of the simulation simply plays along.
/// </summary>
internal static class UnnamedSteps
{
    /// <summary>Another directory and another handler: data are posted to a service that takes none, and a handler is left there.</summary>
    internal static void Handler(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("unnamed-entry");
        for (int i = 0; i < 3; i++)
        {
            WebRequest request = run.Request(run.EntryAddress, run.Group.EntryAgent, "POST", WebProtocol.Oab, "/oab/sync/batch.ashx", 200, run.Random.Spread(120, 0.6));
            request.IsProxied = true;
            request.IsBackEndHere = true;
            request.BackEndStatus = 200;
            request.BackUser = run.Plan.MachineAccount;
            request.RoutingHint = "WindowsIdentity";
            request.FrontProves = Outcome.Reached;
            request.BackProves = Outcome.Reached;
            run.Script.Add(step, request);
            run.Pause();
        }

        run.Begin("page-written").Include(run.Ticks, Outcome.Succeeded);
        string name = run.Random.Text("abcdefghijklmnopqrstuvwxyz", 6);
        run.Plant($"C/Program Files/Microsoft/Exchange Server/V15/FrontEnd/HttpProxy/oab/{name}.ashx", "page", $"/oab/{name}.ashx", InertPage.OneLine(run.Group.Key));
    }

    /// <summary>No page at all: a health page takes posted data, and the web process starts commands.</summary>
    internal static void Module(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("unnamed-entry");
        int calls = run.Random.Between(4, 10);
        for (int i = 0; i < calls && run.GoesOn; i++)
        {
            WebRequest request = run.Request(run.EntryAddress, run.Group.EntryAgent, "POST", WebProtocol.Site, "/mapi/healthcheck.htm", 200, run.Random.Spread(400, 0.8));
            request.FrontProves = Outcome.Used;
            run.Script.Add(step, request);
            HostEffects.Command(run, step, "commands");
            run.Rest(TimeSpan.FromSeconds(run.Random.Between(10, 900)));
        }
    }
}
