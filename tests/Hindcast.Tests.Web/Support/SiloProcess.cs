using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hindcast.Tests.Web.Support;

/// <summary>A silo as a process of its own, as <c>hindcast serve --cluster</c> starts it.</summary>
internal sealed partial class SiloProcess : IDisposable
{
    private readonly Process _process;

    private SiloProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    internal Uri Address { get; }

    /// <summary>True for the name that this silo has in jobs: it holds the number of its process.</summary>
    internal bool Is(string worker) => worker.Split('-') is [.., string process, _] && process == $"{_process.Id}";

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    /// <summary>Starts a silo and waits until it listens.</summary>
    internal static async Task<SiloProcess> Start(string file, object settings)
    {
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(settings));
        string program = Path.Combine(AppContext.BaseDirectory, "hindcast-web.dll");
        Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, "--cluster-file", file, "--Packs", Checkout.Packs, "--EndWithInput", "true"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _ = Task.Run(() => process.StandardError.ReadToEndAsync());
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(120));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (Listens().Match(line) is { Success: true } found)
            {
                _ = Task.Run(() => process.StandardOutput.ReadToEndAsync());
                return new SiloProcess(process, new Uri(found.Groups[1].Value));
            }
        }

        process.Kill();
        throw new InvalidOperationException("the silo did not come up");
    }

    /// <summary>Ends it without asking: what a lost machine looks like.</summary>
    internal void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    /// <summary>Holds it still, as it is.</summary>
    internal Task Stop() => Signal("-STOP");

    /// <summary>Lets it go on.</summary>
    internal Task Continue() => Signal("-CONT");

    private async Task Signal(string signal)
    {
        using Process kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    [GeneratedRegex(@"listens on (http://\S+)")]
    private static partial Regex Listens();
}
