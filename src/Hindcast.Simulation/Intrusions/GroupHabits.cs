using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Scenarios;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Intrusions;

/// <summary>What one group keeps from intrusion to intrusion: addresses, agents, names, key.</summary>
internal sealed class GroupHabits
{
    internal GroupHabits(string name, ActorDocument actor, ulong seed, IReadOnlyList<string> sharedAddresses)
    {
        SeededRandom random = SeededRandom.For(seed, "group:" + name);
        Name = name;
        Actor = actor;
        Addresses = sharedAddresses.Count > 0 ? sharedAddresses
            : [.. Enumerable.Range(0, Drawn.Integer(actor.Addresses, random)).Select(_ => AddressPool.Internet(random))];
        EntryAgent = random.Pick(actor.EntryAgents);
        UseAgent = random.Pick(actor.UseAgents);
        EntryStem = random.Pick(actor.EntryStems);
        Key = random.Pick<string>(["orange", "code", "pass", "data", "k" + random.Text("0123456789abcdef", 6)]);
    }

    internal string Name { get; }

    internal ActorDocument Actor { get; }

    internal IReadOnlyList<string> Addresses { get; }

    internal string EntryAgent { get; }

    internal string UseAgent { get; }

    internal string EntryStem { get; }

    /// <summary>The name under which the page expects its input.</summary>
    internal string Key { get; }
}
