using System.Text.Json;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation.Fleets;

/// <summary>Writes fleet.json.</summary>
internal static class FleetJson
{
    internal static void Write(string fleet, ulong seed, IReadOnlyList<FleetMember> organisations, Stream target)
    {
        JsonSerializer.Serialize(target, new { SchemaVersion = "1.0", Fleet = fleet, Seed = seed, Organisations = organisations }, TruthJson.Options);
        target.WriteByte((byte)'\n');
    }
}
