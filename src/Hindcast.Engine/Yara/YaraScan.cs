using Hindcast.Evidence;

namespace Hindcast.Engine.Yara;

/// <summary>Matches files, one after the other, with <see cref="YaraRules"/>. Not thread-safe.</summary>
public sealed class YaraScan : IDisposable
{
    /// <summary>Most seconds that libyara works on one file.</summary>
    public const int MaxSeconds = 10;

    private readonly YaraScanHandle _handle;
    private readonly List<string> _matches = [];

    internal YaraScan(YaraNative library, nint rules) =>
        _handle = new YaraScanHandle(library, rules, (_, message, about, _) =>
        {
            if (message == YaraNative.RuleMatching)
            {
                _matches.Add(library.NameOf(about));
            }

            return YaraNative.Continue;
        });

    /// <summary>Seconds after which libyara is to give up; a test has less patience.</summary>
    internal int Seconds { get; set; } = MaxSeconds;

    /// <summary>Gives the names of the rules that match, sorted.</summary>
    /// <param name="bytes">Holds the file from its start.</param>
    /// <param name="length">How many bytes of it.</param>
    /// <param name="path">Where the file lies: rules read its name, path and extension.</param>
    /// <param name="problem">Set when libyara ended early.</param>
    public IReadOnlyList<string> Match(byte[] bytes, int length, string path, out Diagnostic? problem)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)bytes.Length, nameof(length));
        _matches.Clear();
        _handle.Define("filename", Path.GetFileName(path));
        _handle.Define("filepath", path);
        _handle.Define("extension", Path.GetExtension(path));
        int code = _handle.Run(bytes, length, Seconds);
        problem = code == YaraNative.Success ? null : YaraDiagnostics.ScanEnded.At(
            new SourceLocation(path), code == YaraNative.ScanTimeout ? FormattableString.Invariant($"more than {Seconds} s") : FormattableString.Invariant($"libyara's error {code}"), "");
        return [.. _matches.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
