using System.IO.Compression;
using System.Text.Json;

namespace Hindcast.Bench.Fleet;

/// <summary>The servers of <c>hindcast simulate</c> on a fleet, each as one archive, as organisations send them.</summary>
internal sealed class SimulatedFleet
{
    private SimulatedFleet(IReadOnlyList<(string Archive, string Sector, string Country)> servers) => Servers = servers;

    /// <summary>Archives, with sector and country of the organisation.</summary>
    internal IReadOnlyList<(string Archive, string Sector, string Country)> Servers { get; }

    /// <summary>Bytes of an archive, on average.</summary>
    internal double MeanBytes => Servers.Average(s => (double)new FileInfo(s.Archive).Length);

    internal static SimulatedFleet Open(string folder)
    {
        List<(string, string, string)> servers = [];
        using JsonDocument fleet = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "fleet.json")));
        foreach (JsonElement organisation in fleet.RootElement.GetProperty("organisations").EnumerateArray())
        {
            string home = Path.Combine(folder, organisation.GetProperty("id").GetString()!), archive = Path.Combine(home, "evidence.zip");
            if (!File.Exists(archive))
            {
                ZipFile.CreateFromDirectory(Path.Combine(home, "evidence"), archive + ".partial");
                File.Move(archive + ".partial", archive);
            }

            servers.Add((archive, organisation.GetProperty("sector").GetString()!, organisation.GetProperty("country").GetString()!));
        }

        return new SimulatedFleet(servers);
    }
}
