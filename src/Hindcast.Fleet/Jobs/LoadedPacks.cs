using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hindcast.Engine;

namespace Hindcast.Fleet.Jobs;

/// <summary>
/// The packs of this silo, loaded once and again when a file of them has changed: a small server's evidence is read faster than
/// they are loaded. Thread-safe.
/// </summary>
public sealed class LoadedPacks
{
    private readonly Lock _gate = new();
    private AssessPlan? _plan;
    private string _state = "";

    /// <summary>The packs as they are now.</summary>
    /// <param name="options">What and how; always with the same packs.</param>
    /// <param name="cancellation">Ends the loading.</param>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    internal AssessPlan For(AssessOptions options, CancellationToken cancellation)
    {
        lock (_gate)
        {
            string state = StateOf(options.PackFolder);
            if (_plan is null || _plan.IsWorn || state != _state)
            {
                _plan = AssessPlan.Load(options, cancellation);
                _state = state;
            }

            return _plan;
        }
    }

    /// <summary>Names, lengths and times of all files.</summary>
    private static string StateOf(string folder)
    {
        StringBuilder text = new();
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{file.FullName}\0{file.Length}\0{file.LastWriteTimeUtc.Ticks}\n");
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
