using System.Globalization;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Scenarios;
using Hindcast.Simulation.Servers;
using Hindcast.Simulation.Traffic;

namespace Hindcast.Simulation.Intrusions;

/// <summary>
/// The state of one intrusion while it is being scripted: the clock, the pages, what worked so far. It writes log rows and
/// inert files; nothing here could be sent to a server.
/// </summary>
internal sealed class IntrusionRun
{
    private readonly (int From, int To) _hours;

    internal IntrusionRun(ServerPlan plan, Script script, GroupHabits group, ScriptedEvent intrusion, SeededRandom random, long startTicks, string uses)
    {
        Plan = plan;
        Script = script;
        Group = group;
        Intrusion = intrusion;
        Random = random;
        Ticks = startTicks;
        Uses = Drawn.Integer(uses, random);
        Stay = Drawn.Duration(group.Actor.Stay, random);
        string[] hours = group.Actor.Hours.Split("..");
        _hours = (int.Parse(hours[0], CultureInfo.InvariantCulture), int.Parse(hours[^1], CultureInfo.InvariantCulture));
    }

    internal ServerPlan Plan { get; }

    internal Script Script { get; }

    internal GroupHabits Group { get; }

    internal ScriptedEvent Intrusion { get; }

    internal SeededRandom Random { get; }

    /// <summary>The clock of the intrusion.</summary>
    internal long Ticks { get; private set; }

    internal int Uses { get; }

    /// <summary>How long the group comes back.</summary>
    internal TimeSpan Stay { get; }

    internal List<PlantedFile> Pages { get; } = [];

    /// <summary>False when the server did not play along, or the evidence was collected: nothing follows.</summary>
    internal bool GoesOn { get; private set; } = true;

    /// <summary>The secret of the management session, drawn when there is one.</summary>
    internal string Canary { get; set; } = "";

    internal string EntryAddress => Group.Addresses[0];

    internal string UseAddress => Group.Addresses[^1];

    internal bool IsOpenTo(string flaw)
    {
        FlawDocument document = SimulationKnowledge.Instance.Flaws.Single(f => f.Id == flaw);
        return Plan.BuildAt(Ticks).Level < SimulationKnowledge.Instance.Level(document.FixedIn);
    }

    /// <summary>Lets time pass between two requests.</summary>
    internal void Pause() => Pass(Drawn.Duration(Group.Actor.Pace, Random), work: false);

    /// <summary>Lets time pass; afterwards it is a working hour of the group.</summary>
    internal void Rest(TimeSpan length) => Pass(length, work: true);

    internal void Fail() => GoesOn = false;

    internal ScriptedStep Begin(string kind) => Script.Begin(Intrusion, kind, Ticks);

    /// <summary>A request from the group, at the present time.</summary>
    internal WebRequest Request(string address, string agent, string method, WebProtocol protocol, string stem, int status, int durationMs) => new()
    {
        Ticks = Ticks + (durationMs * TimeSpan.TicksPerMillisecond),
        DurationMs = durationMs,
        Protocol = protocol,
        Id = Random.Guid(),
        Host = Random.Chance(0.6) ? Plan.PublicHost : AddressPool.Internet(Random),
        Method = method,
        Stem = stem,
        Agent = agent,
        ClientAddress = address,
        Status = status,
        Authentication = protocol == WebProtocol.Site ? "" : "FBA",
    };

    internal void Plant(string path, string kind, string url, string content, string? sha256 = null)
    {
        PlantedFile file = new()
        {
            Path = path,
            Kind = kind,
            Url = url,
            Content = System.Text.Encoding.ASCII.GetBytes(content),
            WrittenTicks = Ticks,
            Step = Intrusion.Steps[^1].Index,
            Sha256 = sha256,
        };
        Intrusion.Files.Add(file);
        HostEffects.Written(this, file);
        if (kind == "page")
        {
            Pages.Add(file);
        }
    }

    private void Pass(TimeSpan length, bool work)
    {
        Ticks += length.Ticks - (length.Ticks % TimeSpan.TicksPerMillisecond);
        if (work)
        {
            for (int i = 0; i < 24 && !Works(new DateTime(Ticks).Hour); i++)
            {
                Ticks += (60 - new DateTime(Ticks).Minute) * TimeSpan.TicksPerMinute;
            }
        }

        GoesOn &= Ticks < Plan.Collected.Ticks - TimeSpan.TicksPerMinute;
    }

    private bool Works(int hour) => _hours.To >= _hours.From ? hour >= _hours.From && hour < _hours.To : hour >= _hours.From || hour < _hours.To;
}
