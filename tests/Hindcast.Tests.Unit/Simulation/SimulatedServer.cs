using Hindcast.Simulation;
using Hindcast.Simulation.Scenarios;
using Hindcast.Simulation.Truths;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Simulation;

/// <summary>A small simulated server in a temporary folder.</summary>
internal sealed class SimulatedServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-simulated-").FullName;

    internal SimulatedServer(string yaml, ulong seed = 1, double scale = 0.001, int threads = 1, int historyDays = 0) =>
        Result = Simulator.Run(Scenario.Parse(yaml, "test.yml"), _folder, new SimulationOptions { Seed = seed, Scale = scale, Threads = threads, HistoryDays = historyDays });

    internal SimulationResult Result { get; }

    internal Truth Truth => Result.Truth;

    internal static SimulatedServer Of(string scenario, ulong seed = 1, double scale = 0.001, int threads = 1) =>
        new(Checkout.Read($"scenarios/{scenario}.yml"), seed, scale, threads);

    internal string[] Files(string pattern) => [.. Directory.GetFiles(Result.EvidenceFolder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    internal string At(string path) => Path.Combine(Result.EvidenceFolder, path);

    /// <summary>All paths and bytes, to compare servers.</summary>
    internal string Fingerprint()
    {
        using System.Security.Cryptography.IncrementalHash hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        foreach (string file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(_folder, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
