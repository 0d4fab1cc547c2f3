namespace Hindcast.Simulation.Fleets;

/// <summary>
/// Writes the servers of many organisations, each as <see cref="Simulator"/> does, in folders of their own, and
/// <c>fleet.json</c> beside them. Organisations differ in sector, country, size, scenario, when they patch and how much log
/// they keep. The same fleet and seed give the same bytes.
/// </summary>
public static class FleetSimulator
{
    /// <summary>Name of the file that lists the organisations and what is true of them.</summary>
    public const string FileName = "fleet.json";

    /// <summary>True when a file describes a fleet and not one server.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static bool IsFleet(string path) =>
        new FileInfo(path).Length <= FleetPlan.MaxBytes && File.ReadLines(path).Any(line => line.StartsWith("organisations:", StringComparison.Ordinal));

    /// <summary>Simulates a fleet.</summary>
    /// <param name="path">The fleet's file; its scenarios lie in the folder above.</param>
    /// <param name="folder">Where the organisations' folders go; must be empty or not be there.</param>
    /// <param name="options">Seed and size of each server; threads of one server.</param>
    /// <param name="each">Is called after each organisation.</param>
    /// <param name="cancellation">Stops between two days; what is written stays.</param>
    /// <exception cref="FormatException">The fleet or a scenario can't be read.</exception>
    /// <exception cref="IOException">Something can't be read or written.</exception>
    public static IReadOnlyList<FleetMember> Run(
        string path, string folder, SimulationOptions options, Action<FleetMember>? each = null, CancellationToken cancellation = default)
    {
        FleetPlan fleet = FleetPlan.Read(path);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"{folder} is not empty");
        }

        Directory.CreateDirectory(folder);
        List<FleetMember> members = [];
        for (int i = 0; i < fleet.Organisations; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            FleetMember member = fleet.Simulate(i, folder, options, cancellation);
            members.Add(member);
            each?.Invoke(member);
        }

        using FileStream stream = File.Create(Path.Combine(folder, FileName));
        FleetJson.Write(fleet.Id, options.Seed, members, stream);
        return members;
    }
}
