using Hindcast.Evidence;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Intrusions;

/// <summary>An implant that tells of itself by the names it asks for, hours apart, as was published of the one of 2020. The names carry nothing.</summary>
internal static class DnsSteps
{
    private const string Letters = "ph2eifo3n5utg1j8d94qrvbmk0sal76c";

    /// <summary>Asks for one name after another below a domain of its own.</summary>
    internal static void Beacon(IntrusionRun run)
    {
        ScriptedStep step = run.Begin("dns-beacon");
        string domain = run.Random.Text("abcdefghijklmnopqrstuvwxyz", 9) + "cloud.example";
        string region = run.Random.Pick<string>(["eu-west-1", "us-east-1", "us-west-2"]);
        for (int i = 0; i < run.Uses && run.GoesOn; i++)
        {
            string label = run.Random.Text(Letters, run.Random.Between(20, 32));
            ScriptedRow row = DnsTraffic.Row(run.Plan, run.Ticks, $"{label}.appsync-api.{region}.{domain}", run.Random, step.Index, Outcome.Reached);
            run.Script.Add(step, row, Outcome.Reached);
            run.Rest(TimeSpan.FromMinutes(run.Random.Between(30, 600)));
        }
    }
}
