using System.Diagnostics;
using System.Text.Json;

namespace Hindcast.Bench.Fleet;

/// <summary>A silo as a process.</summary>
internal sealed class Silo : IDisposable
{
    private const string Listens = "listens on ";
    private readonly Process _process;

    private Silo(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    internal Uri Address { get; }

    /// <summary>Processor time so far.</summary>
    internal TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Most memory so far, in bytes.</summary>
    internal long PeakBytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(20_000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>Starts one and waits until it listens.</summary>
    internal static async Task<Silo> Start(string program, FleetStores fleet, int jobs, string packs)
    {
        string file = Path.Combine(fleet.Options.Folder, $"silo-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
        {
            fleet.Options.Folder,
            Url = "http://127.0.0.1:0",
            Database = fleet.Connection,
            Cluster = "bench",
            Jobs = jobs,
            Packs = Path.GetFullPath(packs),
            EndWithInput = true,
        }));
        Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, "--cluster-file", file]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            int at = line.IndexOf(Listens, StringComparison.Ordinal);
            if (at >= 0)
            {
                _ = Task.Run(() => process.StandardOutput.ReadToEndAsync());
                return new Silo(process, new Uri(line[(at + Listens.Length)..].Split(' ')[0]));
            }
        }

        throw new InvalidOperationException("the silo did not come up");
    }
}
